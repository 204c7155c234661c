package dev.onhand.engine.jobs;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A piece of durable work of one seller.
 *
 * @param dedupeKey work of a kind that must exist once (a daily job: its date) says so here
 * @param attempts how often it was begun
 * @param result what it gave, as JSON, once it is done
 * @param error why it failed the last time
 */
public record Job(
    long id,
    Queue queue,
    String kind,
    @Nullable String dedupeKey,
    Map<String, String> parameters,
    State state,
    int attempts,
    @Nullable String result,
    @Nullable String error,
    String actor,
    Instant createdAt,
    Instant runAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt) {

  public Job {
    parameters = Map.copyOf(parameters);
  }

  /** Where it stands. */
  public enum State {
    WAITING,
    RUNNING,
    DONE,
    FAILED;

    /** As written in the database and the API. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
