package dev.onhand.engine.channels;

import dev.onhand.core.ledger.SellerId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A channel that Onhand calls.
 *
 * @param code the channel's code
 * @param type the kind of connector
 * @param settings those that are no secrets
 * @param hasSecrets whether there are others
 * @param locations codes of those whose stock it sells; none: all that sell
 * @param reason why it is in its state; null: nobody said
 * @param isDryRun reads and shows what it would push, and pushes nothing
 * @param readsHourly whether all its listings are read every hour; else once a day
 * @param skew what the channel's clock is ahead of ours, as of its last answer
 * @param version grows with each change that a person makes
 */
public record Account(
    SellerId seller,
    long channel,
    String code,
    String type,
    Map<String, String> settings,
    boolean hasSecrets,
    List<String> locations,
    State state,
    @Nullable String reason,
    Instant stateSince,
    boolean isDryRun,
    Duration pollEvery,
    AccountBudget budget,
    boolean readsHourly,
    Duration skew,
    Orders orders,
    Reading reading,
    Health health,
    Instant createdAt,
    long version) {

  /** Whether it works. */
  public enum State {
    /** It polls, reads and pushes. */
    ACTIVE,
    /** It does only what a person asks for, and pushes nothing. */
    PAUSED,
    /** It needs a person: a key that is refused. */
    STOPPED;

    /** As written in the database and the API. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<State> find(String code) {
      return Arrays.stream(values()).filter(state -> state.code().equals(code)).findFirst();
    }
  }

  /**
   * How far its orders are in.
   *
   * @param watermark all that changed before it are, by the channel's clock; null: none were asked
   *     for yet
   * @param dueAt when to ask next; null: as the schedule says
   */
  public record Orders(
      @Nullable Instant watermark, @Nullable Instant polledAt, @Nullable Instant dueAt) {}

  /**
   * How far its listings are read.
   *
   * @param readAt when all of them were read last
   * @param dueAt when to read them next; null: as the schedule says
   * @param run the number of the last full read
   * @param cursor where the next page of one that is under way begins; null: none is
   */
  public record Reading(
      @Nullable Instant readAt, @Nullable Instant dueAt, long run, @Nullable String cursor) {}

  /**
   * How it fares.
   *
   * @param restUntil nothing is asked of it before
   * @param failures in a row
   */
  public record Health(
      @Nullable Instant restUntil,
      int failures,
      @Nullable String lastFailure,
      @Nullable Instant lastFailureAt) {}

  public Account {
    settings = Map.copyOf(settings);
    locations = List.copyOf(locations);
  }
}
