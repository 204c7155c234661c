package dev.onhand.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.store.testing.LedgerInvariants;
import dev.onhand.store.testing.LogCapture;
import dev.onhand.store.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same thing told to two nodes at once, counted exactly: successes and refusals. */
class RacesIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private Committer one;
  private Committer other;
  private DatabaseSeller seller;

  @BeforeEach
  void start() {
    TestTables.create(DATABASE);
    one = node();
    other = node();
    seller = DatabaseSeller.add(DATABASE.database().platform(), DATABASE.database().app(), one);
    TestWorks.furnish(seller);
  }

  private static Committer node() {
    return Committer.start(
        DATABASE.database().app(),
        CommitterSettings.DEFAULT,
        TestTables.WRITERS,
        CommitObserver.NONE,
        InstantSource.system());
  }

  @AfterEach
  void stop() throws SQLException {
    one.close();
    other.close();
    try (Connection connection = DATABASE.superuser()) {
      assertThat(LedgerInvariants.violations(connection, seller.id())).isEmpty();
    }
  }

  private CommandList each(List<Command> commands) {
    return CommandList.each(seller.id(), commands);
  }

  private static List<Outcome> outcomes(List<CompletableFuture<List<Outcome>>> answers) {
    return answers.stream()
        .flatMap(answer -> answer.orTimeout(60, TimeUnit.SECONDS).join().stream())
        .toList();
  }

  private static long count(List<Outcome> outcomes, Class<? extends Outcome> type) {
    return outcomes.stream().filter(type::isInstance).count();
  }

  /** A poll and a webhook bring the same order line, a thousand times. */
  @Test
  void recordsOnceWhatComesTwoWaysAtOnce() {
    for (int i = 0; i < 1_000; i++) {
      CommandList list = each(List.of(TestWorks.purchase("order-" + i, "TEE-M", 1)));
      List<Outcome> outcomes = outcomes(List.of(one.submit(list), other.submit(list)));
      assertThat(count(outcomes, Outcome.Recorded.class)).as("round %d", i).isEqualTo(1);
      assertThat(count(outcomes, Outcome.AlreadyRecorded.class)).isEqualTo(1);
    }
    assertThat(seller.movements()).hasSize(1_000);
  }

  /** Two pollers whose windows overlap by half, each in lists of 25, side by side. */
  @Test
  void recordsOnceWhatIsInTwoWindows() {
    List<CompletableFuture<List<Outcome>>> answers = new ArrayList<>();
    for (int from = 0; from < 400; from += 25) {
      answers.add(one.submit(window(from)));
      answers.add(other.submit(window(from + 200)));
    }
    List<Outcome> outcomes = outcomes(answers);
    assertThat(count(outcomes, Outcome.Recorded.class)).isEqualTo(600);
    assertThat(count(outcomes, Outcome.AlreadyRecorded.class)).isEqualTo(200);
    assertThat(seller.movements()).hasSize(600);
  }

  private CommandList window(int from) {
    return each(
        IntStream.range(from, from + 25)
            .mapToObj(row -> TestWorks.purchase("row-" + row, row % 2 == 0 ? "TEE-M" : "TEE-L", 1))
            .toList());
  }

  @Test
  void reversesEachMovementOnceHoweverManyTry() {
    List<Command> purchases =
        IntStream.range(0, 500).mapToObj(i -> TestWorks.purchase("p" + i, "TEE-M", 1)).toList();
    List<Outcome> recorded = outcomes(List.of(one.submit(each(purchases))));
    List<CompletableFuture<List<Outcome>>> answers = new ArrayList<>();
    for (Outcome outcome : recorded) {
      Movement movement = ((Outcome.Recorded) outcome).movement();
      answers.add(one.submit(each(List.of(reverse("one-", movement)))));
      answers.add(other.submit(each(List.of(reverse("other-", movement)))));
    }
    List<Outcome> outcomes = outcomes(answers);
    assertThat(count(outcomes, Outcome.Recorded.class)).isEqualTo(500);
    assertThat(count(outcomes, Outcome.AlreadyReversed.class)).isEqualTo(500);
    assertThat(seller.level(movement(recorded).product(), berlin(recorded)).onHand()).isZero();
  }

  private static Movement movement(List<Outcome> recorded) {
    return ((Outcome.Recorded) recorded.getFirst()).movement();
  }

  private static dev.onhand.core.ledger.LocationId berlin(List<Outcome> recorded) {
    return ((dev.onhand.core.ledger.Place.Inside) movement(recorded).to()).location();
  }

  private static Command reverse(String prefix, Movement movement) {
    return new Command.Reverse(
        new MovementKey(prefix + movement.key()),
        movement.id(),
        Command.Mode.WISH,
        Details.of(Cause.of(Cause.Kind.PERSON), "tester"));
  }

  @Test
  void sellsTheLastUnitsToExactlySoMany() {
    outcomes(List.of(one.submit(each(List.of(TestWorks.purchase("p", "TEE-M", 100))))));
    List<CompletableFuture<List<Outcome>>> answers = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      answers.add(one.submit(each(List.of(TestWorks.sale("one-" + i, "TEE-M", 1)))));
      answers.add(other.submit(each(List.of(TestWorks.sale("other-" + i, "TEE-M", 1)))));
    }
    List<Outcome> outcomes = outcomes(answers);
    assertThat(count(outcomes, Outcome.Recorded.class)).isEqualTo(100);
    assertThat(count(outcomes, Outcome.InsufficientStock.class)).isEqualTo(400);
  }

  /** Levels are locked in one order, so that nobody waits in a circle. */
  @Test
  void transfersBothWaysWithoutADeadlock() {
    List<Command> stock = new ArrayList<>(List.of(TestWorks.purchase("p", "TEE-M", 500)));
    for (int i = 0; i < 250; i++) {
      stock.add(TestWorks.transfer("there-" + i, "berlin", "hamburg"));
    }
    outcomes(List.of(one.submit(each(stock))));
    try (LogCapture log = LogCapture.of(Committer.class)) {
      List<CompletableFuture<List<Outcome>>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        answers.add(one.submit(each(List.of(TestWorks.transfer("out-" + i, "berlin", "hamburg")))));
        answers.add(other.submit(each(List.of(back("back-" + i)))));
      }
      assertThat(outcomes(answers)).hasSize(400).allMatch(Outcome.Recorded.class::isInstance);
      assertThat(log.count("40P01")).as(log.lines().toString()).isZero();
    }
  }

  private static Command back(String key) {
    Command.Move out = (Command.Move) TestWorks.transfer(key, "hamburg", "berlin");
    return new Command.Move(
        out.key(),
        out.product(),
        dev.onhand.core.ledger.Reason.TRANSFER_BACK,
        out.quantity(),
        out.location(),
        out.to(),
        null,
        Command.Mode.WISH,
        null,
        out.details());
  }
}
