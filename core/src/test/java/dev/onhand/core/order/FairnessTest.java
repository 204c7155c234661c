package dev.onhand.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.ProductId;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What comes is for those who wait, by priority and then by age. Replay a seed with {@code
 * -Donhand.seed=N}.
 */
class FairnessTest {

  private static final int SEEDS = 500;
  private static final ProductId MUG = new ProductId(1);

  private final OrderShop shop = OrderShop.usual().product("MUG", 0, 0);

  static LongStream seeds() {
    Long one = Long.getLong("onhand.seed");
    return one != null ? LongStream.of(one) : LongStream.rangeClosed(1, SEEDS);
  }

  @Test
  void newOrderLeavesToAnOlderBackorderWhatCameMeanwhile() {
    order(shop, "older", 5, 0);
    shop.stock("MUG", "hamburg", 7);
    order(shop, "newer", 4, 0);
    assertThat(reserved(shop, "newer")).as("7 came, of which 5 are owed").isEqualTo(2);
    shop.reapply(name("older"));
    assertThat(reserved(shop, "older")).isEqualTo(5);
    assertThat(shop.available("MUG")).isZero();
  }

  @Test
  void newOrderOfHigherPriorityGoesFirst() {
    order(shop, "older", 5, 0);
    shop.stock("MUG", "berlin", 4);
    order(shop, "urgent", 4, 10);
    assertThat(reserved(shop, "urgent")).isEqualTo(4);
    assertThat(reserved(shop, "older")).isZero();
  }

  @Test
  void whoIsAppliedOutOfTurnTakesOnlyWhatIsNotOwed() {
    order(shop, "first", 3, 0);
    order(shop, "second", 3, 0);
    shop.stock("MUG", "berlin", 4);
    shop.reapply(name("second"));
    assertThat(reserved(shop, "second")).isEqualTo(1);
    shop.reapply(name("first"));
    assertThat(reserved(shop, "first")).isEqualTo(3);
  }

  @Test
  void priorityIsThatOfTheSnapshotTheLinesAreOf() {
    order(shop, "o", 3, 7);
    assertThat(find(shop, "o").priority()).isEqualTo(7);
    shop.deliver(name("o"), OrderSnapshot.statusOnly("processing", shop.next()));
    assertThat(find(shop, "o").priority()).as("a status says nothing of it").isEqualTo(7);
    order(shop, "o", 3, 0);
    assertThat(find(shop, "o").priority()).isZero();
  }

  @ParameterizedTest(name = "-Donhand.seed={0}")
  @MethodSource("seeds")
  void nobodyTakesWhatIsOwedToThoseBefore(long seed) {
    Random random = new Random(seed);
    Sourcing sourcing = Sourcing.values()[random.nextInt(Sourcing.values().length - 1)];
    OrderShop some =
        new OrderShop(new OrderRules(StatusMap.RESERVE_THEN_SHIP, sourcing)).product("MUG", 0, 0);
    for (int step = 1; step <= 30; step++) {
      String id = "o" + step;
      switch (random.nextInt(4)) {
        case 0 ->
            some.stock("MUG", random.nextBoolean() ? "berlin" : "hamburg", 1 + random.nextInt(9));
        case 1 -> applyOne(some, random, seed);
        default -> {
          order(some, id, 1 + random.nextInt(6), random.nextInt(3));
          assertOwedIsThere(some, id, 0, seed);
        }
      }
    }
    some.queue().forEach(order -> some.reapply(order.name()));
    boolean isWaiting = some.queue().stream().anyMatch(order -> missing(order) > 0);
    assertThat(isWaiting && some.available("MUG") > 0).as("-Donhand.seed=%d", seed).isFalse();
  }

  private static void applyOne(OrderShop shop, Random random, long seed) {
    List<Order> queue = shop.queue();
    if (!queue.isEmpty()) {
      Order order = queue.get(random.nextInt(queue.size()));
      String id = order.name().externalId();
      long before = reserved(shop, id);
      shop.reapply(order.name());
      assertOwedIsThere(shop, id, before, seed);
    }
  }

  /** Whoever got something left enough for those before. */
  private static void assertOwedIsThere(OrderShop shop, String id, long before, long seed) {
    long owed =
        shop.queue().stream()
            .takeWhile(order -> !order.name().equals(name(id)))
            .mapToLong(FairnessTest::missing)
            .sum();
    if (reserved(shop, id) > before) {
      assertThat(shop.available("MUG"))
          .as("%s, -Donhand.seed=%d", id, seed)
          .isGreaterThanOrEqualTo(owed);
    }
  }

  private static Order.Name name(String id) {
    return new Order.Name("web", id);
  }

  private static Order find(OrderShop shop, String id) {
    return shop.queue().stream()
        .filter(order -> order.name().equals(name(id)))
        .findFirst()
        .orElseThrow();
  }

  private static long reserved(OrderShop shop, String id) {
    return find(shop, id).lines().get("1").reserved();
  }

  private static long missing(Order order) {
    return order.lines().get("1").missing().getOrDefault(MUG, 0L);
  }

  private static void order(OrderShop shop, String id, long quantity, int priority) {
    shop.deliver(
        name(id),
        new OrderSnapshot(
            "processing",
            shop.next(),
            List.of(OrderSnapshot.Line.of("1", "MUG", quantity)),
            null,
            null,
            priority));
  }
}
