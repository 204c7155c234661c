package dev.onhand.engine.simulation.orders;

import static dev.onhand.engine.simulation.orders.Happening.*;

import dev.onhand.core.ledger.State;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.core.order.OrderSnapshot.Line;
import dev.onhand.core.order.OrderSnapshot.ReturnedTo;
import dev.onhand.model.Gtin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes up the lives of orders, the same for the same seed.
 *
 * <p>It keeps to what can end in one way only. An item is swapped only while nothing of its line
 * was reported shipped: later nobody knows which of the two left who did not see the report in
 * between. And a status without lines says that all was shipped, or came back, only of orders whose
 * quantities do not change: what is open then is nowhere written. Of a line all reports name one
 * house.
 */
final class OrderLives {

  private static final Map<String, List<String>> STATUSES =
      Map.of(
          "web",
          List.of("processing", "processing", "shipped", "cancelled", "returned", "on_hold"),
          "till",
          List.of("processing", "processing", "complete", "canceled", "closed", "on_hold"),
          "mall",
          List.of(
              "created", "pending", "paid", "paid", "shipped", "unpaid", "returned", "on_hold"));

  private static final List<String> OPERATIONS =
      List.of("reserve_for_order", "fulfill_order", "release_order_reservation");

  private static final Set<String> REPORTS =
      Set.of("shipped", "complete", "fulfill_order", "returned");
  private static final Set<String> RELEASES =
      Set.of("cancelled", "canceled", "unpaid", "release_order_reservation");
  private static final Set<String> WISHES =
      Set.of("processing", "created", "pending", "paid", "reserve_for_order");

  private final Random random;
  private final Instant start;
  private final Consumer<Happening> seen;

  // Of the order that is being made up.
  private Order.Name name = new Order.Name("web", "0");
  private boolean isFixed;
  private boolean comesBack;
  private @Nullable Instant holdUntil;
  private boolean wasReleased;
  private int linesMade;
  private final List<Line> lines = new ArrayList<>();
  private final Set<String> mayHaveLeft = new HashSet<>();
  private final List<OrderSnapshot> shown = new ArrayList<>();

  OrderLives(Random random, Instant start, Consumer<Happening> seen) {
    this.random = random;
    this.start = start;
    this.seen = seen;
  }

  OrderLife next(int number) {
    List<String> channels = List.copyOf(OrderWorld.CHANNELS.keySet());
    name = new Order.Name(any(channels), "o" + number);
    isFixed = random.nextInt(3) == 0;
    comesBack = random.nextInt(4) == 0;
    holdUntil = random.nextBoolean() ? start.plus(Duration.ofHours(20)) : null;
    wasReleased = false;
    linesMade = 0;
    lines.clear();
    mayHaveLeft.clear();
    shown.clear();
    lines.add(line());
    if (random.nextInt(3) == 0) {
      lines.add(line());
    }
    int length = 2 + random.nextInt(6);
    for (int i = 1; i <= length; i++) {
      change();
      show(i);
    }
    return new OrderLife(name, shown, back());
  }

  private void show(int minute) {
    String status = random.nextInt(8) == 0 ? any(OPERATIONS) : any(STATUSES.get(name.channel()));
    if (comesBack && status.equals("returned")) {
      status = "on_hold";
    }
    boolean isReport = REPORTS.contains(status);
    boolean hasLines = random.nextInt(4) > 0 || (isReport && !isFixed);
    if (!isFixed && hasLines && RELEASES.contains(status) && random.nextInt(4) == 0) {
      seen.accept(DELETED);
      lines.clear();
    }
    note(status, hasLines, isReport);
    Instant updatedAt = start.minus(Duration.ofHours(1)).plusSeconds(60L * minute);
    OrderSnapshot snapshot = snapshot(status, updatedAt, hasLines);
    shown.add(snapshot);
    if (hasLines && random.nextInt(10) == 0) {
      contradict(status, updatedAt);
    }
  }

