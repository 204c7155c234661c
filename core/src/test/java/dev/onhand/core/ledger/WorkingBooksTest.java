package dev.onhand.core.ledger;

import static dev.onhand.core.ledger.Given.BERLIN;
import static dev.onhand.core.ledger.Given.HAMBURG;
import static dev.onhand.core.ledger.Given.NOW;
import static dev.onhand.core.ledger.Given.TEE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkingBooksTest {

  private final WorkingBooks books = Given.books();
  private long lastId;

  private List<Outcome> decide(boolean atomic, Command... commands) {
    return books.decide(List.of(commands), atomic, () -> new MovementId(++lastId), NOW);
  }

  @Test
  void decidesEachAgainstWhatThoseBeforeItLeft() {
    assertThat(
            decide(
                false,
                Given.move("a", Reason.PURCHASE, 5),
                Given.move("b", Reason.SALE, 4),
                Given.move("c", Reason.SALE, 2),
                Given.move("d", Reason.SALE, 1)))
        .extracting(outcome -> (Object) outcome.getClass())
        .containsExactly(
            Outcome.Recorded.class,
            Outcome.Recorded.class,
            Outcome.InsufficientStock.class,
            Outcome.Recorded.class);
    assertThat(books.level(TEE, BERLIN).available()).isZero();
    assertThat(books.recorded()).hasSize(3);
  }

  @Test
  void foldsTwinsOfOneList() {
    Command sale = Given.fact("s", Reason.SALE, 4);
    List<Outcome> outcomes = decide(false, sale, sale, Given.fact("s", Reason.SALE, 5));
    Movement movement = Given.recorded(outcomes.get(0));
    assertThat(outcomes.get(1)).isEqualTo(new Outcome.AlreadyRecorded(movement));
    assertThat(outcomes.get(2)).isInstanceOf(Outcome.KeyUsedDifferently.class);
    assertThat(books.recorded()).containsExactly(movement);
  }

  @Test
  void refusesAllOfAnAtomicListForOne() {
    List<Outcome> outcomes =
        decide(
            true,
            Given.move("a", Reason.PURCHASE, 5),
            Given.move("b", Reason.SALE, 6),
            Given.move("c", Reason.SALE, 1));
    assertThat(outcomes.get(1)).isInstanceOf(Outcome.InsufficientStock.class);
    String why = ((Outcome.Refused) outcomes.get(1)).detail();
    assertThat(List.of(outcomes.get(0), outcomes.get(2)))
        .containsOnly(new Outcome.ListRefused(1, why));
  }

  /** Every kind of change the list made is taken back: levels, keys, ids, reversals, the record. */
  @Test
  void isAfterARefusedAtomicListAsItWasBefore() {
    decide(false, Given.move("p", Reason.PURCHASE, 10), Given.move("q", Reason.PURCHASE, 1));
    Map<WorkingBooks.LevelKey, Level> levels = Map.copyOf(books.levels());
    Map<WorkingBooks.LevelKey, Level> changed = Map.copyOf(books.changedLevels());
    List<Movement> recorded = List.copyOf(books.recorded());

    decide(
        true,
        Given.transfer("t", 4),
        Given.reverse("r", new MovementId(2)),
        Given.fact("f", Reason.SALE, 50),
        Given.move("x", Reason.RELEASE, 1));

    assertThat(books.levels()).isEqualTo(levels).doesNotContainKey(Given.at(HAMBURG));
    assertThat(books.changedLevels()).isEqualTo(changed);
    assertThat(books.recorded()).isEqualTo(recorded);
    for (String key : List.of("t", "r", "f", "x")) {
      assertThat(books.findMovement(new MovementKey(key))).as(key).isEmpty();
    }
    assertThat(books.findMovement(new MovementId(3))).isEmpty();
    assertThat(books.findReversalOf(new MovementId(2))).isEmpty();
  }

  @Test
  void letsTheKeysOfARefusedListSucceedLater() {
    decide(true, Given.fact("f", Reason.SALE, 5), Given.move("x", Reason.RELEASE, 1));
    assertThat(decide(true, Given.move("f", Reason.PURCHASE, 5)))
        .allMatch(Outcome.Recorded.class::isInstance);
  }

  @Test
  void keepsWhatItWasGivenApartFromWhatChanged() {
    books.load(Given.at(BERLIN), Given.available(10));
    books.load(Given.at(HAMBURG), Given.available(10));
    decide(false, Given.move("s", Reason.SALE, 1));
    assertThat(books.changedLevels()).containsOnlyKeys(Given.at(BERLIN));
    assertThat(books.levels()).containsOnlyKeys(Given.at(BERLIN), Given.at(HAMBURG));
  }

  @Test
  void knowsProductsAndLocationsByEitherName() {
    assertThat(books.findProduct(TEE.id())).contains(TEE);
    assertThat(books.findProduct(ProductRef.sku("TEE-M"))).contains(TEE);
    assertThat(books.findProduct(ProductRef.sku("tee-m"))).isEmpty();
    assertThat(books.findLocation(BERLIN)).contains(BERLIN);
    assertThat(books.findLocation(LocationRef.code("berlin"))).contains(BERLIN);
  }
}
