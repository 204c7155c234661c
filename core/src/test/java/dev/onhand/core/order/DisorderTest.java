package dev.onhand.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.model.Sku;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Histories of an order, delivered once in order and again in every disorder, end the same. Replay
 * one with {@code -Donhand.seed=N}.
 */
class DisorderTest {

  private static final int SEEDS = 2_000;
  private static final List<String> SKUS = List.of("A", "B", "C");
  private static final List<OrderRules> RULES =
      List.of(
          new OrderRules(StatusMap.RESERVE_THEN_SHIP, Sourcing.PRIORITY),
          new OrderRules(StatusMap.FULFIL_AT_PROCESSING, Sourcing.PRIORITY),
          new OrderRules(StatusMap.HOLD_THEN_PAY, Sourcing.PRIORITY));

  static LongStream seeds() {
    Long one = Long.getLong("onhand.seed");
    return one != null ? LongStream.of(one) : LongStream.rangeClosed(1, SEEDS);
  }

  @ParameterizedTest(name = "-Donhand.seed={0}")
  @MethodSource("seeds")
  void endsTheSameHoweverItIsDelivered(long seed) {
    Random random = new Random(seed);
    OrderRules rules = RULES.get(random.nextInt(RULES.size()));
    List<OrderSnapshot> history = history(random, rules);
    OrderShop clean = shop(rules, 1_000);
    history.forEach(clean::deliver);

    List<OrderSnapshot> disorder = new ArrayList<>();
    for (OrderSnapshot snapshot : history) {
      disorder.addAll(Collections.nCopies(1 + random.nextInt(5), snapshot));
    }
    Collections.shuffle(disorder, random);
    OrderShop other = shop(rules, 1_000);
    disorder.forEach(other::deliver);
    assertThat(units(other)).as("-Donhand.seed=%d", seed).isEqualTo(units(clean));
    assertThat(other.order().lines().keySet())
        .containsExactlyInAnyOrderElementsOf(clean.order().lines().keySet());
  }

  @ParameterizedTest(name = "-Donhand.seed={0}")
  @MethodSource("seeds")
  void neverReservesMoreThanThereIs(long seed) {
    Random random = new Random(seed);
    OrderRules rules = RULES.getFirst();
    OrderShop scarce = shop(rules, 6);
    for (int order = 0; order < 5; order++) {
      Order.Name name = new Order.Name("web", "o" + order);
      List<OrderSnapshot> history = history(random, rules);
      Collections.shuffle(history, random);
      for (OrderSnapshot snapshot : history) {
        boolean ships = snapshot.countsShipped() || snapshot.status().equals("shipped");
        if (!ships && !snapshot.status().equals("returned")) {
          scarce.deliver(name, snapshot);
        }
      }
    }
    for (String sku : SKUS) {
      assertThat(scarce.available(sku, "berlin")).isNotNegative();
      assertThat(scarce.available(sku, "hamburg")).isNotNegative();
      assertThat(scarce.onHand(sku)).as("%s -Donhand.seed=%d", sku, seed).isEqualTo(12);
    }
  }

  private static OrderShop shop(OrderRules rules, long each) {
    OrderShop shop = new OrderShop(rules);
    SKUS.forEach(sku -> shop.product(sku, each, each));
    return shop;
  }

  private static Map<String, Long> units(OrderShop shop) {
    Map<String, Long> units = new TreeMap<>();
    for (String sku : SKUS) {
      units.put(sku + " available", shop.available(sku));
      units.put(sku + " reserved", shop.reserved(sku));
    }
    shop.order()
        .lines()
        .values()
        .forEach(
            line -> {
              units.put(line.id() + " fulfilled", line.fulfilled());
              units.put(line.id() + " reserved", line.reserved());
              units.put(line.id() + " missing", line.backordered());
            });
    return units;
  }

  /** What a channel shows of one order over its life, each state newer than the one before. */
  private static List<OrderSnapshot> history(Random random, OrderRules rules) {
    List<String> statuses = new ArrayList<>(rules.statuses().rules().keySet());
    statuses.add("on_hold");
    Collections.sort(statuses);
    List<OrderSnapshot.Line> lines = new ArrayList<>();
    lines.add(line(random, "1"));
    List<OrderSnapshot> history = new ArrayList<>();
    int length = 2 + random.nextInt(6);
    for (int i = 1; i <= length; i++) {
      change(random, lines);
      history.add(
          OrderSnapshot.of(statuses.get(random.nextInt(statuses.size())), OrderShop.at(i), lines));
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
