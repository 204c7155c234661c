package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Digest;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outside;
import dev.onhand.core.ledger.Place;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.State;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.engine.stock.TimeAxis;
import dev.onhand.model.Quantity;
import dev.onhand.model.Sku;
import dev.onhand.server.pages.Curve.Day;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CurveTest {

  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  @Test
  void endsEachDayOnWhichItChangedByTheSellersClocks() {
    Curve curve =
        Curve.back(
            List.of(
                received(4, 1, "2026-11-20T23:30:00Z"),
                received(3, 2, "2026-11-20T12:00:00Z"),
                received(2, 4, "2026-11-20T08:00:00Z"),
                received(1, 8, "2011-01-05T08:00:00Z")),
            15,
            TimeAxis.OCCURRED,
            30,
            PARIS);

    assertThat(curve.days())
        .containsExactly(
            new Day(LocalDate.of(2011, 1, 5), 8, Map.of(Reason.PURCHASE, 8L)),
            new Day(LocalDate.of(2026, 11, 20), 14, Map.of(Reason.PURCHASE, 6L)),
            new Day(LocalDate.of(2026, 11, 21), 15, Map.of(Reason.PURCHASE, 1L)));
    assertThat(curve.json())
        .isEqualTo("[[\"2011-01-05\",8],[\"2026-11-20\",14],[\"2026-11-21\",15]]");
  }

  @Test
  void saysWhatEachReasonDidOnEachDay() {
    Curve curve =
        Curve.back(
            List.of(
                moved(4, Reason.SALE, 2, "2026-11-21T12:00:00Z"),
                moved(3, Reason.RESERVE, 2, "2026-11-21T11:00:00Z"),
                moved(2, Reason.SALE, 1, "2026-11-20T12:00:00Z"),
                received(1, 9, "2026-11-20T08:00:00Z")),
            6,
            TimeAxis.OCCURRED,
            30,
            PARIS);

    assertThat(curve.byReason())
        .isEqualTo(
            new Chart(
                List.of("2026-11-20", "2026-11-21"),
                List.of(
                    new Chart.Series("purchase", List.of(9L, 0L)),
                    new Chart.Series("sale", List.of(-1L, -2L)))));
    assertThat(curve.days()).extracting(Day::change).containsExactly(8L, -2L);
  }

  @Test
  void goesBackNoFurtherThanItsDays() {
    Curve curve =
        Curve.back(
            List.of(
                received(3, 1, "2026-11-21T12:00:00Z"),
                received(2, 2, "2026-11-20T12:00:00Z"),
                received(1, 4, "2026-11-19T12:00:00Z")),
            7,
            TimeAxis.OCCURRED,
            2,
            PARIS);

    assertThat(curve.days()).extracting(Day::onHand).containsExactly(6L, 7L);
  }

  private static JournalEntry received(long id, long units, String at) {
    return moved(id, Reason.PURCHASE, units, at);
  }

  private static JournalEntry moved(long id, Reason reason, long units, String at) {
    return moved(id, reason, units, Instant.parse(at), Instant.parse(at));
  }

  static JournalEntry moved(
      long id, Reason reason, long units, Instant occurred, Instant recorded) {
    Place stock = new Place.Inside(new LocationId(1), State.AVAILABLE);
    Place from = reason == Reason.PURCHASE ? new Place.Beyond(Outside.SUPPLIER) : stock;
    Place to =
        switch (reason) {
          case PURCHASE -> stock;
          case RESERVE -> new Place.Inside(new LocationId(1), State.RESERVED);
          default -> new Place.Beyond(Outside.CUSTOMER);
        };
    Movement movement =
        new Movement(
            new MovementId(id),
            new MovementKey("k" + id),
            Digest.of("k" + id),
            new ProductId(1),
            reason,
            Quantity.of(units),
            from,
            null,
            to,
            null,
            Cause.of(Cause.Kind.PERSON),
            "tester",
            null,
            null,
            occurred,
            recorded);
    return new JournalEntry(movement, new Sku("TEA"), null, "shop", null, null);
  }
}
