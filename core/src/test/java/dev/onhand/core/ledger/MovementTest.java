package dev.onhand.core.ledger;

import static dev.onhand.core.ledger.Given.BERLIN;
import static dev.onhand.core.ledger.Given.HAMBURG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Movement.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MovementTest {

  @Test
  void isInWhereUnitsArriveAndOutWhereTheyLeave() {
    WorkingBooks books = Given.books(10);
    assertThat(directions(books, Given.move("p", Reason.PURCHASE, 1)))
        .containsExactly(Direction.IN, Direction.NONE);
    assertThat(directions(books, Given.move("s", Reason.SALE, 1)))
        .containsExactly(Direction.OUT, Direction.NONE);
    assertThat(directions(books, Given.move("r", Reason.RESERVE, 1)))
        .containsExactly(Direction.NONE, Direction.NONE);
    assertThat(directions(books, Given.transfer("t", 1)))
        .containsExactly(Direction.OUT, Direction.NONE);
  }

  private static List<Direction> directions(WorkingBooks books, Command command) {
    Movement movement =
        Given.recorded(
            books
                .decide(
                    List.of(command),
                    false,
                    () -> new MovementId(books.recorded().size() + 1L),
                    Given.NOW)
                .getFirst());
    return List.of(movement.directionAt(BERLIN), movement.directionAt(HAMBURG));
  }

  /** On hand = units in − units out, for every mix of reasons, wishes, facts and reversals. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void addsUpToOnHand(long seed) {
    WorkingBooks books = Given.books();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int i = 0; i < 1_000; i++) {
      long id = i;
      var unused =
          books.decide(List.of(any(random, i)), false, () -> new MovementId(id), Given.NOW);
    }
    assertThat(books.recorded()).hasSizeGreaterThan(200);
    for (LocationId location : List.of(BERLIN, HAMBURG)) {
      Level level = books.level(Given.TEE, location);
      assertThat(level.onHand()).as("seed %d", seed).isEqualTo(net(books.recorded(), location));
    }
  }

  private static Command any(RandomGenerator random, int i) {
    List<Reason> reasons = new ArrayList<>(List.of(Reason.values()));
    reasons.remove(Reason.REVERSAL);
    Reason reason = reasons.get(random.nextInt(reasons.size()));
    long units = 1 + random.nextInt(20);
    if (random.nextInt(8) == 0) {
      return Given.reverse("k" + i, new MovementId(random.nextInt(i + 1)));
    }
    if (random.nextInt(8) == 0) {
      return Given.setOnHand("k" + i, random.nextInt(50));
    }
    return reason.needsSecondLocation()
        ? Given.between("k" + i, reason, units)
        : random.nextBoolean()
            ? Given.move("k" + i, reason, units)
            : Given.fact("k" + i, reason, units);
  }

  private static long net(List<Movement> movements, LocationId location) {
    return movements.stream()
        .mapToLong(
            movement ->
                switch (movement.directionAt(location)) {
                  case IN -> movement.quantity().units();
                  case OUT -> -movement.quantity().units();
                  case NONE -> 0;
                })
        .sum();
  }
}