  private void note(String status, boolean hasLines, boolean isReport) {
    if (isReport) {
      lines.forEach(line -> mayHaveLeft.add(line.id()));
      if (!hasLines) {
        seen.accept(SHIPPED_WITHOUT_LINES);
      }
    }
    if (!hasLines) {
      seen.accept(STATUS_WITHOUT_LINES);
    }
    if (OPERATIONS.contains(status)) {
      seen.accept(OPERATED_DIRECTLY);
    }
    if (wasReleased && WISHES.contains(status) && !lines.isEmpty()) {
      seen.accept(REOPENED);
    }
    wasReleased = RELEASES.contains(status);
  }

  private OrderSnapshot snapshot(String status, Instant updatedAt, boolean hasLines) {
    return new OrderSnapshot(
        status,
        new Freshness(updatedAt, null, updatedAt),
        hasLines ? lines : null,
        holdUntil,
        null,
        0);
  }

  /** The channel gives the same time to two pictures. */
  private void contradict(String status, Instant updatedAt) {
    seen.accept(CONTRADICTED);
    boolean isLineChanged = !lines.isEmpty() && random.nextBoolean();
    if (isLineChanged && (isFixed || random.nextBoolean())) {
      ship(0);
    } else if (isLineChanged) {
      Line line = lines.getFirst();
      lines.set(
          0, counts(line, line.quantity() + 1, line.cancelled(), line.shipped(), line.returned()));
    }
    String other = isLineChanged ? status : any(STATUSES.get(name.channel()));
    boolean isAllowed = !(comesBack && other.equals("returned"));
    if (REPORTS.contains(other) && isAllowed) {
      lines.forEach(line -> mayHaveLeft.add(line.id()));
    }
    shown.add(snapshot(isAllowed ? other : status, updatedAt, true));
  }

  private void change() {
    for (int changes = random.nextInt(3); changes > 0; changes--) {
      int index = lines.isEmpty() ? -1 : random.nextInt(lines.size());
      int what = random.nextInt(9);
      if (index >= 0 && what < 3) {
        ship(index);
      } else if (index >= 0 && what == 3) {
        comeBack(index);
      } else if (!isFixed && (index < 0 || what == 4)) {
        seen.accept(LINE_ADDED);
        lines.add(line());
      } else if (!isFixed) {
        edit(index, what);
      }
    }
  }

  private void ship(int index) {
    Line line = lines.get(index);
    long open = line.quantity() - line.cancelled() - line.shipped();
    if (open > 0) {
      long units = 1 + random.nextInt(2);
      if (units < open) {
        seen.accept(SHIPPED_IN_PART);
      }
      mayHaveLeft.add(line.id());
      lines.set(
          index,
          counts(
              line,
              line.quantity(),
              line.cancelled(),
              line.shipped() + Math.min(units, open),
              line.returned()));
    }
  }

  private void comeBack(int index) {
    Line line = lines.get(index);
    if (!comesBack && line.returned() < line.shipped()) {
      seen.accept(RETURNED_BY_THE_CHANNEL);
      lines.set(
          index,
          counts(line, line.quantity(), line.cancelled(), line.shipped(), line.returned() + 1));
    }
  }

  private void edit(int index, int what) {
    Line line = lines.get(index);
    switch (what) {
      case 5 -> {
        seen.accept(RAISED);
        long more = 1 + random.nextInt(3);
        lines.set(
            index,
            counts(
                line, line.quantity() + more, line.cancelled(), line.shipped(), line.returned()));
      }
      case 6 -> {
        long quantity = Math.max(line.cancelled(), line.quantity() - 1 - random.nextInt(2));
        if (quantity < line.quantity()) {
          seen.accept(LOWERED);
        }
        lines.set(index, counts(line, quantity, line.cancelled(), line.shipped(), line.returned()));
      }
      case 7 -> {
        if (line.cancelled() < line.quantity() - line.shipped()) {
          seen.accept(CANCELLED_IN_PART);
          lines.set(
              index,
              counts(line, line.quantity(), line.cancelled() + 1, line.shipped(), line.returned()));
        }
      }
      default -> swapOrRemove(index, line);
    }
  }

