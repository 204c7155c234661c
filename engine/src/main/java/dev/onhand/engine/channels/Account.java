package dev.onhand.engine.channels;

import dev.onhand.connector.StockSemantics;
import dev.onhand.connector.http.Pacer;
import dev.onhand.core.ledger.SellerId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
 * @param semantics how its channel treats stock
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
    ShadowTime shadow,
    StockSemantics semantics,
    Duration pollEvery,
    AccountBudget budget,
    boolean readsHourly,
    Duration skew,
    Webhooks webhooks,
    Orders orders,
    Reading reading,
    Health health,
    Pace pace,
    Rereading rereading,
    Tested tested,
    Instant createdAt,
    long version) {

  /** Which account it is, for what a process remembers of each. */
  public record Key(SellerId seller, long channel) {}

  public Key key() {
    return new Key(seller, channel);
  }

  /** What the channel's clock may be off from what we think it says. */
  public static final Duration CLOCKS = Duration.ofSeconds(5);

  /** Whether it works. */
  public enum State {
    /** It polls, reads and pushes. */
    ACTIVE,
    /** It does only what a person asks for since, and pushes nothing. */
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
   * Whether another tool tells its listings what they show, while Onhand only reads and notes what
   * it would have told them.
   *
   * @param since when that began last; null: never
   * @param until when it ended; null: it goes on, if it ever began
   */
  public record ShadowTime(@Nullable Instant since, @Nullable Instant until) {

    /** It never was so. */
    public static final ShadowTime NEVER = new ShadowTime(null, null);

    public boolean isOn() {
      return since != null && until == null;
    }
  }

  /**
   * What the channel tells by calling us.
   *
   * @param key of its {@link HookAddress}
   * @param lastAt when it last told something; null: never
   * @param refused calls that were not proved to be the channel's
   * @param refusedWhy of the last of these
   */
  public record Webhooks(
      String key,
      @Nullable Instant lastAt,
      long refused,
      @Nullable Instant refusedAt,
      @Nullable String refusedWhy) {}

  /** Where the channel calls us. */
  public HookAddress hook() {
    return new HookAddress(seller, webhooks.key());
  }

  /**
   * How far its orders are in.
   *
   * @param watermark all that changed before it are, by the channel's clock; null: none were asked
   *     for yet
   * @param dueAt when to ask next; null: as the schedule says
   * @param poll one that is under way; null: none is
   * @param newestAt when the newest order was placed that a poll brought, by our clock
   * @param returnsReadTo all that came back before it is known, by the channel's clock; null: its
   *     list of returns was not asked for yet
   */
  public record Orders(
      @Nullable Instant watermark,
      @Nullable Instant polledAt,
      @Nullable Instant dueAt,
      @Nullable Poll poll,
      @Nullable Instant newestAt,
      @Nullable Instant returnsReadTo) {}

  /**
   * A poll that was not done in one go.
   *
   * @param begin when its first page was asked for, by the channel's clock
   * @param since it asks for what changed at that time or later, by the channel's clock
   * @param cursor where its next page begins
   * @param unnamed when the first order changed that waits for its listing; null: none does
   */
  public record Poll(Instant begin, Instant since, String cursor, @Nullable Instant unnamed) {}

  /**
   * How far its open orders are read again, where the channel does not tell every change.
   *
   * @param dueAt when; null: at once
   * @param after the id of the order behind which to go on; 0: from the first
   */
  public record Rereading(@Nullable Instant dueAt, long after) {}

  /** Whether the channel still calls us. */
  public WebhookHealth webhookHealth() {
    return new WebhookHealth(webhooks.lastAt(), orders.newestAt());
  }

  /**
   * What the channel's limits taught.
   *
   * @param stillUntil the channel said "too many": nothing leaves before; null: it never did
   * @param share what part of its limits is used, at most 1: less after "too many"
   * @param spent of its limits of an hour and more
   */
  public record Pace(@Nullable Instant stillUntil, double share, List<Pacer.Stretch> spent) {

    private static final double SHARE_STEP = 0.1;

    /**
     * Whether this says something else than what is kept, but for what hardly matters. What is kept
     * and was over is not any more where our clock was set back since.
     */
    boolean isNews(Pace kept, Instant now) {
      boolean isOtherPause =
          (isStill(now) || kept.isStill(now)) && !Objects.equals(stillUntil, kept.stillUntil());
      boolean isWhole = share == 1 && kept.share() < 1;
      return isOtherPause
          || isWhole
          || Math.abs(share - kept.share()) >= SHARE_STEP
          || !spent.equals(kept.spent());
    }

    private boolean isStill(Instant now) {
      return stillUntil != null && stillUntil.isAfter(now);
    }
  }

  /**
   * How far its listings are read.
   *
   * @param readFrom when the last full read began; null: there was none
   * @param readAt when all of them were read last
   * @param dueAt when to read them next; null: as the schedule says
   * @param run the number of the last full read
   * @param cursor where the next page of one that is under way begins; null: none is
   * @param checkedAt when it was looked last which listings were told a number and not seen since,
   *     to read them; null: never
   */
  public record Reading(
      @Nullable Instant readFrom,
      @Nullable Instant readAt,
      @Nullable Instant dueAt,
      long run,
      @Nullable String cursor,
      @Nullable Instant checkedAt) {}

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

  /**
   * How it was tested last, since it was set up as it is.
   *
   * @param askedAt when somebody wanted that; null: nobody did
   * @param endedAt null: it goes on, or was lost
   * @param said what came of it, in words; null: it did not end
   */
  public record Tested(
      @Nullable Instant askedAt, @Nullable Instant endedAt, boolean isWell, @Nullable String said) {

    /** It never was. */
    public static final Tested NEVER = new Tested(null, null, false, null);

    /** A few calls that each may take their deadline; what lasts longer was lost with its node. */
    private static final Duration LENGTH_MAX = Duration.ofMinutes(3);

    public boolean isUnderWay(Instant now) {
      return askedAt != null && endedAt == null && now.isBefore(askedAt.plus(LENGTH_MAX));
    }
  }

  /** Whether its listings are told what they should show. */
  public boolean isTelling() {
    return state == State.ACTIVE && !shadow.isOn();
  }

  /** What was asked of it before waits until it works again: nothing goes on behind a pause. */
  public Instant heedsSince() {
    return state == State.PAUSED ? stateSince : Instant.EPOCH;
  }

  public Account {
    settings = Map.copyOf(settings);
    locations = List.copyOf(locations);
  }
}
