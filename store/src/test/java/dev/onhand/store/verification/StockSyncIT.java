package dev.onhand.store.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.engine.verification.StockSync;
import dev.onhand.engine.verification.StockSync.Report;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestSeller;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StockSyncIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private final Audited books = Audited.withPast(DATABASE, 8);
  private final TestSeller seller = books.seller;
  private final long id = seller.id().value();

  @Test
  void listsWhatWouldChangeAndChangesNothing() {
    long onHand = onHand(1);
    damage(1, "available = available + 12");
    List<String> damaged = levels();

    Report report = books.sync.run(seller.id(), SyncOptions.dryRun());

    assertThat(report.products()).isEqualTo(Audited.PRODUCTS);
    assertThat(report.productsWithDiscrepancies()).isEqualTo(1);
    assertThat(report.updated()).isZero();
    StockSync.Row row = report.rows().getFirst();
    assertThat(row.sku()).isEqualTo("SKU-1");
    assertThat(row.name()).isEqualTo("Product 1");
    assertThat(row.system()).isEqualTo(onHand + 12);
    assertThat(row.calculated()).isEqualTo(onHand);
    assertThat(row.difference()).isEqualTo(12);
    assertThat(row.movements())
        .isEqualTo(
            seller.number("select count(*) from movement where product_id = " + seller.product(1)));
    assertThat(row.updated()).isFalse();
    assertThat(levels()).isEqualTo(damaged);
  }

  @Test
  void bringsLevelsToTheSumOfTheirMovements() {
    List<String> before = levels();
    damage(1, "available = available + 12");
    damage(2, "available = available - 1");
    Report one = books.sync.run(seller.id(), SyncOptions.of(seller.product(2)));
    assertThat(one.products()).isEqualTo(1);
    assertThat(one.updated()).isEqualTo(1);
    Report report = books.sync.run(seller.id(), SyncOptions.all());
    assertThat(report.rows())
        .singleElement()
        .matches(row -> row.sku().equals("SKU-1") && row.updated());
    assertThat(report.failures()).isEmpty();
    assertThat(levels()).isEqualTo(before);
    assertThat(seller.number("select count(*) from finding where kind = 'level' and repaired"))
        .isEqualTo(2);
    assertThat(books.sync.run(seller.id(), SyncOptions.all()).updated()).isZero();
  }

  @Test
  void seesUnitsThatAreInTheWrongStateOnly() {
    List<String> before = levels();
    damage(1, "available = available - 1, damaged = damaged + 1");
    Report report = books.sync.run(seller.id(), SyncOptions.all());
    assertThat(report.rows())
        .singleElement()
        .matches(row -> row.difference() == 0 && row.updated());
    assertThat(levels()).isEqualTo(before);
  }

  @Test
  void writesAllThatIsSelectedWhenForced() {
    List<String> before = books.projections();
    Report report = books.sync.run(seller.id(), SyncOptions.forced(null));
    assertThat(report.updated()).isEqualTo(Audited.PRODUCTS);
    assertThat(report.productsWithDiscrepancies()).isZero();
    assertThat(books.projections()).isEqualTo(before);
  }

  /**
   * A date only says which products: what is written is the sum of all their movements, from
   * whatever date.
   */
  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void neverSumsFromADate(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Map<String, String> truth = levelsByProduct();
    Instant first =
        Instant.parse(
            seller.rows("select to_json(min(occurred_at))#>>'{}' from movement").getFirst());
    Duration span = Duration.between(first, books.now());
    for (int i = 0; i < 6; i++) {
      damage(
          1 + random.nextInt(Audited.PRODUCTS),
          "available = available + " + (1 + random.nextInt(50)));
      Map<String, String> damaged = levelsByProduct();
      Instant from = first.plusSeconds(random.nextLong(span.toSeconds() + 86_400));
      boolean force = random.nextBoolean();

      Report report =
          books.sync.run(
              seller.id(), new StockSync.Options(null, from, force, false, Audited.AUTHOR));

      List<String> selected =
          seller.rows(
              "select distinct product_id from movement where occurred_at >= '%1$s' or recorded_at >= '%1$s'"
                  .formatted(from));
      Map<String, String> expected = new TreeMap<>(damaged);
      selected.forEach(product -> expected.put(product, truth.get(product)));
      assertThat(levelsByProduct())
          .as("seed %d, from %s, force %s", seed, from, force)
          .isEqualTo(expected);
      assertThat(report.products()).isEqualTo(selected.size());
    }
    books.sync.run(seller.id(), SyncOptions.all());
    assertThat(levelsByProduct()).isEqualTo(truth);
  }

  @Test
  void rebuildsAllThatCanBeRebuiltByteForByte() {
    books.nightly();
    List<String> before = books.projections();
    seller.damage(
        "delete from stock_level where seller_id = " + id,
        "delete from stock_checkpoint where seller_id = " + id,
        "delete from level_checkpoint where seller_id = " + id,
        "delete from level_checkpoint_cut where seller_id = " + id);
    assertThat(books.projections()).isEmpty();
    assertThat(books.rebuild.run(seller.id(), Audited.AUTHOR).inDoubt()).isEmpty();
    assertThat(books.projections()).isEqualTo(before);
    assertThat(books.nightly().isClean()).isTrue();
  }

  @Test
  void takesNoPartInOtherSellersBooks() {
    Audited other = Audited.withPast(DATABASE, 9);
    List<String> before = other.projections();
    damage(1, "available = available + 3");
    other.seller.damage(
        "update stock_level set available = available + 1 where seller_id = "
            + other.seller.id().value());
    List<String> damaged = other.projections();
    books.nightly();
    books.rebuild.run(seller.id(), Audited.AUTHOR);
    assertThat(other.projections()).isEqualTo(damaged);
    other.sync.run(other.seller.id(), SyncOptions.all());
    assertThat(other.projections()).hasSameSizeAs(before);
  }

  private void damage(int product, String change) {
    seller.damage(
        "update stock_level set %s where seller_id = %d and product_id = %d and location_id = %d"
            .formatted(change, id, seller.product(product).value(), seller.location(1).value()));
  }

  private long onHand(int product) {
    return seller.number(
        """
        select sum(available + reserved + damaged + quality_control + set_aside)
        from stock_level where product_id = %d
        """
            .formatted(seller.product(product).value()));
  }

  private List<String> levels() {
    return seller.rows(
        """
        select product_id, location_id, available, reserved, damaged, quality_control, set_aside, in_transit
        from stock_level order by product_id, location_id
        """);
  }

  private Map<String, String> levelsByProduct() {
    Map<String, String> byProduct = new TreeMap<>();
    for (String row : levels()) {
      int end = row.indexOf('|');
      byProduct.merge(row.substring(0, end), row.substring(end), (a, b) -> a + "; " + b);
    }
    return byProduct;
  }
}
