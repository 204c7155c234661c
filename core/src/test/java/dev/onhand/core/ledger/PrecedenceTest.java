package dev.onhand.core.ledger;

import static dev.onhand.core.ledger.Given.BERLIN;
import static dev.onhand.core.ledger.Given.HAMBURG;
import static dev.onhand.core.ledger.Given.NOW;
import static dev.onhand.core.ledger.Given.TEE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Outcome.Refused;
import dev.onhand.model.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Walks {@link Refused} in the order in which it declares its cases: each, holding together with
 * all later ones, must be the one that is given.
 */
class PrecedenceTest {

  private static final List<?> DECLARED = List.of(Refused.class.getPermittedSubclasses());

  /** Refusals of whole lists, which are no matter of one command. */
  private static final List<?> OF_LISTS =
      List.of(Outcome.StaleVersion.class, Outcome.ListRefused.class);

  /** Something wrong, and the refusal that it leads to. */
  private record Fault(Class<? extends Refused> refusal, Consumer<Situation> happens) {}

  /** A command that would be recorded, until faults happen to it and to the books. */
  private static final class Situation {
    final WorkingBooks books = Given.books();
    Level berlin = Given.available(10);
    Level hamburg = Given.available(10);
    Stocked product = TEE;
    ProductRef sku = ProductRef.sku("TEE-M");
    String from = "berlin";
    String to = "hamburg";
    @Nullable Long expected;
    @Nullable Instant occurredAt;
    long onHand = 1;
    MovementId reversed = new MovementId(1);

    Details details() {
      return new Details(Given.DETAILS.cause(), "ann", null, occurredAt);
    }

    void load() {
      books.load(product);
      books.load(Given.at(BERLIN), berlin);
      books.load(Given.at(HAMBURG), hamburg);
    }
  }

  private static final MovementKey KEY = new MovementKey("k");

  private static Command transfer(Situation s) {
    return new Command.Move(
        KEY,
        s.sku,
        Reason.TRANSFER_OUT,
        Quantity.of(1),
        LocationRef.code(s.from),
        LocationRef.code(s.to),
        null,
        Command.Mode.WISH,
        s.expected,
        s.details());
  }

  private static Command set(Situation s) {
    return new Command.SetOnHand(
        KEY,
        s.sku,
        LocationRef.code(s.from),
        s.onHand,
        Command.Basis.COUNT,
        s.expected,
        s.details());
  }

  private static Command reverse(Situation s) {
    return new Command.Reverse(KEY, s.reversed, Command.Mode.WISH, s.details());
  }

  private static final Fault KEY_USED =
      new Fault(
          Outcome.KeyUsedDifferently.class,
          s -> s.books.load(movement(90, "k", Place.Beyond::new, null)));
  private static final Fault FUTURE =
      new Fault(
          Outcome.OccurredInFuture.class, s -> s.occurredAt = NOW.plus(Duration.ofMinutes(11)));
  private static final Fault NO_PRODUCT =
      new Fault(Outcome.UnknownProduct.class, s -> s.sku = ProductRef.sku("NOBODY"));
  private static final Fault NO_LOCATION =
      new Fault(Outcome.UnknownLocation.class, s -> s.from = "nowhere");
  private static final Fault NO_SECOND_LOCATION =
      new Fault(Outcome.UnknownLocation.class, s -> s.to = "nowhere");
  private static final Fault PLACEHOLDER =
      new Fault(
          Outcome.PlaceholderProduct.class,
          s -> s.product = Given.product(1, "TEE-M", Stocked.Tracking.PLACEHOLDER, null));
  private static final Fault BUNDLE =
      new Fault(
          Outcome.BundleProduct.class,
          s -> s.product = Given.product(1, "TEE-M", Stocked.Tracking.BUNDLE, null));
  private static final Fault TO_ITSELF = new Fault(Outcome.SameLocation.class, s -> s.to = s.from);
  private static final Fault STALE =
      new Fault(Outcome.StaleQuantity.class, s -> s.expected = 4_711L);
  private static final Fault FULL =
      new Fault(
          Outcome.LimitExceeded.class,
          s -> s.hamburg = Level.empty(0L).plus(State.IN_TRANSIT, Level.UNITS_MAX, NOW));
  private static final Fault SHORT =
      new Fault(Outcome.InsufficientStock.class, s -> s.berlin = Level.empty(0L));

  private static final List<Fault> OF_TRANSFER =
      List.of(
          KEY_USED,
          FUTURE,
          NO_PRODUCT,
          NO_LOCATION,
          NO_SECOND_LOCATION,
          PLACEHOLDER,
          TO_ITSELF,
          STALE,
          FULL,
          SHORT);

