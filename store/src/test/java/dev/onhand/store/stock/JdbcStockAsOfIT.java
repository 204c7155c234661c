package dev.onhand.store.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.Place;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.engine.stock.LevelUnits;
import dev.onhand.engine.stock.StockAsOf.LevelAsOf;
import dev.onhand.engine.stock.TimeAxis;
import dev.onhand.engine.verification.Sealing;
import dev.onhand.store.ledger.MovementRows;
import dev.onhand.store.seal.JdbcCheckpoints;
import dev.onhand.store.seal.JdbcSealer;
import dev.onhand.store.testing.RandomCommands;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestSeller;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcStockAsOfIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private static final int PRODUCTS = 4;
  private static final int LOCATIONS = 3;

  private final TestSeller seller = TestSeller.create(DATABASE, PRODUCTS, LOCATIONS);
  private final JdbcStockAsOf stock = new JdbcStockAsOf(seller.transactions());
  private final JdbcSealer sealer = new JdbcSealer(seller.transactions(), seller.clock());
  private final JdbcCheckpoints checkpoints = new JdbcCheckpoints(seller.transactions(), 1);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void isTheSumOfTheMovementsUpToThenWhateverIsSealed(long seed) {
    RandomCommands commands = new RandomCommands(seed, PRODUCTS, LOCATIONS);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int step = 0; step < 14; step++) {
      seller.record(commands.next(600, seller.clock().instant()));
      seller.clock().advance(Duration.ofHours(1 + random.nextInt(400)));
      switch (random.nextInt(4)) {
        case 0 -> sealer.seal(seller.id());
        case 1 -> assertThat(checkpoints.advance(seller.id())).isFalse();
        default -> {}
      }
      if (step % 4 == 3) {
        compare(random, "seed " + seed + ", step " + step);
      }
    }
    new Sealing(sealer).sealAll(seller.id());
    checkpoints.advance(seller.id());
    assertThat(seller.number("select max(segment) from stock_checkpoint")).isGreaterThan(1);
    compare(random, "seed " + seed + ", all sealed");
  }

  private void compare(RandomGenerator random, String what) {
    List<Movement> journal = journal();
    for (int i = 0; i < 40; i++) {
      ProductId product = seller.product(random.nextInt(3) > 0 ? 1 : 1 + random.nextInt(PRODUCTS));
      LocationId location =
          random.nextBoolean() ? null : seller.location(1 + random.nextInt(LOCATIONS));
      TimeAxis axis = random.nextBoolean() ? TimeAxis.OCCURRED : TimeAxis.RECORDED;
      Movement some = journal.get(random.nextInt(journal.size()));
      Instant at = time(some, axis).plusSeconds(random.nextInt(3) - 1);
      assertThat(stock.levels(seller.id(), product, location, axis, at))
          .as("%s: product %s at %s, %s %s", what, product, location, axis, at)
          .isEqualTo(naive(journal, product, location, axis, at));
    }
  }

  private List<Movement> journal() {
    return seller
        .transactions()
        .call(
            seller.id(),
            jdbc ->
                jdbc.sql("select * from movement")
                    .query((row, number) -> MovementRows.map(row))
                    .list());
  }

  private static Instant time(Movement movement, TimeAxis axis) {
    return axis == TimeAxis.OCCURRED ? movement.occurredAt() : movement.recordedAt();
  }

  private static List<LevelAsOf> naive(
      List<Movement> journal, ProductId product, LocationId location, TimeAxis axis, Instant at) {
    Map<LocationId, LevelUnits> levels = new TreeMap<>();
    for (Movement movement : journal) {
      if (movement.product().equals(product) && !time(movement, axis).isAfter(at)) {
        add(levels, movement.from(), -movement.quantity().units());
        add(levels, movement.to(), movement.quantity().units());
      }
    }
    List<LevelAsOf> answer = new ArrayList<>();
    levels.forEach(
        (where, units) -> {
          if (location == null || location.equals(where)) {
            answer.add(new LevelAsOf(where, units));
          }
        });
    return answer;
  }

  private static void add(Map<LocationId, LevelUnits> levels, Place place, long units) {
    if (place instanceof Place.Inside inside) {
      levels.merge(
          inside.location(),
          LevelUnits.NONE.plus(inside.state(), units),
          (before, more) -> before.plus(inside.state(), units));
    }
  }

  @Test
  void isNothingBeforeTheFirstMovementAndForAProductThatNeverMoved() {
    seller.record(new RandomCommands(5, 1, LOCATIONS).next(50, seller.clock().instant()));
    assertThat(
            stock.levels(
                seller.id(),
                seller.product(1),
                null,
                TimeAxis.OCCURRED,
                Instant.parse("2020-01-01T00:00:00Z")))
        .isEmpty();
    assertThat(
            stock.levels(
                seller.id(), seller.product(4), null, TimeAxis.RECORDED, seller.clock().instant()))
        .isEmpty();
  }

  @Test
  void readsMovementsByTheirProductAndNeverAllOfThem() {
    RandomCommands commands = new RandomCommands(9, PRODUCTS, LOCATIONS);
    for (int i = 0; i < 20; i++) {
      seller.record(commands.next(600, seller.clock().instant()));
      seller.clock().advance(Duration.ofDays(3));
    }
    new Sealing(sealer).sealAll(seller.id());
    assertThat(seller.number("select count(*) from stock_checkpoint")).isPositive();
    List<String> plan = explain(seller.clock().instant().minus(Duration.ofDays(30)));
    assertThat(plan).anyMatch(line -> line.contains("movement_product"));
    assertThat(plan).noneMatch(line -> line.contains("Seq Scan on movement"));
    String read =
        plan.stream().filter(line -> line.startsWith("Movements read: ")).findFirst().orElseThrow();
    assertThat(Long.parseLong(read.substring("Movements read: ".length())))
        .as("of %d", seller.number("select count(*) from movement"))
        .isLessThan(2_000);
  }

  /** The plan as it was run, and how many movements it read. */
  private List<String> explain(Instant at) {
    return seller
        .transactions()
        .call(
            seller.id(),
            jdbc -> {
              List<String> plan =
                  new ArrayList<>(
                      jdbc.sql("explain (analyze, costs off, timing off) " + JdbcStockAsOf.LEVELS)
                          .param("seller", seller.id().value())
                          .param("product", seller.product(1).value())
                          .param("location", null, java.sql.Types.BIGINT)
                          .param("axis", "recorded")
                          .param("at", at.atOffset(java.time.ZoneOffset.UTC))
                          .query(String.class)
                          .list());
              long read = 0;
              for (String line : plan) {
                if (line.contains("Scan") && line.contains("on movement ")) {
                  read += (long) (number(line, "rows=") * number(line, "loops="));
                }
              }
              plan.add("Movements read: " + read);
              return plan;
            });
  }

  private static double number(String line, String label) {
    int start = line.lastIndexOf(label) + label.length();
    int end = start;
    while (Character.isDigit(line.charAt(end)) || line.charAt(end) == '.') {
      end++;
    }
    return Double.parseDouble(line.substring(start, end));
  }
}
