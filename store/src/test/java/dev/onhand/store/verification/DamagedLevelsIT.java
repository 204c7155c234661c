package dev.onhand.store.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.verification.Discrepancy;
import dev.onhand.engine.verification.Discrepancy.Kind;
import dev.onhand.engine.verification.VerificationOptions;
import dev.onhand.engine.verification.VerificationReport;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestSeller;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DamagedLevelsIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private final Audited books = Audited.withPast(DATABASE, 3);
  private final TestSeller seller = books.seller;
  private final long id = seller.id().value();
  private final long product = seller.product(1).value();
  private final long location = seller.location(1).value();

  @Test
  void findsNothingInBooksThatAreTrue() {
    VerificationReport hourly = books.hourly();
    assertThat(Audited.texts(hourly)).isEmpty();
    assertThat(hourly.isClean()).isTrue();
    assertThat(hourly.levels()).isEqualTo(seller.number("select count(*) from stock_level"));

    VerificationReport full = books.nightly();
    assertThat(Audited.texts(full)).isEmpty();
    assertThat(full.movements()).isEqualTo(seller.number("select count(*) from movement"));
    assertThat(full.positions()).isEqualTo(seller.number("select position from seller_head"));
    assertThat(seller.number("select count(*) from stock_checkpoint")).isPositive();
    assertThat(seller.number("select count(*) from level_checkpoint")).isPositive();
    assertThat(books.openAlerts()).isEmpty();
  }

  @Test
  void repairsALevelThatSomebodyChangedAndTellsOfIt() {
    List<String> before = levels();
    long available = level("available");
    seller.damage(
        "update stock_level set available = available + 5 where seller_id = %d and product_id = %d and location_id = %d"
            .formatted(id, product, location));

    VerificationReport report = books.hourly();

    assertThat(Audited.texts(report))
        .containsExactly(
            "level, product %d at location %d, available: %d, must be %d (repaired)"
                .formatted(product, location, available + 5, available));
    assertThat(report.isClean()).isFalse();
    assertThat(report.needsAPerson()).isFalse();
    assertThat(report.products().get(seller.product(1)).sku()).isEqualTo("SKU-1");
    assertThat(report.locations()).containsEntry(seller.location(1), "L1");
    assertThat(levels()).isEqualTo(before);
    assertThat(seller.rows("select kind, state, stored, calculated, repaired, actor from finding"))
        .containsExactly("level|available|%d|%d|t|tester".formatted(available + 5, available));
    assertThat(books.openAlerts()).containsExactly("warning stock levels");
    assertThat(seller.rows("select detail from alert"))
        .containsExactly(
            "level, 'SKU-1' at 'L1', available: %d, must be %d (repaired). See 'onhand ledger verify'."
                .formatted(available + 5, available));
    assertThat(books.hourly().isClean()).isTrue();
    assertThat(books.openAlerts()).isEmpty();
  }

  @Test
  void onlyLooksWhenToldToOnlyLook() {
    seller.damage("update stock_level set reserved = reserved + 1 where seller_id = " + id);
    List<String> damaged = levels();
    VerificationReport report = books.verify(VerificationOptions.lookOnly(Audited.AUTHOR));
    assertThat(report.discrepanciesTotal()).isEqualTo(damaged.size());
    assertThat(report.needsAPerson()).isTrue();
    assertThat(levels()).isEqualTo(damaged);
    assertThat(books.openAlerts()).containsExactly("error stock levels");
  }

  @Test
  void makesTheSumsOfDaysAnewIfOneIsNotThatOfItsMovements() {
    List<String> before = days();
    String day = seller.rows("select min(day)::text from movement_day").getFirst();
    seller.damage(
        "update movement_day set units = units + 5 where seller_id = %d and day = '%s'"
            .formatted(id, day),
        "delete from movement_day where seller_id = %d and day = (select max(day) from movement_day where seller_id = %d)"
            .formatted(id, id));
    assertThat(books.hourly().isClean()).as("an hour's look is not at days").isTrue();
    assertThat(Audited.texts(books.verify(VerificationOptions.lookOnly(Audited.AUTHOR))))
        .hasSize(2)
        .first()
        .asString()
        .startsWith("checkpoint: " + day);

    VerificationReport report = books.nightly();

    assertThat(report.discrepancies()).hasSize(2).allMatch(Discrepancy::repaired);
    assertThat(seller.number("select count(*) from finding where kind = 'checkpoint' and repaired"))
        .isEqualTo(2);
    assertThat(days()).isEmpty();
    assertThat(books.hourly().isClean()).isTrue();
    assertThat(days()).isEqualTo(before);
    assertThat(Audited.texts(books.nightly())).isEmpty();
  }

  private List<String> days() {
    return seller.rows(
        "select d::text from movement_day d order by day, reason, from_location_id, to_location_id, from_place, to_place");
  }

  @Test
  void bringsBackALevelThatIsGone() {
    List<String> before = books.projections();
    seller.damage(
        "delete from stock_level where seller_id = %d and product_id = %d".formatted(id, product));
    VerificationReport report = books.hourly();
    assertThat(report.discrepancies())
        .isNotEmpty()
        .allMatch(found -> found.kind() == Kind.LEVEL && found.stored().equals("no level"))
        .allMatch(Discrepancy::repaired);
    assertThat(books.projections()).isEqualTo(before);
  }

  @Test
  void emptiesALevelThatNeverHadAMovement() {
    seller.damage(
        "delete from stock_level where seller_id = %d and product_id = %d".formatted(id, product));
    seller.damage(
        "delete from level_checkpoint where seller_id = %d and product_id = %d"
            .formatted(id, product));
    seller.damage(
        "delete from stock_checkpoint where seller_id = %d and product_id = %d"
            .formatted(id, product));
    seller.damage(
        "delete from movement where seller_id = %d and product_id = %d".formatted(id, product));
    books.checkpoints.forgetDays(seller.id());
    seller.damage("delete from seal_block where seller_id = " + id);
    seller.damage(
        "update seller_head set position = 0, sealed_id = 0, hash = sha256('') where seller_id = "
            + id);
    seller.damage(
        """
        insert into stock_level (seller_id, product_id, location_id, available, updated_at)
        values (%d, %d, %d, 7, now())
        """
            .formatted(id, product, location));
    assertThat(Audited.texts(books.nightly()))
        .containsExactly(
            "level, product %d at location %d, available: 7, must be 0 (repaired)"
                .formatted(product, location));
    assertThat(level("available")).isZero();
  }

  @Test
  void repairsTheMarkOfALevelBelowItsFloor() {
    seller.damage(
        "update stock_level set below_floor_since = now() where seller_id = %d and product_id = %d and location_id = %d and available >= floor"
            .formatted(id, product, location));
    assertThat(Audited.texts(books.hourly()))
        .containsExactly(
            "level, product %d at location %d, below_floor_since: marked, must be not marked (repaired)"
                .formatted(product, location));
    assertThat(
            seller.number(
                "select count(*) from stock_level where below_floor_since is not null and available >= floor"))
        .isZero();
  }

  @Test
  void repairsCheckpointsFromTheMovements() {
    List<String> before = books.projections();
    seller.damage(
        "update level_checkpoint set available = available - 9 where seller_id = %d and product_id = %d and location_id = %d"
            .formatted(id, product, location));
    VerificationReport hourly = books.hourly();
    assertThat(hourly.discrepancies())
        .singleElement()
        .matches(found -> found.kind() == Kind.CHECKPOINT && found.repaired());
    assertThat(books.projections()).isEqualTo(before);

    seller.damage(
        "update stock_checkpoint set occurred_max = occurred_max + interval '1 second' where seller_id = %d and segment = 0"
            .formatted(id));
    seller.damage("update level_checkpoint set movements = movements + 1 where seller_id = " + id);
    VerificationReport full = books.nightly();
    assertThat(full.discrepancies())
        .isNotEmpty()
        .allMatch(found -> found.kind() == Kind.CHECKPOINT && found.repaired());
    assertThat(full.discrepancies()).anyMatch(found -> "segment".equals(found.state()));
    assertThat(books.projections()).isEqualTo(before);
    assertThat(books.nightly().isClean()).isTrue();
  }

  /**
   * The level goes on being used: later movements say what it said, and are right again once it is.
   */
  @Test
  void repairsALevelThatWasUsedWhileItWasDamaged() {
    seller.damage(
        "update stock_level set available = available + 5 where seller_id = %d and product_id = %d and location_id = %d"
            .formatted(id, product, location));
    long damaged = level("available");
    seller.record(seller.move(Reason.PURCHASE, 1, 1, 1));
    seller.record(seller.move(Reason.SALE, 2, 1, 1));
    books.sealer.seal(seller.id());

    assertThat(Audited.texts(books.hourly()))
        .containsExactly(
            "level, product %d at location %d, available: %d, must be %d (repaired)"
                .formatted(product, location, damaged - 1, damaged - 6));
    assertThat(level("available")).isEqualTo(damaged - 6);

    seller.clock().advance(Duration.ofMinutes(5));
    seller.record(seller.move(Reason.PURCHASE, 1, 1, 1));
    books.sealer.seal(seller.id());
    assertThat(Audited.texts(books.nightly())).isEmpty();
  }

  /** Mended by hand, so nothing explains what the movements of that time say: it is said once. */
  @Test
  void namesMovementsThatSayWhatTheirLevelNeverWas() {
    seller.damage(
        "update stock_level set available = available + 5 where seller_id = %d and product_id = %d and location_id = %d"
            .formatted(id, product, location));
    seller.record(seller.move(Reason.PURCHASE, 1, 1, 1));
    long movement = seller.number("select max(movement_id) from movement");
    seller.damage(
        "update stock_level set available = available - 5 where seller_id = %d and product_id = %d and location_id = %d"
            .formatted(id, product, location));
    books.sealer.seal(seller.id());

    VerificationReport report = books.nightly();
    assertThat(report.discrepancies())
        .isNotEmpty()
        .allMatch(
            found ->
                found.kind() == Kind.MOVEMENT
                    && found.movement() != null
                    && found.movement().value() == movement);
    assertThat(report.needsAPerson()).isTrue();
    assertThat(books.openAlerts()).containsExactly("critical journal");
    assertThat(books.nightly().isClean()).isTrue();
    assertThat(books.openAlerts())
        .as("only a person closes it")
        .containsExactly("critical journal");
  }

  @Test
  void looksAtOneProductWhenAskedTo() {
    seller.damage("update stock_level set available = available + 5 where seller_id = " + id);
    VerificationReport report =
        books.verify(new VerificationOptions(true, true, seller.product(2), null, Audited.AUTHOR));
    assertThat(report.discrepancies())
        .isNotEmpty()
        .allMatch(found -> seller.product(2).equals(found.product()));
    assertThat(report.movements())
        .isEqualTo(
            seller.number("select count(*) from movement where product_id = " + seller.product(2)));
  }

  private List<String> levels() {
    return seller.rows(
        """
        select product_id, location_id, available, reserved, damaged, quality_control, set_aside, in_transit
        from stock_level order by product_id, location_id
        """);
  }

  private long level(String column) {
    return seller.number(
        "select %s from stock_level where product_id = %d and location_id = %d"
            .formatted(column, product, location));
  }
}
