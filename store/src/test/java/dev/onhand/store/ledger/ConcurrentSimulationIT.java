package dev.onhand.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Level;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.Place;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.simulation.Seeds;
import dev.onhand.engine.simulation.Step;
import dev.onhand.engine.simulation.StepGenerator;
import dev.onhand.engine.simulation.Wish;
import dev.onhand.engine.simulation.World;
import dev.onhand.engine.testing.LedgerFixture.Note;
import dev.onhand.store.testing.ClientJournal;
import dev.onhand.store.testing.LedgerInvariants;
import dev.onhand.store.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Many threads on few hot products, two nodes on one database, with repeats, overlapping imports,
 * atomic lists, transfers, reversals, expectations and facts. What is asked: was anything ever to
 * be seen that must not be, and is everything that was acknowledged there once?
 */
class ConcurrentSimulationIT {

  private static final int SEEDS = 2;
  private static final int THREADS = 16;
  private static final int COMMANDS_PER_THREAD = 60;

  /** Rows of one file that several import at once, in windows that overlap by half. */
  private static final int SHARED_COMMANDS = 400;

  private static final int SHARED_WINDOW = 40;

  /** The watcher must not take all the time there is. */
  private static final Duration WATCH_PAUSE = Duration.ofMillis(50);

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  @BeforeAll
  static void createTables() {
    TestTables.create(DATABASE);
  }

  @Test
  void neverShowsNorKeepsWhatMustNotBe() {
    Seeds.upTo(SEEDS)
        .forEach(
            seed -> {
              try (Run run = new Run(seed)) {
                run.act();
              } catch (SQLException
                  | InterruptedException
                  | ExecutionException
                  | AssertionError e) {
                throw new AssertionError(
                    "seed %d fails (threads make each run another); again: %s"
                        .formatted(seed, Seeds.again(ConcurrentSimulationIT.class, "store", seed)),
                    e);
              }
            });
  }

  /** A clock that never stands still, so that times of recording say something. */
  private static InstantSource clock() {
    return InstantSource.system();
  }

  private static final class Run implements AutoCloseable, Wish.Names {

    private final long seed;
    private final List<Committer> nodes = List.of(start(), start());
    private final DatabaseSeller seller =
        DatabaseSeller.add(
            DATABASE.database().platform(), DATABASE.database().app(), nodes.getFirst());
    private final World world = World.create(seller);
    private final ClientJournal journal = new ClientJournal();
    private final LedgerClient client = new LedgerClient(journal, 10);
    private final Map<String, MovementId> movements = new ConcurrentHashMap<>();
    private final Map<String, Long> onHand = new ConcurrentHashMap<>();
    private final Set<String> notesDue = ConcurrentHashMap.newKeySet();
    private final Map<Class<?>, Integer> seen = new ConcurrentHashMap<>();
    private final AtomicInteger lists = new AtomicInteger();
    private volatile boolean done;

    Run(long seed) {
      this.seed = seed;
    }

    private static Committer start() {
      return Committer.start(
          DATABASE.database().app(),
          new CommitterSettings(2, 64, 60_000),
          TestTables.WRITERS,
          CommitObserver.NONE,
          clock());
    }

    void act() throws SQLException, InterruptedException, ExecutionException {
      List<Step> shared = new StepGenerator(seed, "shared-").steps(SHARED_COMMANDS);
      try (ExecutorService threads = Executors.newCachedThreadPool()) {
        Future<Integer> watcher = threads.submit(this::watch);
        List<Future<?>> callers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          int number = i;
          callers.add(threads.submit(() -> call(number, shared)));
        }
        for (Future<?> caller : callers) {
          caller.get();
        }
        done = true;
        assertThat(watcher.get()).as("snapshots looked at").isGreaterThanOrEqualTo(3);
      }
      check();
    }

