package dev.onhand.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.Companion;
import dev.onhand.engine.ledger.Ledger;
import dev.onhand.engine.ledger.LedgerBusyException;
import dev.onhand.engine.ledger.LedgerUnavailableException;
import dev.onhand.engine.ledger.VersionCheck;
import dev.onhand.engine.testing.LedgerFixture.ContractSeller;
import dev.onhand.engine.testing.LedgerFixture.Edit;
import dev.onhand.engine.testing.LedgerFixture.HeldLedger;
import dev.onhand.engine.testing.LedgerFixture.Note;
import dev.onhand.engine.testing.LedgerFixture.Stray;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every ledger must do. A ledger's own test extends this and gives a fixture. */
public abstract class LedgerContract {

  private static final Details DETAILS = Details.of(Cause.of(Cause.Kind.PERSON), "ann");

  private LedgerFixture fixture;
  private ContractSeller seller;
  private ProductId tee;
  private LocationId berlin;

  /** Opens the ledger, with nothing in it that matters to a new seller. */
  protected abstract LedgerFixture open();

  @BeforeEach
  void openFixture() {
    fixture = open();
    seller = addSeller();
    tee = seller.addProduct("TEE-M", Stocked.Tracking.TRACKED, 0L);
    berlin = seller.addLocation("berlin");
  }

  @AfterEach
  void closeFixture() {
    fixture.close();
  }

  private ContractSeller addSeller() {
    return fixture.addSeller();
  }

  private static Command purchase(String key, long units) {
    return Command.Move.of(key, "TEE-M", Reason.PURCHASE, units, "berlin", DETAILS);
  }

  private static Command sale(String key, long units) {
    return Command.Move.of(key, "TEE-M", Reason.SALE, units, "berlin", DETAILS);
  }

  private CommandList each(Command... commands) {
    return CommandList.each(seller.id(), List.of(commands));
  }

  private CommandList allOrNone(Command... commands) {
    return CommandList.allOrNone(seller.id(), List.of(commands));
  }

  private static Function<List<Outcome>, List<Companion>> notes(String... texts) {
    return outcomes -> {
      List<Companion> notes = new ArrayList<>();
      for (String text : texts) {
        notes.add(new Note(text, true));
      }
      return notes;
    };
  }

  private List<Outcome> submit(CommandList list) {
    return outcomes(fixture.ledger().submit(list));
  }

  /** Of a ledger that answers in the end. */
  private static List<Outcome> outcomes(CompletableFuture<List<Outcome>> answer) {
    return answer.orTimeout(60, TimeUnit.SECONDS).join();
  }

  private long available() {
    return seller.level(tee, berlin).available();
  }

