package dev.onhand.store.ledger;

import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.LedgerBusyException;
import dev.onhand.engine.ledger.LedgerUnavailableException;
import dev.onhand.engine.ledger.Planning;
import dev.onhand.engine.ledger.PlanningLedger;
import dev.onhand.store.database.Sleeper;
import dev.onhand.store.database.SqlErrors;
import dev.onhand.store.database.TransactionRetry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger on PostgreSQL. Callers hand in lists and wait; a few lanes, each with a connection of
 * its own, take all that is waiting, decide it in memory, write it in bulk and commit once for all.
 * One caller alone pays one commit; a thousand share it.
 *
 * <p>Built with {@link #start} it runs its lanes; built with {@link #singleThreaded} it works only
 * when {@link #step} is called, so that a simulation decides what happens when.
 */
public final class Committer implements PlanningLedger, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

  /**
   * What is sent again mostly comes in numbers, and a key that is met fails a statement and is
   * written to the server's log: one in as many batches, at most.
   */
  private static final int LOOK_UPS_AFTER_REPEATED = 100;

  private final DataSource app;
  private final CommitterSettings settings;
  private final Batch.Rows rows;
  private final CommitObserver observer;
  private final InstantSource clock;
  private final Waiting waiting;
  private final List<Thread> lanes = new ArrayList<>();
  private final Lane manual = new Lane();
  private volatile boolean closed;

  private Committer(
      DataSource app,
      CommitterSettings settings,
      List<? extends RowKeeper> keepers,
      CommitObserver observer,
      InstantSource clock) {
    this.app = app;
    this.settings = settings;
    this.rows = Batch.Rows.of(keepers);
    this.observer = observer;
    this.clock = clock;
    this.waiting = new Waiting(settings.commandsWaitingMax(), Waiting.GATHERING_MAX);
  }

  /**
   * @param app connections of the role {@code onhand_app}, whose login may become {@code
   *     onhand_committer}; one is held for each lane
   */
  public static Committer start(
      DataSource app,
      CommitterSettings settings,
      List<? extends RowKeeper> keepers,
      CommitObserver observer,
      InstantSource clock) {
    Committer committer = new Committer(app, settings, keepers, observer, clock);
    for (int i = 1; i <= settings.lanes(); i++) {
      Lane lane = committer.new Lane();
      committer.lanes.add(Thread.ofPlatform().name("committer-" + i).daemon().start(lane::run));
    }
    return committer;
  }

  /** A committer without lanes of its own, for simulation: see {@link #step}. */
  public static Committer singleThreaded(
      DataSource app, List<? extends RowKeeper> keepers, InstantSource clock) {
    return singleThreaded(app, CommitterSettings.DEFAULT, keepers, clock);
  }

  /** As {@link #singleThreaded(DataSource, List, InstantSource)}, with limits of its own. */
  public static Committer singleThreaded(
      DataSource app,
      CommitterSettings settings,
      List<? extends RowKeeper> keepers,
      InstantSource clock) {
    return new Committer(app, settings, keepers, CommitObserver.NONE, clock);
  }

  @Override
  public CompletableFuture<List<Outcome>> submit(CommandList list) {
    return offer(Submission.of(list));
  }

  @Override
  public CompletableFuture<List<Outcome>> preview(CommandList list) {
    return offer(Submission.previewOf(list));
  }

  @Override
  public <S, R> List<CompletableFuture<R>> submitAll(List<? extends Planning<S, R>> plannings) {
    List<Submission> submissions = new ArrayList<>(plannings.size());
    List<CompletableFuture<R>> answers = new ArrayList<>(plannings.size());
    for (Planning<S, R> planning : plannings) {
      Planned<S, R> planned = new Planned<>(planning);
      Submission submission = Submission.of(planned);
      submissions.add(submission);
      answers.add(submission.answer().thenApply(planned::answer));
    }
    offer(submissions);
    return answers;
  }

  @Override
  public <S, R> CompletableFuture<Preview<R>> preview(Planning<S, R> planning) {
    Planned<S, R> planned = new Planned<>(planning);
    return offer(Submission.previewOf(planned))
        .thenApply(outcomes -> new Preview<>(planned.answer(outcomes), outcomes));
  }

  private CompletableFuture<List<Outcome>> offer(Submission submission) {
    offer(List.of(submission));
    return submission.answer();
  }

  private void offer(List<Submission> submissions) {
    for (Submission submission : waiting.offer(submissions)) {
      submission
          .answer()
          .completeExceptionally(
              new LedgerBusyException(
                  closed
                      ? "The ledger is shutting down. Try again in a moment."
                      : "Too many movements are waiting to be recorded. Try again in a moment."));
    }
  }

  /**
   * Commits what is waiting, on the caller's thread.
   *
   * @return whether there was anything
   */
  public boolean step() throws InterruptedException {
    List<Submission> batch = waiting.poll(settings.commandsPerCommit());
    if (batch.isEmpty()) {
      return false;
    }
    manual.work(batch);
    return true;
  }

  /** How many commands are waiting for a lane. */
  public int commandsWaiting() {
    return waiting.commands();
  }

  /** Stops taking lists, finishes those that were taken, and closes the connections. */
  @Override
  public void close() {
    closed = true;
    waiting.close();
    boolean interrupted = false;
    for (Thread lane : lanes) {
      while (true) {
        try {
          lane.join();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    interrupted |= !finishByHand();
    manual.disconnect();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Without lanes nobody else does; whether it could. */
  private boolean finishByHand() {
    try {
      boolean more = lanes.isEmpty();
      while (more) {
        more = step();
      }
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** What is done with a batch. */
  @FunctionalInterface
  private interface Work {
    void run(Batch batch, InstantSource clock) throws SQLException;
  }

  /** One transaction after another, on one connection. */
  private final class Lane {

    private final TransactionRetry retry =
        new TransactionRetry(RandomGenerator.getDefault(), Sleeper.REAL);
    private @Nullable Connection connection;

    /** Batches that look for repeated keys first, since one was met not long ago. */
    private int lookingUpFirst;

    /** Lists taken and not yet about to be answered. */
    private int atWork;

    void run() {
      try {
        while (true) {
          List<Submission> batch = waiting.take(settings.commandsPerCommit());
          if (batch.isEmpty()) {
            return; // closed, and nothing is left
          }
          atWork = batch.size();
          try {
            work(batch);
          } finally {
            release();
          }
        }
      } catch (InterruptedException e) {
        LOG.warn("committer lane was interrupted and ends");
      } finally {
        disconnect();
      }
    }

    /** Those that are only to be decided do not see each other, nor hold the others up for long. */
    void work(List<Submission> submissions) throws InterruptedException {
      List<Submission> kept = submissions.stream().filter(one -> !one.preview()).toList();
      if (!kept.isEmpty()) {
        commitAndAnswer(kept);
      }
      for (Submission submission : submissions) {
        if (submission.preview()) {
          previewAndAnswer(submission);
        }
      }
    }

    private void previewAndAnswer(Submission submission) throws InterruptedException {
      List<Submission> alone = List.of(submission);
      try {
        attempt(alone, Batch::preview).each(SellerBatch::answer);
      } catch (SQLException | RuntimeException | Error e) {
        disconnect();
        fail(alone, e);
      }
    }

    private void commitAndAnswer(List<Submission> submissions) throws InterruptedException {
      try {
        Batch batch = attempt(submissions, Batch::commit);
        release();
        lookingUpFirst =
            batch.isRepeated() ? LOOK_UPS_AFTER_REPEATED : Math.max(0, lookingUpFirst - 1);
        batch.each(this::tell);
        batch.each(SellerBatch::answer);
      } catch (SQLException | RuntimeException | Error e) {
        disconnect();
        fail(submissions, e);
      }
    }

    /** Those that are answered are no longer at work: they may be back before the last is told. */
    private void release() {
      waiting.done(atWork);
      atWork = 0;
    }

    /** What was committed stays so, whatever the observer makes of it. */
    private void tell(SellerBatch seller) {
      List<Movement> recorded = seller.recorded();
      try {
        if (!recorded.isEmpty()) {
          observer.committed(seller.seller(), recorded);
        }
      } catch (RuntimeException e) {
        LOG.error("the observer of commits failed", e);
      }
    }

    /**
     * One list that cannot be committed must not take the others down with it: each is tried by
     * itself, and only it fails. (An error too: it comes of what one caller handed in, and a lane
     * that ends would leave all callers waiting.)
     */
    private void fail(List<Submission> submissions, Throwable cause) throws InterruptedException {
      boolean away = isAway(cause);
      if (submissions.size() > 1 && !away) {
        for (Submission submission : submissions) {
          commitAndAnswer(List.of(submission));
        }
        return;
      }
      LOG.error("a batch of {} lists could not be committed", submissions.size(), cause);
      RuntimeException answer =
          away
              ? new LedgerUnavailableException(
                  "The database did not answer. It is not known whether this was recorded: send it again with the same key.",
                  cause)
              : new IllegalStateException("the list could not be recorded", cause);
      submissions.forEach(submission -> submission.answer().completeExceptionally(answer));
    }

    /**
     * Whether it is the database that cannot serve anyone now, rather than a list that cannot be
     * served.
     */
    private static boolean isAway(Throwable cause) {
      return switch (SqlErrors.kind(cause)) {
        case TRANSIENT, NO_CONNECTION, DISK_FULL -> true;
        case TOOK_TOO_LONG, PERMISSION, CONSTRAINT, OTHER -> false;
      };
    }

    private Batch attempt(List<Submission> submissions, Work work)
        throws SQLException, InterruptedException {
      // Whether or not a failed try went through, the keys tell on the next one.
      return retry.run(
          () -> {
            try {
              Batch batch = new Batch(submissions, rows, connected(), lookingUpFirst > 0);
              work.run(batch, clock);
              return batch;
            } catch (SQLException e) {
              LOG.info("a commit met {} ({})", e.getSQLState(), e.getMessage());
              rollBack();
              throw e;
            }
          });
    }

    /** The connection goes on if it can still roll back, with all its prepared statements. */
    private void rollBack() {
      try {
        if (connection != null) {
          connection.rollback();
        }
      } catch (SQLException e) {
        LOG.debug("roll back failed, the connection is given up", e);
        disconnect();
      }
    }

    private Connection connected() throws SQLException {
      if (connection == null) {
        connection = open();
      }
      return connection;
    }

    private Connection open() throws SQLException {
      Connection opened = app.getConnection();
      try {
        opened.setAutoCommit(false);
        opened.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        try (Statement statement = opened.createStatement()) {
          // Every statement has its index; a plan is made once and must not be one for the empty
          // table it may have met.
          statement.execute(
              """
              set enable_seqscan = off;
              set enable_hashjoin = off;
              set enable_mergejoin = off;
              set enable_bitmapscan = off;
              set enable_sort = off;
              set plan_cache_mode = force_generic_plan;
              set jit = off
              """);
        }
        opened.commit();
        opened.unwrap(PGConnection.class).setPrepareThreshold(1);
        return opened;
      } catch (SQLException | RuntimeException e) {
        opened.close();
        throw e;
      }
    }

    void disconnect() {
      if (connection != null) {
        try (Statement statement = connection.createStatement()) {
          connection.rollback();
          // The next user of the connection plans as everyone does.
          statement.execute(
              """
              reset enable_seqscan;
              reset enable_hashjoin;
              reset enable_mergejoin;
              reset enable_bitmapscan;
              reset enable_sort;
              reset plan_cache_mode;
              reset jit
              """);
          connection.commit();
        } catch (SQLException e) {
          LOG.debug("a connection that cannot be reset is of no use to the pool either", e);
        }
        try {
          connection.close();
        } catch (SQLException e) {
          LOG.debug("closing a connection failed", e);
        }
        connection = null;
      }
    }
  }
}
