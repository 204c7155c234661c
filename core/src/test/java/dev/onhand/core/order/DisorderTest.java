package dev.onhand.core.order;

import static org.assertj.core.api.Assertions.assertThat;

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
  private static final List<String> SKUS = Histories.SKUS;
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
    List<OrderSnapshot> history = Histories.of(random, rules.statuses());
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
      List<OrderSnapshot> history = Histories.of(random, rules.statuses());
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
}
