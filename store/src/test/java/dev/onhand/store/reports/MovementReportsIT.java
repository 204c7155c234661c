package dev.onhand.store.reports;

import static dev.onhand.store.reports.ReportWorld.NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.onhand.core.ledger.Reason;
import dev.onhand.store.testing.TestDatabase;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MovementReportsIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private ReportWorld world;

  @BeforeEach
  void open() {
    world = new ReportWorld(DATABASE);
    world.move("2026-10-31T12:00:00Z", "mug", Reason.PURCHASE, 100, "berlin");
    world.move("2026-11-02T12:00:00Z", "mug", Reason.PURCHASE, 20, "berlin");
    world.move("2026-11-02T13:00:00Z", "tee", Reason.PURCHASE, 7, "paris");
    world.move("2026-11-03T10:00:00Z", "mug", Reason.SALE, 5, "berlin", ReportWorld.order("web/1"));
    world.move("2026-11-03T11:00:00Z", "mug", Reason.SALE, 3, "berlin", ReportWorld.order("pos/1"));
    world.move("2026-11-03T12:00:00Z", "mug", Reason.RESERVE, 2, "berlin");
    world.move("2026-11-04T23:30:00Z", "mug", Reason.SALE_RETURN, 1, "berlin");
    world.move("2026-11-05T09:00:00Z", "mug", Reason.DAMAGE, 4, "berlin");
    world.move("2026-11-05T10:00:00Z", "tee", Reason.THEFT, 2, "paris");
    world.move("2026-11-06T10:00:00Z", "tee", Reason.RECOVERY_FOUND, 1, "paris");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void addsUpWhatMovedByProductAndReason() {
    assertThat(
            world.ask(
                "stock-movements",
                NOVEMBER,
                "sku",
                "reason",
                "movements",
                "units",
                "units_in",
                "units_out",
                "change"))
        .containsExactly(
            List.of("mug", "damage", "1", "4", "0", "4", "-4"),
            List.of("mug", "purchase", "1", "20", "20", "0", "20"),
            List.of("mug", "reserve", "1", "2", "0", "0", "0"),
            List.of("mug", "sale", "2", "8", "0", "8", "-8"),
            List.of("mug", "sale_return", "1", "1", "1", "0", "1"),
            List.of("tee", "purchase", "1", "7", "7", "0", "7"),
            List.of("tee", "recovery_found", "1", "1", "1", "0", "1"),
            List.of("tee", "theft", "1", "2", "0", "2", "-2"));
  }

  @Test
  void addsUpDaysByTheSellersClocks() {
    assertThat(
            world.ask(
                "movements-by-day",
                NOVEMBER,
                "day",
                "movements",
                "units_in",
                "units_out",
                "change",
                "units_sold",
                "units_returned"))
        .containsExactly(
            List.of("2026-11-02", "2", "27", "0", "27", "0", "0"),
            List.of("2026-11-03", "3", "0", "8", "-8", "8", "0"),
            List.of("2026-11-04", "1", "1", "0", "1", "0", "1"),
            List.of("2026-11-05", "2", "0", "6", "-6", "0", "0"),
            List.of("2026-11-06", "1", "1", "0", "1", "0", "0"));
    assertThat(
            world.ask(
                "movements-by-day",
                NOVEMBER.in(ZoneId.of("Europe/Berlin")).reason(Reason.SALE_RETURN),
                "day"))
        .containsExactly(List.of("2026-11-05"));
  }

  @Test
  void saysWhyStockMovedOnEachDay() {
    assertThat(
            world.ask(
                "movements-by-reason", NOVEMBER, "day", "reason", "movements", "units", "change"))
        .containsExactly(
            List.of("2026-11-02", "purchase", "2", "27", "27"),
            List.of("2026-11-03", "reserve", "1", "2", "0"),
            List.of("2026-11-03", "sale", "2", "8", "-8"),
            List.of("2026-11-04", "sale_return", "1", "1", "1"),
            List.of("2026-11-05", "damage", "1", "4", "-4"),
            List.of("2026-11-05", "theft", "1", "2", "-2"),
            List.of("2026-11-06", "recovery_found", "1", "1", "1"));
  }

  @Test
  void saysWhoMovedWhat() {
    assertThat(
            world.ask(
                "admin-activity",
                NOVEMBER.reason(Reason.SALE),
                "actor",
                "reason",
                "movements",
                "units",
                "change",
                "first_at",
                "last_at"))
        .containsExactly(
            List.of("ann", "sale", "2", "8", "-8", "2026-11-03T10:00:00Z", "2026-11-03T11:00:00Z"));
    assertThat(world.ask("admin-activity", NOVEMBER.actor("bob"), "actor")).isEmpty();
  }

  @Test
  void addsUpWhatWasLost() {
    assertThat(
            world.ask(
                "shrinkage",
                NOVEMBER,
                "sku",
                "spoilt",
                "missing",
                "found",
                "lost",
                "units_sold",
                "percent_of_sold"))
        .containsExactly(
            List.of("mug", "4", "0", "0", "4", "8", "50.00"),
            List.of("tee", "0", "2", "1", "1", "0", "null"));
  }

  @Test
  void narrowsByLocationChannelReasonAndRows() throws SQLException {
    channels();
    assertThat(world.ask("stock-movements", NOVEMBER.channel("web"), "sku", "reason", "units"))
        .containsExactly(List.of("mug", "sale", "5"));
    assertThat(world.ask("stock-movements", NOVEMBER.location("paris").sku("tee"), "reason"))
        .containsExactly(List.of("purchase"), List.of("recovery_found"), List.of("theft"));
    assertThat(world.ask("stock-movements", NOVEMBER.location("paris").sku("mug"), "reason"))
        .isEmpty();
    assertThat(world.ask(2, "stock-movements", NOVEMBER, "reason")).hasSize(2);
  }

  private void channels() throws SQLException {
    world.write(
        "insert into channel (seller_id, code, name, created_at, updated_at)"
            + " values (?, 'web', 'Web', now(), now())");
  }

  @Test
  void refusesNamesThatTheSellerDoesNotHave() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> world.ask("stock-movements", NOVEMBER.channel("elsewhere"), "sku"))
        .withMessageContaining("no channel 'elsewhere'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> world.ask("stock-movements", NOVEMBER.sku("nothing"), "sku"));
  }

  @Test
  void showsNothingOfAnotherSeller() {
    try (ReportWorld other = new ReportWorld(DATABASE)) {
      for (var report : other.reports().all()) {
        String first = report.columns().getFirst().name();
        assertThat(other.ask(report.name(), NOVEMBER, first)).as(report.name()).isEmpty();
      }
    }
  }
}
