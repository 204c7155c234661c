package dev.onhand.store.reports;

import static dev.onhand.store.reports.ReportWorld.NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Reason;
import dev.onhand.store.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The clock stands at 2026-11-21T09:00:00Z until a test lets time pass. */
class StockReportsIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private ReportWorld world;

  @BeforeEach
  void open() {
    world = new ReportWorld(DATABASE);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void valuesByUnits() {
    world.move("2026-11-01T00:00:00Z", "mug", Reason.PURCHASE, 6, "berlin");
    world.move("2026-11-01T00:00:00Z", "mug", Reason.PURCHASE, 1, "paris");
    world.move("2026-11-01T00:00:00Z", "tee", Reason.PURCHASE, 1, "paris");
    world.move("2026-11-02T00:00:00Z", "mug", Reason.RESERVE, 2, "berlin");
    world.move("2026-11-02T00:00:00Z", "mug", Reason.SET_ASIDE_UNITS, 1, "berlin");

    assertThat(
            world.ask(
                "valuation",
                NOVEMBER,
                "sku",
                "location",
                "on_hand",
                "available",
                "reserved",
                "unavailable",
                "percent"))
        .containsExactly(
            List.of("mug", "berlin", "6", "3", "2", "1", "75.00"),
            List.of("mug", "paris", "1", "1", "0", "0", "12.50"),
            List.of("tee", "paris", "1", "1", "0", "0", "12.50"));
    assertThat(world.ask("valuation", NOVEMBER.location("paris"), "sku", "percent"))
        .containsExactly(List.of("mug", "50.00"), List.of("tee", "50.00"));
  }

  /** 10 came 400 days ago, 10 came 100 days ago, 5 came yesterday; 12 left: of the oldest. */
  @Test
  void agesWhatIsLeftAsIfTheOldestWentFirst() {
    world.move("2025-10-17T09:00:00Z", "mug", Reason.PURCHASE, 10, "berlin");
    world.move("2026-08-13T09:00:00Z", "mug", Reason.PURCHASE, 10, "berlin");
    world.move("2026-11-20T09:00:00Z", "mug", Reason.PURCHASE, 5, "paris");
    world.move("2026-11-10T09:00:00Z", "mug", Reason.SALE, 12, "berlin");
    world.move("2026-01-01T09:00:00Z", "tee", Reason.PURCHASE, 3, "berlin");

    assertThat(
            world.ask(
                "ageing",
                NOVEMBER,
                "sku",
                "on_hand",
                "to_30_days",
                "to_90_days",
                "to_180_days",
                "to_365_days",
                "older",
                "last_sold_at",
                "pace"))
        .containsExactly(
            List.of("tee", "3", "0", "0", "0", "3", "0", "null", "dead"),
            List.of("mug", "13", "5", "0", "8", "0", "0", "2026-11-10T09:00:00Z", "moving"));
  }

  /** 86 and 94 days: what came 90 days ago and less is not of more than 90, nor slow. */
  @Test
  void tellsWhatIsOlderThanNinetyDaysByTheDay() {
    world.move("2026-08-27T09:00:00Z", "mug", Reason.PURCHASE, 4, "berlin");
    world.move("2026-08-23T09:00:01Z", "mug", Reason.PURCHASE, 2, "berlin");
    world.move("2026-08-23T09:00:00Z", "tee", Reason.PURCHASE, 3, "berlin");
    world.move("2026-08-19T09:00:00Z", "tee", Reason.PURCHASE, 1, "berlin");

    assertThat(world.ask("ageing", NOVEMBER, "sku", "to_90_days", "to_180_days", "pace"))
        .containsExactlyInAnyOrder(
            List.of("mug", "6", "0", "moving"), List.of("tee", "3", "1", "moving"));
    world.shop.pass(Duration.ofSeconds(1));
    assertThat(world.ask("ageing", NOVEMBER, "sku", "to_90_days", "to_180_days", "pace"))
        .containsExactlyInAnyOrder(
            List.of("mug", "6", "0", "moving"), List.of("tee", "0", "4", "slow"));
  }

  /** Of 30 mugs 15 were sold in 30 days, half a mug a day: the 15 that are left last 30 days. */
  @Test
  void saysHowLongWhatIsAvailableLasts() {
    world.move("2026-11-01T08:00:00Z", "mug", Reason.PURCHASE, 30, "berlin");
    world.move("2026-11-09T08:00:00Z", "mug", Reason.SALE, 10, "berlin");
    world.move("2026-11-10T08:00:00Z", "mug", Reason.SALE, 5, "berlin");
    world.move("2026-11-10T08:00:00Z", "tee", Reason.PURCHASE, 4, "berlin");

    assertThat(
            world.ask(
                "days-of-cover",
                NOVEMBER,
                "sku",
                "available",
                "units_sold",
                "sold_per_day",
                "days_of_cover",
                "lasts_until"))
        .containsExactly(
            List.of("mug", "15", "15", "0.50", "30.0", "2026-12-21"),
            List.of("tee", "4", "0", "0.00", "null", "null"));
    assertThat(
            world.ask(
                "days-of-cover",
                new ReportWorld.Question("2026-11-10", "2026-11-14").sku("mug"),
                "units_sold",
                "sold_per_day",
                "days_of_cover"))
        .containsExactly(List.of("5", "1.00", "15.0"));
  }

  @Test
  void saysWhenThereWasNothingAndForHowLong() {
    world.move("2026-11-01T08:00:00Z", "mug", Reason.PURCHASE, 3, "berlin");
    world.move("2026-11-01T08:00:00Z", "mug", Reason.SALE, 2, "berlin");
    world.move("2026-11-01T08:00:00Z", "mug", Reason.SALE, 1, "berlin", ReportWorld.order("web/7"));
    world.shop.pass(Duration.ofHours(6));
    world.move("2026-11-01T08:00:00Z", "mug", Reason.PURCHASE, 1, "berlin");
    world.shop.pass(Duration.ofHours(18));
    world.move("2026-11-01T08:00:00Z", "mug", Reason.RESERVE, 1, "berlin");
    world.shop.pass(Duration.ofMinutes(90));

    assertThat(
            world.ask(
                "stock-outs",
                NOVEMBER,
                "sku",
                "location",
                "began_at",
                "ended_at",
                "hours",
                "reason",
                "cause"))
        .containsExactly(
            List.of("mug", "berlin", "2026-11-22T09:00:00Z", "null", "1.5", "reserve", "null"),
            List.of(
                "mug",
                "berlin",
                "2026-11-21T09:00:00Z",
                "2026-11-21T15:00:00Z",
                "6.0",
                "sale",
                "web/7"));
  }

  @Test
  void saysWhatTookMoreThanThereWas() {
    world.move("2026-11-01T08:00:00Z", "mug", Reason.PURCHASE, 3, "berlin");
    world.shop.record(world.shop.fact("mug", Reason.SALE, 5, "berlin"));
    world.shop.record(world.shop.fact("mug", Reason.SALE, 1, "berlin"));

    assertThat(
            world.ask("below-zero", NOVEMBER, "sku", "location", "units_short", "available_after"))
        .containsExactly(List.of("mug", "berlin", "1", "-3"), List.of("mug", "berlin", "2", "-2"));
  }

  @Test
  void saysWhichOrdersWereOversold() throws SQLException {
    ChannelReportsIT.writeOrders(world);

    assertThat(
            world.ask(
                "oversells",
                NOVEMBER,
                "channel",
                "order",
                "since",
                "units_ordered",
                "missing_most",
                "missing_now"))
        .containsExactly(List.of("web", "1002", "2026-11-05T10:00:00Z", "4", "3", "1"));
    assertThat(world.ask("oversells", NOVEMBER.channel("pos"), "order")).isEmpty();
  }
}