  private static Movement recorded(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Recorded.class);
    return ((Outcome.Recorded) outcome).movement();
  }

  private static Throwable failure(CompletableFuture<?> answer) {
    try {
      answer.orTimeout(60, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      return e.getCause();
    }
    throw new AssertionError("it did not fail");
  }

  @Test
  void recordsAllThatACommandSays() {
    Details details =
        new Details(
            new Cause(Cause.Kind.ORDER, "o-1 \"ü\" {,}", "2"),
            "bob",
            "two lines\nand 'quotes', {braces}, \\ and \"NULL\"",
            Instant.parse("2020-02-29T12:34:56.789012Z"));
    Command command = Command.Move.of("k", "TEE-M", Reason.PURCHASE, 7, "berlin", details);
    Movement movement = recorded(submit(each(command)).getFirst());
    assertThat(movement.cause()).isEqualTo(details.cause());
    assertThat(movement.note()).isEqualTo(details.note());
    assertThat(movement.actor()).isEqualTo("bob");
    assertThat(movement.occurredAt()).isEqualTo(details.occurredAt());
    assertThat(seller.movements()).containsExactly(movement);
  }

  @Test
  void answersEachCommandInItsOrder() {
    List<Outcome> outcomes =
        submit(each(sale("a", 1), purchase("b", 5), sale("c", 5), sale("d", 1)));
    assertThat(outcomes)
        .extracting(outcome -> outcome instanceof Outcome.Recorded)
        .containsExactly(false, true, true, false);
    assertThat(available()).isZero();
  }

  @Test
  void answersAListOfNothing() {
    assertThat(submit(each().with(notes("done")))).isEmpty();
    assertThat(seller.notes()).containsExactly("done");
  }

  @Test
  void decidesTheKeyBeforeAllElse() {
    Movement first = recorded(submit(each(purchase("k", 5))).getFirst());
    submit(each(sale("s", 5)));
    assertThat(submit(each(purchase("k", 5)))).containsExactly(new Outcome.AlreadyRecorded(first));
    assertThat(submit(each(sale("k", 5))))
        .containsExactly(new Outcome.KeyUsedDifferently(new MovementKey("k"), first.id()));
    assertThat(submit(each(sale("s", 5))).getFirst()).isInstanceOf(Outcome.AlreadyRecorded.class);
    assertThat(seller.movements()).hasSize(2);
  }

  @Test
  void letsARefusedKeySucceedLater() {
    assertThat(submit(each(sale("k", 5))).getFirst()).isInstanceOf(Outcome.InsufficientStock.class);
    assertThat(seller.movements()).isEmpty();
    submit(each(purchase("p", 5)));
    assertThat(submit(each(sale("k", 4))).getFirst()).isInstanceOf(Outcome.Recorded.class);
  }

  @Test
  void recordsAnAtomicListWholeOrNotAtAll() {
    assertThat(submit(allOrNone(purchase("a", 5), sale("b", 6), sale("c", 1))))
        .extracting(outcome -> (Object) outcome.getClass())
        .containsExactly(
            Outcome.ListRefused.class, Outcome.InsufficientStock.class, Outcome.ListRefused.class);
    assertThat(seller.movements()).isEmpty();
    assertThat(available()).isZero();
    assertThat(submit(allOrNone(purchase("a", 5), sale("b", 5), purchase("c", 1))))
        .allMatch(Outcome.Recorded.class::isInstance);
    assertThat(available()).isEqualTo(1);
  }

  @Test
  void writesCompanionsOfAnAcceptedList() {
    List<List<Outcome>> seen = new ArrayList<>();
    List<Outcome> outcomes =
        submit(
            each(purchase("a", 5), sale("b", 1))
                .with(
                    decided -> {
                      seen.add(decided);
                      return List.of(new Note("one", true), new Note("two", true));
                    }));
    assertThat(seen).contains(outcomes);
    assertThat(seller.notes()).containsExactly("one", "two");
  }

  @Test
  void writesCompanionsOfARefusedListOnlyWhereEachStandsForItself() {
    submit(allOrNone(purchase("a", 5), sale("b", 6)).with(notes("atomic")));
    submit(each(purchase("c", 5), sale("d", 6)).with(notes("each")));
    assertThat(seller.notes()).containsExactly("each");
    assertThat(seller.movements()).hasSize(1);
  }

  @Test
  void writesNoCompanionsOfARepeatedList() {
    submit(allOrNone(purchase("a", 5), sale("b", 5)).with(notes("first")));
    submit(allOrNone(purchase("a", 5), sale("b", 5)).with(notes("second")));
    assertThat(seller.notes()).containsExactly("first");
    submit(allOrNone(purchase("a", 5), purchase("c", 5)).with(notes("third")));
    assertThat(seller.notes()).containsExactly("first", "third");
  }

  @Test
  void writesCompanionsWhereNothingHadToMove() {
    submit(each(purchase("a", 5)));
    assertThat(submit(each(set("s", 5)).with(notes("counted"))).getFirst())
        .isInstanceOf(Outcome.Unchanged.class);
    assertThat(seller.notes()).containsExactly("counted");
  }

  private Command set(String key, long onHand) {
    return new Command.SetOnHand(
        new MovementKey(key), tee, berlin, onHand, Command.Basis.COUNT, null, DETAILS);
  }

  /** On hand is what it was to be set to, because it was set so. */
  @Test
  void decidesTheKeyBeforeItSeesThatNothingHasToMove() {
    Movement counted = recorded(submit(each(set("s", 5)).with(notes("first"))).getFirst());
    assertThat(submit(each(set("s", 5)).with(notes("second"))))
        .containsExactly(new Outcome.AlreadyRecorded(counted));
    submit(each(purchase("p", 1)));
    assertThat(submit(each(set("s", 6))).getFirst()).isInstanceOf(Outcome.KeyUsedDifferently.class);
    assertThat(seller.notes()).containsExactly("first");
  }

  /**
   * One repeat, once known as such, makes room for a movement, which leaves too little for another.
   */
  @Test
  void decidesTheKeyBeforeAllElseAlsoOfWhatAnotherListDependsOn() {
    submit(each(purchase("p", 115), sale("big", 100), sale("small", 5)));
    HeldLedger held = fixture.held(1_000);
    var first = held.submit(allOrNone(sale("big", 100), sale("new", 8)));
    var second = held.submit(each(sale("small", 5)));
    held.release();
    assertThat(outcomes(first))
        .extracting(outcome -> (Object) outcome.getClass())
        .containsExactly(Outcome.AlreadyRecorded.class, Outcome.Recorded.class);
    assertThat(outcomes(second).getFirst()).isInstanceOf(Outcome.AlreadyRecorded.class);
    assertThat(available()).isEqualTo(2);
    held.close();
  }

  private List<VersionCheck> check(long version) {
    return List.of(new VersionCheck(VersionCheck.Table.PRODUCT, tee.value(), version));
  }

  @Test
  void refusesAListThatReliesOnWhatHasChanged() {
    seller.edit(tee);
    assertThat(submit(each(purchase("a", 5)).with(check(1)).with(notes("stale"))))
        .containsExactly(new Outcome.StaleVersion("product", 1, 2));
    assertThat(submit(allOrNone(purchase("a", 5), sale("b", 1)).with(check(1))))
        .containsOnly(new Outcome.StaleVersion("product", 1, 2));
    assertThat(seller.movements()).isEmpty();
    assertThat(seller.notes()).isEmpty();
    assertThat(submit(each(purchase("a", 5)).with(check(2))).getFirst())
        .isInstanceOf(Outcome.Recorded.class);
  }

  /** Or a caller whose answer was lost would be told that nothing happened. */
  @Test
  void decidesTheKeyBeforeTheVersion() {
    CommandList list =
        allOrNone(purchase("a", 5), sale("b", 1))
            .with(check(1))
            .with(outcomes -> List.of(new Edit(tee), new Note("edited", true)));
    List<Outcome> first = submit(list);
    List<Outcome> second = submit(list);
    assertThat(second)
        .containsExactly(
            new Outcome.AlreadyRecorded(recorded(first.get(0))),
            new Outcome.AlreadyRecorded(recorded(first.get(1))));
    assertThat(seller.notes()).containsExactly("edited");
  }

  @Test
  void letsOneOfTwoListsRelyOnTheSameVersion() {
    HeldLedger held = fixture.held(1_000);
    Function<List<Outcome>, List<Companion>> edit = outcomes -> List.of(new Edit(tee));
    var first = held.submit(each(purchase("a", 5)).with(check(1)).with(edit));
    var second = held.submit(each(purchase("b", 5)).with(check(1)).with(edit));
    held.release();
    assertThat(outcomes(first).getFirst()).isInstanceOf(Outcome.Recorded.class);
    assertThat(outcomes(second)).containsExactly(new Outcome.StaleVersion("product", 1, 2));
    held.close();
  }

  @Test
  void saysBeforehandWhatWouldHappenAndKeepsNothing() {
    submit(each(purchase("p", 5)));
    CommandList list =
        each(sale("a", 4), sale("b", 4), purchase("p", 5)).with(outcomes -> List.of(new Stray()));
    List<Outcome> outcomes = fixture.ledger().preview(list).join();
    assertThat(outcomes)
        .extracting(outcome -> (Object) outcome.getClass())
        .containsExactly(
            Outcome.Recorded.class, Outcome.InsufficientStock.class, Outcome.AlreadyRecorded.class);
    assertThat(available()).isEqualTo(5);
    assertThat(seller.movements()).hasSize(1);
    assertThat(submit(each(purchase("a", 1))).getFirst()).isInstanceOf(Outcome.Recorded.class);
  }

  @Test
  void isBusyWhenTooMuchWaitsAndRecordsNothingOfIt() {
    HeldLedger held = fixture.held(3);
    var taken = held.submit(each(purchase("a", 1), purchase("b", 1), purchase("c", 1)));
    var refused = held.submit(each(purchase("d", 1)));
    assertThat(failure(refused)).isInstanceOf(LedgerBusyException.class);
    held.release();
    assertThat(outcomes(taken)).allMatch(Outcome.Recorded.class::isInstance);
    assertThat(available()).isEqualTo(3);
    var again = held.submit(each(purchase("d", 1)));
    held.release();
    assertThat(outcomes(again).getFirst()).isInstanceOf(Outcome.Recorded.class);
    held.close();
  }

  @Test
  void takesAListLongerThanMayWaitWhenNothingElseDoes() {
    HeldLedger held = fixture.held(3);
    Command[] commands =
        IntStream.range(0, 10).mapToObj(i -> purchase("k" + i, 1)).toArray(Command[]::new);
    var answer = held.submit(each(commands));
    held.release();
    assertThat(outcomes(answer)).hasSize(10).allMatch(Outcome.Recorded.class::isInstance);
    held.close();
  }

  @Test
  void doesNotLetAListThatFailsTakeOthersWithIt() {
    HeldLedger held = fixture.held(1_000);
    List<CommandList> failing =
        List.of(
            each(purchase("x1", 1)).with(outcomes -> List.of(new Note("bad", false))),
            each(purchase("x2", 1)).with(outcomes -> List.of(new Stray())),
            each(purchase("x3", 1))
                .with(
                    outcomes -> {
                      throw new IllegalArgumentException("a fault of the caller's");
                    }),
            CommandList.each(new SellerId(Long.MAX_VALUE), List.of(purchase("x4", 1))));
    var before = held.submit(each(purchase("a", 1)).with(notes("a")));
    List<CompletableFuture<List<Outcome>>> failed = failing.stream().map(held::submit).toList();
    var after = held.submit(each(purchase("b", 1)).with(notes("b")));
    held.release();
    assertThat(outcomes(before).getFirst()).isInstanceOf(Outcome.Recorded.class);
    assertThat(outcomes(after).getFirst()).isInstanceOf(Outcome.Recorded.class);
    assertThat(failed)
        .allSatisfy(
            answer ->
                assertThat(failure(answer))
                    .isNotInstanceOfAny(
                        LedgerBusyException.class, LedgerUnavailableException.class));
    assertThat(available()).isEqualTo(2);
    assertThat(seller.notes()).containsExactly("a", "b");
    held.close();
    assertThat(submit(each(purchase("x1", 5))).getFirst()).isInstanceOf(Outcome.Recorded.class);
  }

  @Test
  void failsAListOfAnUnknownSellerForGood() {
    var answer =
        fixture
            .ledger()
            .submit(CommandList.each(new SellerId(Long.MAX_VALUE), List.of(purchase("k", 1))));
    assertThat(failure(answer)).hasStackTraceContaining("There is no seller");
  }

  @Test
  void foldsTwinsOfDifferentCallers() {
    HeldLedger held = fixture.held(1_000);
    var first = held.submit(each(purchase("k", 5)).with(notes("first")));
    var twin = held.submit(each(purchase("k", 5)).with(notes("twin")));
    var other = held.submit(each(purchase("k", 6)).with(notes("other")));
    held.release();
    Movement movement = recorded(outcomes(first).getFirst());
    assertThat(outcomes(twin)).containsExactly(new Outcome.AlreadyRecorded(movement));
    assertThat(outcomes(other).getFirst()).isInstanceOf(Outcome.KeyUsedDifferently.class);
    assertThat(seller.notes()).containsExactly("first");
    assertThat(available()).isEqualTo(5);
    held.close();
  }

  @Test
  void takesBackOneCallersAtomicListAndKeepsItsNeighbours() {
    HeldLedger held = fixture.held(1_000);
    var before = held.submit(each(purchase("a", 5)));
    var refused = held.submit(allOrNone(sale("b", 4), sale("c", 2)));
    var after = held.submit(each(sale("d", 5)));
    held.release();
    assertThat(outcomes(before).getFirst()).isInstanceOf(Outcome.Recorded.class);
    assertThat(outcomes(refused)).allMatch(Outcome.Refused.class::isInstance);
    assertThat(outcomes(after).getFirst()).isInstanceOf(Outcome.Recorded.class);
    assertThat(seller.movements()).hasSize(2);
    held.close();
  }

  @Test
  void reversesWhatTheSameBatchRecordedOnlyOnce() {
    Movement movement = recorded(submit(each(purchase("a", 5))).getFirst());
    HeldLedger held = fixture.held(1_000);
    var one = held.submit(each(reverse("r1", movement)));
    var two = held.submit(each(reverse("r2", movement)));
    held.release();
    Movement reversal = recorded(outcomes(one).getFirst());
    assertThat(outcomes(two))
        .containsExactly(new Outcome.AlreadyReversed(movement.id(), reversal.id()));
    assertThat(submit(each(reverse("r3", reversal))).getFirst())
        .isInstanceOf(Outcome.NotReversible.class);
    held.close();
  }

  private static Command reverse(String key, Movement movement) {
    return new Command.Reverse(new MovementKey(key), movement.id(), Command.Mode.WISH, DETAILS);
  }

  @Test
  void keepsSellersApart() {
    List<ContractSeller> sellers = new ArrayList<>(List.of(seller));
    for (int i = 0; i < 22; i++) {
      ContractSeller other = addSeller();
      other.addProduct("TEE-M", Stocked.Tracking.TRACKED, 0L);
      other.addLocation("berlin");
      sellers.add(other);
    }
    HeldLedger held = fixture.held(1_000);
    List<CompletableFuture<List<Outcome>>> answers = new ArrayList<>();
    for (int i = 0; i < sellers.size(); i++) {
      List<Command> commands = List.of(purchase("same key", i + 1), sale("s", i + 1));
      answers.add(
          held.submit(CommandList.each(sellers.get(i).id(), commands).with(notes("of " + i))));
    }
    held.release();
    for (int i = 0; i < sellers.size(); i++) {
      Movement purchase = recorded(outcomes(answers.get(i)).getFirst());
      assertThat(purchase.quantity().units()).isEqualTo(i + 1);
      assertThat(sellers.get(i).movements()).hasSize(2).contains(purchase);
      assertThat(sellers.get(i).notes()).containsExactly("of " + i);
    }
    held.close();
  }

  @Test
  void refusesASellerTheProductOfAnother() {
    ContractSeller other = addSeller();
    other.addLocation("berlin");
    assertThat(
            fixture
                .ledger()
                .submit(CommandList.each(other.id(), List.of(purchase("k", 1))))
                .join()
                .getFirst())
        .isInstanceOf(Outcome.UnknownProduct.class);
    Movement movement = recorded(submit(each(purchase("k", 1))).getFirst());
    assertThat(
            fixture
                .ledger()
                .submit(CommandList.each(other.id(), List.of(reverse("r", movement))))
                .join()
                .getFirst())
        .isInstanceOf(Outcome.UnknownMovement.class);
  }

  @Test
  void recordsOneKeyOnceHoweverManyAskAtOnce() throws InterruptedException {
    int callers = 16;
    CyclicBarrier start = new CyclicBarrier(callers);
    List<CompletableFuture<List<Outcome>>> answers = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      CompletableFuture<List<Outcome>> answer = new CompletableFuture<>();
      answers.add(answer);
      threads.add(Thread.startVirtualThread(() -> ask(start, answer)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    List<Outcome> outcomes = answers.stream().map(answer -> outcomes(answer).getFirst()).toList();
    assertThat(outcomes).filteredOn(Outcome.Recorded.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(Outcome.AlreadyRecorded.class::isInstance).hasSize(15);
    assertThat(seller.movements()).hasSize(1);
    assertThat(seller.notes()).containsExactly("once");
  }

  private void ask(CyclicBarrier start, CompletableFuture<List<Outcome>> answer) {
    try {
      start.await();
      answer.complete(submit(each(purchase("k", 5)).with(notes("once"))));
    } catch (Exception e) {
      answer.completeExceptionally(e);
    }
  }

  @Test
  void finishesWhatItTookWhenItIsClosed() {
    HeldLedger held = fixture.held(1_000);
    var taken = held.submit(each(purchase("a", 5)));
    held.close();
    assertThat(outcomes(taken).getFirst()).isInstanceOf(Outcome.Recorded.class);
    assertThat(failure(held.submit(each(purchase("b", 5)))))
        .isInstanceOf(LedgerBusyException.class);
    assertThat(available()).isEqualTo(5);
  }

  @Test
  void takesNoListLongerThanTheLimit() {
    List<Command> commands =
        IntStream.rangeClosed(0, CommandList.COMMANDS_MAX)
            .mapToObj(i -> purchase("k" + i, 1))
            .toList();
    assertThatThrownBy(() -> CommandList.each(seller.id(), commands))
        .hasMessage("a list holds at most 10000 commands, not 10001");
    Ledger ledger = fixture.ledger();
    List<Command> most = commands.subList(0, CommandList.COMMANDS_MAX);
    assertThat(ledger.submit(CommandList.allOrNone(seller.id(), most)).join())
        .allMatch(Outcome.Recorded.class::isInstance);
    assertThat(available()).isEqualTo(CommandList.COMMANDS_MAX);
  }
}
