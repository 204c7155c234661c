package dev.onhand.core.replay;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Digest;
import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outside;
import dev.onhand.core.ledger.Place;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.State;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.ledger.WorkingBooks.LevelKey;
import dev.onhand.core.listing.ListingRule;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.Site;
import dev.onhand.core.order.Sourcing;
import dev.onhand.model.Quantity;
import dev.onhand.model.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** A shop with one product in one house, sold on two channels, and the past that it left. */
final class PastShop {

  static final Instant OPENED = Instant.parse("2026-11-01T00:00:00Z");
  static final ProductId MUG = new ProductId(1);
  private static final LocationId HOUSE = new LocationId(1);

  private final Start start;
  private final List<Consumer<Replay>> past = new ArrayList<>();
  private final Deque<Waiter> waiting = new ArrayDeque<>();
  private long free;
  private long ids;
  private Instant now = OPENED;

  PastShop(long available) {
    this(available, available);
  }

  /**
   * @param free what was taken to be there then
   * @param available what was there
   */
  PastShop(long free, long available) {
    this.free = free;
    this.start =
        new Start(
            OPENED,
            Map.of(MUG, new Stocked(MUG, new Sku("MUG"), Stocked.Tracking.TRACKED, 0L)),
            Map.of(
                new LevelKey(MUG, HOUSE), Level.empty(0L).plus(State.AVAILABLE, available, OPENED)),
            Map.of("house", HOUSE),
            List.of(new Site(HOUSE, "house", 1, null)),
            Map.of(),
            List.of());
  }

  PastShop pass(Duration time) {
    now = now.plus(time);
    return this;
  }

  /** Goods come. */
  PastShop receives(long units) {
    free += units;
    Movement came =
        movement(
            Reason.PURCHASE,
            units,
            new Place.Beyond(Outside.SUPPLIER),
            new Place.Inside(HOUSE, State.AVAILABLE),
            Cause.of(Cause.Kind.PERSON));
    past.add(replay -> replay.moved(came));
    while (free > 0 && !waiting.isEmpty()) {
      Waiter first = waiting.removeFirst();
      long taken = Math.min(free, first.missing());
      step(first, taken, false);
    }
    return this;
  }

  private record Waiter(long order, Order.Name name, long ordered, long missing) {}

  /** Somebody buys; what there is gets reserved, and the rest waits. */
  PastShop sells(String channel, long units) {
    long order = ++ids;
    Order.Name name = new Order.Name(channel, Long.toString(order));
    step(new Waiter(order, name, units, units), Math.clamp(free, 0, units), true);
    return this;
  }

  private void step(Waiter of, long taken, boolean isFirst) {
    free -= taken;
    List<Movement> moved =
        taken == 0
            ? List.of()
            : List.of(
                movement(
                    Reason.RESERVE,
                    taken,
                    new Place.Inside(HOUSE, State.AVAILABLE),
                    new Place.Inside(HOUSE, State.RESERVED),
                    new Cause(Cause.Kind.ORDER, of.name().reference(), "1")));
    long missing = of.missing() - taken;
    Step step =
        new Step(
            of.order(),
            of.name(),
            isFirst,
            0,
            null,
            List.of("1"),
            List.of(new Step.Part("1", MUG, of.ordered(), 0, MUG, 1, false)),
            missing,
            moved,
            now);
    past.add(replay -> replay.stepped(step));
    Waiter left = new Waiter(of.order(), of.name(), of.ordered(), missing);
    if (missing > 0 && isFirst) {
      waiting.addLast(left);
    } else if (missing > 0) {
      waiting.addFirst(left);
    }
  }

  private Movement movement(Reason reason, long units, Place from, Place to, Cause cause) {
    long id = ++ids;
    return new Movement(
        new MovementId(id),
        new MovementKey("k" + id),
        new Digest(new UUID(0, id)),
        MUG,
        reason,
        Quantity.of(units),
        from,
        null,
        to,
        null,
        cause,
        "tester",
        null,
        null,
        now,
        now);
  }

  /** Both channels with a listing each. */
  static Setup listed(Duration lag, Setup.Budget budget, long bufferA, long bufferB) {
    Map<String, Setup.Channel> channels = new HashMap<>();
    channels.put("a", channel("a", 1, lag, budget, bufferA));
    channels.put("b", channel("b", 2, lag, budget, bufferB));
    return new Setup(channels);
  }

  private static Setup.Channel channel(
      String code, long listing, Duration lag, Setup.Budget budget, long buffer) {
    ListingRule rule = new ListingRule(false, buffer, 100, null, null, 0);
    return new Setup.Channel(
        code,
        Sourcing.PRIORITY,
        new Setup.Account(
            Set.of(), true, 1_000, lag, budget, List.of(new Setup.Outlet(listing, MUG, 1, rule))),
        ListingRule.NONE);
  }

  Replayed replay(Setup settings, Setup others) {
    Replay replay = new Replay(start, settings, others);
    past.forEach(one -> one.accept(replay));
    return replay.end(now);
  }
}
