package dev.onhand.engine.orders;

import dev.onhand.core.ledger.Books;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Merging.Verdict;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.core.order.Site;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A hold, planned as an order of one line that is wanted in full or not at all. What cannot be held
 * in full leaves no trace.
 */
record HoldPlanning(SellerId seller, Hold hold, String actor) implements OrderWork<HoldResult> {

  static final String LINE = "1";
  static final String HELD = "held";
  static final String RELEASED = "released";

  @Override
  public Order.Name name() {
    return new Order.Name(ChannelData.HOLDS, hold.reference());
  }

  @Override
  public int weight() {
    return 2;
  }

  @Override
  public List<Item> items() {
    return List.of(Item.of(hold.sku()));
  }

  @Override
  public Collection<LevelRef> levels(OrderState state) {
    return delivery(Instant.EPOCH).levels(state);
  }

  /** The location is named as one that units were shipped from, so that its level is locked. */
  private OrderPlanning delivery(Instant now) {
    OrderSnapshot.Line line =
        new OrderSnapshot.Line(
            LINE, Item.of(hold.sku()), hold.quantity(), 0, 0, 0, hold.location(), null);
    OrderSnapshot snapshot =
        new OrderSnapshot(
            HELD, new Freshness(null, null, now), List.of(line), hold.until(), null, 0);
    return new OrderPlanning(seller, name(), snapshot, actor);
  }

  @Override
  public Plan<OrderState, HoldResult> plan(OrderState state, Books books, Instant now) {
    Optional<LocationId> only =
        hold.location() == null
            ? Optional.empty()
            : books.findLocation(LocationRef.code(hold.location()));
    if (hold.location() != null && only.isEmpty()) {
      return nothing(
          new HoldResult.Refused(new Outcome.UnknownLocation(LocationRef.code(hold.location()))));
    }
    if (!state.isUnseen()) {
      return nothing(again(state, only.orElse(null), now));
    }
    OrderState.Shared all = state.shared();
    OrderState sourced = only.map(location -> state.sharing(at(location, all))).orElse(state);
    Plan<OrderState, OrderResult> plan = delivery(now).plan(sourced, books, now);
    HoldResult refusal = refusal(line(plan.answer().order()));
    return refusal != null
        ? nothing(refusal)
        : new Plan<>(
            plan.commands(),
            Objects.requireNonNull(plan.after()).sharing(all).noted(hold.note()),
            new HoldResult.Held(plan.answer(), true));
  }

  private static Plan<OrderState, HoldResult> nothing(HoldResult answer) {
    return new Plan<>(List.of(), null, answer);
  }

  private OrderState.Shared at(LocationId location, OrderState.Shared all) {
    Site only = new Site(location, Objects.requireNonNull(hold.location()), 0, null);
    return all.at(List.of(only));
  }

  private static Order.Line line(Order order) {
    return Objects.requireNonNull(order.lines().get(LINE));
  }

  private @Nullable HoldResult refusal(Order.Line line) {
    ProductRef product = new ProductRef.BySku(hold.sku());
    if (line.parked() != null) {
      return switch (line.parked()) {
        case UNKNOWN_SKU -> new HoldResult.Refused(new Outcome.UnknownProduct(product));
        case PLACEHOLDER -> new HoldResult.Refused(new Outcome.PlaceholderProduct(product));
        case NO_LOCATION -> new HoldResult.TooFew(0, hold.quantity());
        default -> throw new IllegalStateException("a SKU is not parked as " + line.parked());
      };
    }
    return line.backordered() > 0
        ? new HoldResult.TooFew(line.reserved(), line.reserved() + line.backordered())
        : null;
  }

  /** Whether it still holds, which ends by itself before its units are given back. */
  static boolean isHeld(Order hold, Instant now) {
    return OrderPlanning.isHold(hold) && hold.holdUntil() != null && now.isBefore(hold.holdUntil());
  }

  private HoldResult again(OrderState state, @Nullable LocationId only, Instant now) {
    Order order = state.order();
    Order.Line line = order.lines().get(LINE);
    boolean isSame =
        line != null
            && line.item().equals(Item.of(hold.sku()))
            && line.ordered() == hold.quantity()
            && line.doings().stream()
                .allMatch(doing -> only == null || doing.location().equals(only));
    if (!isSame) {
      return new HoldResult.UsedDifferently();
    }
    return isHeld(order, now)
        ? new HoldResult.Held(OrderPlanning.unchanged(state, Verdict.SAME), false)
        : new HoldResult.Over();
  }
}