  private void swapOrRemove(int index, Line line) {
    if (random.nextBoolean()) {
      seen.accept(LINE_REMOVED);
      lines.remove(index);
    } else if (!mayHaveLeft.contains(line.id()) && !(comesBack && line.id().equals("1"))) {
      Item item = item();
      if (!item.equals(line.item())) {
        seen.accept(ITEM_SWAPPED);
      }
      lines.set(
          index,
          new Line(
              line.id(),
              item,
              line.quantity(),
              line.cancelled(),
              line.shipped(),
              line.returned(),
              line.location(),
              line.returnedTo()));
    }
  }

  private static Line counts(
      Line line, long quantity, long cancelled, long shipped, long returned) {
    return new Line(
        line.id(),
        line.item(),
        quantity,
        cancelled,
        shipped,
        returned,
        line.location(),
        line.returnedTo());
  }

  private Line line() {
    Item item = item();
    if (lines.stream().anyMatch(other -> other.item().equals(item))) {
      seen.accept(SAME_SKU_TWICE);
    }
    String location =
        switch (random.nextInt(6)) {
          case 0 -> OrderWorld.NOWHERE;
          case 1, 2 -> any(OrderWorld.HOUSES);
          default -> null;
        };
    ReturnedTo returnedTo =
        random.nextInt(3) > 0
            ? null
            : new ReturnedTo(random.nextBoolean() ? null : any(OrderWorld.HOUSES), anyState());
    return new Line(
        Integer.toString(++linesMade), item, 1 + random.nextInt(4), 0, 0, 0, location, returnedTo);
  }

  private State anyState() {
    return any(List.of(State.AVAILABLE, State.DAMAGED, State.QUALITY_CONTROL));
  }

  private Item item() {
    int which = random.nextInt(18);
    Happening happening =
        switch (which) {
          case 0, 1 -> BUNDLE_SOLD;
          case 2, 3 -> SOLD_BEFORE_THE_SKU_WAS_KNOWN;
          case 4 -> SKU_NEVER_KNOWN;
          case 5, 6 -> PLACEHOLDER_SOLD;
          case 7 -> SOLD_BY_GTIN;
          case 8 -> LISTING_SOLD;
          case 9 -> SOLD_BEFORE_THE_LISTING_WAS_KNOWN;
          default -> null;
        };
    if (happening != null) {
      seen.accept(happening);
    }
    return switch (which) {
      case 0, 1 -> OrderWorld.item(OrderWorld.SET);
      case 2, 3 -> OrderWorld.item(OrderWorld.LATE);
      case 4 -> OrderWorld.item(OrderWorld.UNKNOWN);
      case 5 -> Item.of(Gtin.PLACEHOLDER);
      case 6 -> OrderWorld.item(OrderWorld.NOTHING);
      case 7 -> Item.of(OrderWorld.GTIN_OF_C);
      case 8 -> OrderWorld.listing(OrderWorld.PACK);
      case 9 -> OrderWorld.listing(OrderWorld.LATE_PACK);
      default -> OrderWorld.item(any(OrderWorld.SINGLES));
    };
  }

  /** Part of what the channel reported shipped of the first line. */
  private OrderLife.@Nullable Back back() {
    long shipped =
        shown.stream()
            .map(OrderSnapshot::lines)
            .filter(all -> all != null)
            .flatMap(List::stream)
            .filter(line -> line.id().equals("1"))
            .mapToLong(Line::shipped)
            .max()
            .orElse(0);
    if (!comesBack || shipped == 0) {
      return null;
    }
    String house = random.nextBoolean() ? null : any(OrderWorld.HOUSES);
    return new OrderLife.Back(name, "1", 1 + random.nextLong(shipped), house, anyState());
  }

  private <T> T any(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
