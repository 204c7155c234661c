package dev.onhand.engine.channels;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A reading of all listings of a channel, what it found and what followed.
 *
 * @param channel the channel's code
 * @param actor who asked for it
 * @param startedAt null: it waits until the channel can be read
 * @param finishedAt null: it is not at its end
 */
public record Reconciliation(
    long id,
    String channel,
    Purpose purpose,
    String actor,
    State state,
    Instant askedAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    Counts counts) {

  /** What for. */
  public enum Purpose {
    /** The reading of every hour, which keeps what it has to act upon. */
    HOURLY,
    /** At 02:00 in the seller's zone: keeps all that differs. */
    DAILY,
    /** A person wants it: as the daily one. */
    DEMAND;

    /** As written in the database and the API. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Purpose> find(String code) {
      return Arrays.stream(values()).filter(one -> one.code().equals(code)).findFirst();
    }
  }

  /** How far it is. */
  public enum State {
    /** Until the channel can be read. */
    WAITING,
    READING,
    /** What would follow is so much that a person has to approve of it. */
    STAGED,
    /** What follows is decided, but for what a person is asked singly. */
    DONE;

    /** As written in the database and the API. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<State> find(String code) {
      return Arrays.stream(values()).filter(one -> one.code().equals(code)).findFirst();
    }
  }

  /**
   * What it found.
   *
   * @param listings that were compared: of a product that is counted, and shown with a number
   * @param equal showed what they should
   * @param pending showed what they were believed to, and should show something else
   * @param inFlight something was under way: no difference is made of it
   * @param differing showed something else than they were believed to
   * @param missing are of a product, and not shown any more
   * @param unmatched are of no product, and not ignored
   * @param raising how many would be raised by what follows
   * @param zeroing how many would be set to nothing
   * @param missed order lines that came in only because orders were asked for again
   * @param open differences that wait for a decision
   */
  public record Counts(
      long listings,
      long equal,
      long pending,
      long inFlight,
      long differing,
      long missing,
      long unmatched,
      long raising,
      long zeroing,
      long missed,
      long open) {

    /** The part of those compared that differed, 0 to 1. */
    public double share() {
      return listings == 0 ? 0 : (double) differing / listings;
    }
  }
}