    /** One caller: their own steps, and their window of the shared file, mixed. */
    private void call(int number, List<Step> shared) {
      RandomGenerator random =
          RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 1_000 + number);
      List<Step> steps =
          new ArrayList<>(
              new StepGenerator(seed * 1_000 + number, "t" + number + "-")
                  .steps(COMMANDS_PER_THREAD));
      int from = number * SHARED_WINDOW / 2 % (shared.size() - SHARED_WINDOW);
      steps.addAll(shared.subList(from, from + SHARED_WINDOW));
      Collections.shuffle(steps, new java.util.Random(seed + number));
      for (Step step : steps) {
        Committer node = nodes.get(random.nextInt(nodes.size()));
        send(node, step, random.nextInt(10) == 0 ? 2 : 1);
      }
    }

    private void send(Committer node, Step step, int times) {
      List<Command> commands = step.wishes().stream().map(wish -> wish.command(this)).toList();
      // To set on hand to what it is moves nothing, and leaves nothing by which a repeat is known.
      // Where each stands for itself, one that was refused at first may be recorded later.
      boolean mayRepeat =
          step.wishes().stream().anyMatch(wish -> wish.reason() == null)
              || (!step.atomic() && step.wishes().size() > 1);
      String name = (mayRepeat ? "again " : "once ") + lists.incrementAndGet();
      CommandList list =
          (step.atomic()
                  ? CommandList.allOrNone(seller.id(), commands)
                  : CommandList.each(seller.id(), commands))
              .with(outcomes -> List.of(new Note(name, true)));
      for (int i = 0; i < times; i++) {
        List<Outcome> outcomes = client.send(node, list).orElseThrow();
        learn(outcomes);
        if (step.atomic() && outcomes.stream().allMatch(Outcome.Recorded.class::isInstance)) {
          notesDue.add(name);
        }
      }
    }

    private void learn(List<Outcome> outcomes) {
      for (Outcome outcome : outcomes) {
        seen.merge(outcome.getClass(), 1, Integer::sum);
        if (outcome instanceof Outcome.Recorded recorded) {
          Movement movement = recorded.movement();
          movements.put(movement.key().value(), movement.id());
          remember(movement.product(), movement.from(), movement.fromAfter());
          remember(movement.product(), movement.to(), movement.toAfter());
        }
      }
    }

    private void remember(ProductId product, Place place, Movement.@Nullable Balance balance) {
      if (place instanceof Place.Inside inside && balance != null) {
        onHand.put(product + "@" + inside.location(), balance.onHand());
      }
    }

    /** Looks at one committed snapshot after the other; gives how many. */
    private int watch() throws SQLException {
      int snapshots = 0;
      Set<String> keys = new HashSet<>();
      try (Connection connection = DATABASE.superuser()) {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        while (!done) {
          assertThat(LedgerInvariants.violations(connection, seller.id())).isEmpty();
          Set<String> now = LedgerInvariants.keys(connection, seller.id()).keySet();
          assertThat(now).as("no movement ever goes away").containsAll(keys);
          keys = now;
          connection.rollback();
          snapshots++;
          LockSupport.parkNanos(WATCH_PAUSE.toNanos());
        }
      }
      return snapshots;
    }

    private void check() throws SQLException {
      try (Connection connection = DATABASE.superuser()) {
        assertThat(LedgerInvariants.violations(connection, seller.id())).isEmpty();
        assertThat(journal.unknown()).isEmpty();
        assertThat(journal.violations(LedgerInvariants.keys(connection, seller.id()))).isEmpty();
      }
      for (int product = 0; product < World.TRACKED; product++) {
        for (LocationId location : world.locations()) {
          Level level = seller.level(world.product(product), location);
          assertThat(level.available()).isNotNegative();
        }
      }
      List<String> notes = seller.notes();
      assertThat(notes).containsAll(notesDue);
      assertThat(notes.stream().filter(note -> note.startsWith("once "))).doesNotHaveDuplicates();
      assertThat(seen.keySet())
          .contains(
              Outcome.Recorded.class,
              Outcome.AlreadyRecorded.class,
              Outcome.KeyUsedDifferently.class,
              Outcome.StaleQuantity.class,
              Outcome.InsufficientStock.class,
              Outcome.ListRefused.class);
      assertThat(notesDue).isNotEmpty();
    }

    @Override
    public ProductId product(int number) {
      return world.product(number);
    }

    @Override
    public LocationId location(int number) {
      return world.location(number);
    }

    @Override
    public @Nullable MovementId movement(String key) {
      return movements.get(key);
    }

    @Override
    public long onHand(int product, int location) {
      return onHand.getOrDefault(world.product(product) + "@" + world.location(location), 0L);
    }

    @Override
    public void close() {
      nodes.forEach(Committer::close);
    }
  }
}
