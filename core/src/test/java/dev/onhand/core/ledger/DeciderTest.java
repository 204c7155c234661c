package dev.onhand.core.ledger;

import static dev.onhand.core.ledger.Given.BERLIN;
import static dev.onhand.core.ledger.Given.HAMBURG;
import static dev.onhand.core.ledger.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.model.Quantity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeciderTest {

  private static final MovementId ID = new MovementId(7);

  private static Outcome decide(Books books, Command command) {
    return Decider.decide(books, command, ID, NOW);
  }

  @Test
  void recordsBothEndsWithTheirBalances() {
    WorkingBooks books = Given.books(10);
    Movement movement = Given.recorded(decide(books, Given.transfer("t", 4)));
    assertThat(movement.from()).isEqualTo(new Place.Inside(BERLIN, State.AVAILABLE));
    assertThat(movement.fromAfter()).isEqualTo(new Movement.Balance(6, 6));
    assertThat(movement.to()).isEqualTo(new Place.Inside(HAMBURG, State.IN_TRANSIT));
    assertThat(movement.toAfter()).isEqualTo(new Movement.Balance(4, 0));
  }

  @Test
  void givesBothEndsOfOneLevelTheSameOnHand() {
    Movement movement = Given.recorded(decide(Given.books(10), Given.move("r", Reason.RESERVE, 4)));
    assertThat(movement.fromAfter()).isEqualTo(new Movement.Balance(6, 10));
    assertThat(movement.toAfter()).isEqualTo(new Movement.Balance(4, 10));
  }

  @Test
  void changesNothingInTheBooks() {
    WorkingBooks books = Given.books(10);
    Outcome first = decide(books, Given.move("s", Reason.SALE, 4));
    assertThat(decide(books, Given.move("s", Reason.SALE, 4))).isEqualTo(first);
    assertThat(books.level(Given.TEE, BERLIN)).isEqualTo(Given.available(10));
  }

  @Test
  void takesTheLastUnitAndNotOneMore() {
    assertThat(decide(Given.books(3), Given.move("s", Reason.SALE, 3)))
        .isInstanceOf(Outcome.Recorded.class);
    assertThat(decide(Given.books(3), Given.move("s", Reason.SALE, 4)))
        .isEqualTo(
            new Outcome.InsufficientStock(
                ProductRef.sku("TEE-M"), LocationRef.code("berlin"), State.AVAILABLE, 3, 0L, 4));
  }

  @Test
  void letsPreordersTakeTheFloorAndNotOneMore() {
    WorkingBooks books = Given.books();
    books.load(Given.at(BERLIN), Level.empty(-5L));
    assertThat(decide(books, Given.move("s", Reason.SALE, 5))).isInstanceOf(Outcome.Recorded.class);
    assertThat(decide(books, Given.move("s", Reason.SALE, 6)))
        .isInstanceOf(Outcome.InsufficientStock.class);
  }

  @Test
  void recordsAFactBelowTheFloorButNeverFromOtherStates() {
    assertThat(Given.recorded(decide(Given.books(), Given.fact("s", Reason.SALE, 5))).fromAfter())
        .isEqualTo(new Movement.Balance(-5, -5));
    assertThat(decide(Given.books(), Given.fact("r", Reason.RELEASE, 1)))
        .isInstanceOf(Outcome.InsufficientStock.class);
  }

  @Test
  void neverRefusesAnUntrackedProductForItsStock() {
    WorkingBooks books = Given.books();
    books.load(Given.product(1, "TEE-M", Stocked.Tracking.UNTRACKED, null));
    assertThat(decide(books, Given.move("s", Reason.SALE, 1_000_000)))
        .isInstanceOf(Outcome.Recorded.class);
  }

  @Test
  void setsByTheMovementThatIsMissing() {
    Movement more = Given.recorded(decide(Given.books(10), Given.setOnHand("c", 13)));
    assertThat(more.reason()).isEqualTo(Reason.STOCK_COUNT_CORRECTION);
    assertThat(more.quantity()).isEqualTo(Quantity.of(3));
    Movement fewer = Given.recorded(decide(Given.books(10), Given.setOnHand("c", 0)));
    assertThat(fewer.reason()).isEqualTo(Reason.STOCK_COUNT_CORRECTION_MINUS);
    assertThat(fewer.quantity()).isEqualTo(Quantity.of(10));
    assertThat(decide(Given.books(10), Given.setOnHand("c", 10)))
        .isEqualTo(new Outcome.Unchanged(Given.TEE.id(), BERLIN, 10));
  }

  @Test
  void countsReservedUnitsAsOnHandAndDoesNotTakeThem() {
    WorkingBooks books = Given.books();
    books.load(Given.at(BERLIN), Given.available(2).plus(State.RESERVED, 8, NOW));
    assertThat(decide(books, Given.setOnHand("c", 8))).isInstanceOf(Outcome.Recorded.class);
    assertThat(decide(books, Given.setOnHand("c", 7)))
        .isInstanceOf(Outcome.InsufficientStock.class);
  }

  @Test
  void reversesByTheMirrorImage() {
    WorkingBooks books = Given.books(10);
    Movement sale =
        Given.recorded(
            books
                .decide(List.of(Given.move("s", Reason.SALE, 4)), false, () -> ID, NOW)
                .getFirst());
    Movement reversal =
        Given.recorded(Decider.decide(books, Given.reverse("r", ID), new MovementId(8), NOW));
    assertThat(reversal.from()).isEqualTo(sale.to());
    assertThat(reversal.to()).isEqualTo(sale.from());
    assertThat(reversal.quantity()).isEqualTo(sale.quantity());
    assertThat(reversal.reverses()).isEqualTo(ID);
    assertThat(reversal.toAfter()).isEqualTo(new Movement.Balance(10, 10));
  }

  @Test
  void acceptsAClockTenMinutesAheadAndNoMore() {
    assertThat(decide(Given.books(), at(Duration.ofMinutes(10))))
        .isInstanceOf(Outcome.Recorded.class);
    assertThat(decide(Given.books(), at(Duration.ofMinutes(10).plusNanos(1_000))))
        .isInstanceOf(Outcome.OccurredInFuture.class);
    assertThat(Given.recorded(decide(Given.books(), at(Duration.ofDays(-400)))).recordedAt())
        .isEqualTo(NOW);
  }

  private static Command at(Duration fromNow) {
    Details details = new Details(Cause.of(Cause.Kind.PERSON), "ann", null, NOW.plus(fromNow));
    return Command.Move.of("k", "TEE-M", Reason.PURCHASE, 1, "berlin", details);
  }

  @Test
  void givesTheFirstOutcomeAgainWhateverHappenedSince() {
    WorkingBooks books = Given.books(4);
    Movement sale =
        Given.recorded(
            books
                .decide(List.of(Given.move("s", Reason.SALE, 4)), false, () -> ID, NOW)
                .getFirst());
    assertThat(decide(books, Given.move("s", Reason.SALE, 4)))
        .isEqualTo(new Outcome.AlreadyRecorded(sale));
    assertThat(decide(books, Given.move("s", Reason.SALE, 3)))
        .isEqualTo(new Outcome.KeyUsedDifferently(new MovementKey("s"), ID));
  }

  @Test
  void fillsALevelToItsLimit() {
    WorkingBooks books = Given.books(Level.UNITS_MAX - 1);
    assertThat(decide(books, Given.move("p", Reason.PURCHASE, 1)))
        .isInstanceOf(Outcome.Recorded.class);
    assertThat(decide(books, Given.move("p", Reason.PURCHASE, 2)))
        .isEqualTo(new Outcome.LimitExceeded(State.AVAILABLE, Level.UNITS_MAX + 1));
  }

  @Test
  void lowersALevelToItsLimit() {
    WorkingBooks books = Given.books();
    books.load(Given.at(BERLIN), Level.empty(null).plus(State.AVAILABLE, 1 - Level.UNITS_MAX, NOW));
    assertThat(decide(books, Given.fact("s", Reason.SALE, 1))).isInstanceOf(Outcome.Recorded.class);
    assertThat(decide(books, Given.fact("s", Reason.SALE, 2)))
        .isEqualTo(new Outcome.LimitExceeded(State.AVAILABLE, -Level.UNITS_MAX - 1));
  }
}
