package dev.onhand.store.testing;

import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.model.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a channel shows of orders over their lives, at random: lines are added, swapped, raised,
 * cancelled, shipped from named places and returned in part; orders are cancelled, reopened and
 * shipped again. The same seed gives the same histories.
 */
public final class RandomOrders {

  private static final List<String> STATUSES =
      List.of("processing", "processing", "shipped", "cancelled", "on_hold");

  private final Random random;
  private final List<String> skus;
  private final List<String> locations;
  private final Instant start;

  public RandomOrders(long seed, List<String> skus, List<String> locations, Instant start) {
    this.random = new Random(seed);
    this.skus = skus;
    this.locations = locations;
    this.start = start;
  }

  /** The states of one order, each newer than the one before. */
  public List<OrderSnapshot> history() {
    List<OrderSnapshot.Line> lines = new ArrayList<>(List.of(line("1")));
    List<OrderSnapshot> history = new ArrayList<>();
    int length = 2 + random.nextInt(6);
    for (int i = 1; i <= length; i++) {
      change(lines);
      Instant at = start.plusSeconds(60L * i);
      history.add(
          OrderSnapshot.of(
              STATUSES.get(random.nextInt(STATUSES.size())),
              new Freshness(at, null, at),
              List.copyOf(lines)));
    }
    return history;
  }

  private void change(List<OrderSnapshot.Line> lines) {
    int index = random.nextInt(lines.size());
    OrderSnapshot.Line line = lines.get(index);
    switch (random.nextInt(9)) {
      case 0 -> lines.add(line(Integer.toString(lines.size() + 1)));
      case 1 -> lines.set(index, with(line, line.item(), 1 + random.nextInt(6), 0, 0, 0));
      case 2 -> lines.set(index, with(line, line.item(), 0, 1, 0, 0));
      case 3 -> lines.set(index, with(line, line.item(), 0, 0, 1 + random.nextInt(2), 0));
      case 4 -> lines.set(index, with(line, line.item(), 0, 0, 0, 1));
      case 5 -> lines.set(index, with(line, item(), 0, 0, 0, 0));
      default -> {
        // only the status changes
      }
    }
  }

  private OrderSnapshot.Line with(
      OrderSnapshot.Line line, Item item, long more, long cancelled, long shipped, long returned) {
    long quantity = line.quantity() + more;
    long nowCancelled = Math.min(quantity - line.shipped(), line.cancelled() + cancelled);
    long nowShipped = Math.min(quantity - nowCancelled, line.shipped() + shipped);
    long nowReturned = Math.min(nowShipped, line.returned() + returned);
    String from = shipped > 0 && random.nextBoolean() ? any(locations) : line.location();
    return new OrderSnapshot.Line(
        line.id(), item, quantity, nowCancelled, nowShipped, nowReturned, from, null);
  }

  private OrderSnapshot.Line line(String id) {
    return new OrderSnapshot.Line(id, item(), 1 + random.nextInt(9), 0, 0, 0, null, null);
  }

  private Item item() {
    return Item.of(new Sku(any(skus)));
  }

  private String any(List<String> names) {
    return names.get(random.nextInt(names.size()));
  }
}
