package dev.onhand.server.operations;

import dev.onhand.server.loops.Loops;
import dev.onhand.store.database.DatabaseBackups;
import dev.onhand.store.database.DatabaseBackups.Backup;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a backup of the embedded database each day, if a directory for them is set, and knows how
 * it stands.
 */
public final class Backups implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Backups.class);

  private static final Duration EVERY = Duration.ofDays(1);

  /** Later than that something is wrong, and not merely slow. */
  private static final Duration OLD = EVERY.plusHours(3);

  private static final Duration TRY_AGAIN = Duration.ofHours(1);

  /** The start of a server has other things to do. */
  private static final Duration FIRST_LOOK = Duration.ofSeconds(10);

  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  private final boolean isOurs;
  private final @Nullable DatabaseBackups made;
  private final InstantSource clock;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("backups").daemon().unstarted(this::run);
  private volatile @Nullable Failure failure;

  /** Why the last one came to nothing. */
  public record Failure(Instant at, String why) {}

  /**
   * How it stands.
   *
   * @param isOurs whether the database is the embedded one, which nobody else backs up
   * @param directory where they are; null: none are made
   * @param backups that are there, newest first
   * @param isOld whether there is none, or none of the last day
   * @param failure of the last one; null: there was none since
   */
  public record State(
      boolean isOurs,
      @Nullable String directory,
      List<Backup> backups,
      boolean isOld,
      @Nullable Failure failure) {

    public State {
      backups = List.copyOf(backups);
    }
  }

  /**
   * @param isOurs whether the database is the embedded one
   * @param made null: none are made
   */
  Backups(boolean isOurs, @Nullable DatabaseBackups made, InstantSource clock) {
    this.isOurs = isOurs;
    this.made = made;
    this.clock = clock;
  }

  void start() {
    if (made != null) {
      thread.start();
    }
  }

  /** How it stands now. */
  public State state() {
    if (made == null) {
      return new State(isOurs, null, List.of(), true, null);
    }
    List<Backup> backups = made.list();
    boolean isOld =
        backups.isEmpty() || backups.getFirst().at().plus(OLD).isBefore(clock.instant());
    return new State(isOurs, made.directory().toString(), backups, isOld, failure);
  }

  private void run() {
    try {
      for (Duration wait = FIRST_LOOK;
          !end.await(wait.toMillis(), TimeUnit.MILLISECONDS);
          wait = LOOK_EVERY) {
        makeIfDue();
      }
    } catch (InterruptedException e) {
      LOG.debug("the loop that makes backups was interrupted and ends");
    }
  }

  /** Makes one if the last one is a day old, and what failed an hour. */
  void makeIfDue() {
    DatabaseBackups backups = made;
    if (backups == null) {
      return;
    }
    Instant now = clock.instant();
    Failure last = failure;
    try {
      if (last == null
          ? backups.list().stream().anyMatch(one -> one.at().plus(EVERY).isAfter(now))
          : last.at().plus(TRY_AGAIN).isAfter(now)) {
        return;
      }
      Backup backup = backups.make(now);
      failure = null;
      LOG.info("made the backup {} of {} bytes", backup.name(), backup.bytes());
    } catch (IOException | RuntimeException e) {
      failure = new Failure(now, String.valueOf(e.getMessage()));
      LOG.error("no backup could be made; trying again in an hour", e);
    }
  }

  @Override
  public void close() {
    end.countDown();
    Loops.end(thread); // a half backup is removed
  }
}
