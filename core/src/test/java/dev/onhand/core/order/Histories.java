package dev.onhand.core.order;

import dev.onhand.model.Sku;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes up what happens to orders, the same for the same seed. */
public final class Histories {

  public static final List<String> SKUS = List.of("A", "B", "C");

  private Histories() {}

  /** What a channel shows of one order over its life, each state newer than the one before. */
  public static List<OrderSnapshot> of(Random random, StatusMap map) {
    List<String> statuses = new ArrayList<>(map.rules().keySet());
    statuses.add("on_hold");
    Collections.sort(statuses);
    List<OrderSnapshot.Line> lines = new ArrayList<>();
    lines.add(line(random, "1"));
    List<OrderSnapshot> history = new ArrayList<>();
    int length = 2 + random.nextInt(6);
    for (int i = 1; i <= length; i++) {
      change(random, lines);
      history.add(
          new OrderSnapshot(
              statuses.get(random.nextInt(statuses.size())),
              OrderShop.at(i),
              List.copyOf(lines),
              null,
              null,
              random.nextInt(3)));
    }
    return history;
  }

  private static void change(Random random, List<OrderSnapshot.Line> lines) {
    int index = lines.isEmpty() ? 0 : random.nextInt(lines.size());
    switch (random.nextInt(8)) {
      case 0 -> lines.add(line(random, Integer.toString(lines.size() + 1)));
      case 1 -> lines.set(index, with(lines.get(index), random.nextInt(6), 0, 0, 0));
      case 2 -> lines.set(index, with(lines.get(index), 0, 1, 0, 0));
      case 3 -> lines.set(index, with(lines.get(index), 0, 0, 1, 0));
      case 4 -> lines.set(index, with(lines.get(index), 0, 0, 0, 1));
      default -> {
        // only the status changes
      }
    }
  }

  private static OrderSnapshot.Line with(
      OrderSnapshot.Line line, long more, long cancelled, long shipped, long returned) {
    long quantity = line.quantity() + more;
    long nowCancelled = Math.min(quantity - line.shipped(), line.cancelled() + cancelled);
    long nowShipped = Math.min(quantity - nowCancelled, line.shipped() + shipped);
    long nowReturned = Math.min(nowShipped, line.returned() + returned);
    return new OrderSnapshot.Line(
        line.id(), line.item(), quantity, nowCancelled, nowShipped, nowReturned, null, null);
  }

  private static OrderSnapshot.Line line(Random random, String id) {
    return new OrderSnapshot.Line(
        id,
        Item.of(new Sku(SKUS.get(random.nextInt(SKUS.size())))),
        1 + random.nextInt(4),
        0,
        0,
        0,
        null,
        null);
  }
}