  /** A product is a placeholder or a bundle, not both. */
  private static final List<Fault> OF_BUNDLE =
      List.of(KEY_USED, FUTURE, NO_PRODUCT, NO_LOCATION, NO_SECOND_LOCATION, BUNDLE, TO_ITSELF);

  private static final List<Fault> OF_SET =
      List.of(
          KEY_USED,
          FUTURE,
          NO_PRODUCT,
          NO_LOCATION,
          PLACEHOLDER,
          STALE,
          new Fault(
              Outcome.LimitExceeded.class,
              s -> s.berlin = s.berlin.plus(State.RESERVED, 2 * Quantity.UNITS_MAX, NOW)),
          new Fault(
              Outcome.InsufficientStock.class,
              s ->
                  s.berlin =
                      s.berlin.plus(State.AVAILABLE, -10, NOW).plus(State.RESERVED, 10, NOW)));

  /** The movement to be reversed brought units to Hamburg on their way from Berlin. */
  private static final List<Fault> OF_REVERSAL =
      List.of(
          KEY_USED,
          FUTURE,
          new Fault(Outcome.UnknownMovement.class, s -> s.reversed = new MovementId(404)),
          new Fault(
              Outcome.NotReversible.class,
              s -> s.books.load(movement(1, "m", Place.Beyond::new, new MovementId(2)))),
          new Fault(
              Outcome.AlreadyReversed.class,
              s -> s.books.load(movement(3, "r", Place.Beyond::new, new MovementId(1)))),
          new Fault(Outcome.LimitExceeded.class, s -> s.berlin = Given.available(Level.UNITS_MAX)),
          new Fault(Outcome.InsufficientStock.class, s -> s.hamburg = Level.empty(0L)));

  private record Walk(
      java.util.function.Function<Situation, Command> command, List<Fault> faults) {}

  static Stream<Named<Walk>> walks() {
    return Stream.of(
        Named.of("transfer", new Walk(PrecedenceTest::transfer, OF_TRANSFER)),
        Named.of("transfer of a bundle", new Walk(PrecedenceTest::transfer, OF_BUNDLE)),
        Named.of("set on hand", new Walk(PrecedenceTest::set, OF_SET)),
        Named.of("reverse", new Walk(PrecedenceTest::reverse, OF_REVERSAL)));
  }

  @ParameterizedTest
  @MethodSource("walks")
  void isRecordedWhereNothingIsWrong(Walk walk) {
    assertThat(decide(walk, List.of())).isInstanceOf(Outcome.Recorded.class);
  }

  @ParameterizedTest
  @MethodSource("walks")
  void givesEachRefusalForItsFaultAlone(Walk walk) {
    for (Fault fault : walk.faults()) {
      assertThat(decide(walk, List.of(fault))).isInstanceOf(fault.refusal());
    }
  }

  @ParameterizedTest
  @MethodSource("walks")
  void givesEachRefusalBeforeAllLaterOnes(Walk walk) {
    for (int i = 0; i < walk.faults().size(); i++) {
      List<Fault> fromHere = walk.faults().subList(i, walk.faults().size());
      assertThat(decide(walk, fromHere)).isInstanceOf(fromHere.getFirst().refusal());
    }
  }

  @ParameterizedTest
  @MethodSource("walks")
  void walksInTheOrderOfDeclaration(Walk walk) {
    assertThat(walk.faults().stream().map(fault -> DECLARED.indexOf(fault.refusal()))).isSorted();
  }

  @Test
  void leavesNoRefusalOut() {
    List<Object> seen = new ArrayList<>(OF_LISTS);
    walks().forEach(walk -> walk.getPayload().faults().forEach(fault -> seen.add(fault.refusal())));
    assertThat(DECLARED).allSatisfy(refusal -> assertThat(seen).contains(refusal));
  }

  private static Outcome decide(Walk walk, List<Fault> faults) {
    Situation situation = new Situation();
    situation.books.load(
        movement(1, "m", outside -> new Place.Inside(HAMBURG, State.AVAILABLE), null));
    faults.reversed().forEach(fault -> fault.happens().accept(situation));
    situation.load();
    return Decider.decide(
        situation.books, walk.command().apply(situation), new MovementId(99), NOW);
  }

  /** Units that came from Berlin. */
  private static Movement movement(
      long id,
      String key,
      java.util.function.Function<Outside, Place> to,
      @Nullable MovementId reverses) {
    return new Movement(
        new MovementId(id),
        new MovementKey(key),
        Digest.of("another wish"),
        TEE.id(),
        Reason.SALE,
        Quantity.of(1),
        new Place.Inside(BERLIN, State.AVAILABLE),
        new Movement.Balance(0, 0),
        to.apply(Outside.CUSTOMER),
        null,
        Given.DETAILS.cause(),
        "ann",
        null,
        reverses,
        NOW,
        NOW);
  }
}
