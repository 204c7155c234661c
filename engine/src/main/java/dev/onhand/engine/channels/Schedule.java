package dev.onhand.engine.channels;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When what is due of an account, by a clock on which channels' time goes as said. What was written
 * down as done later than now was so before our clock was set back: nothing waits until the clock
 * is there again.
 */
public record Schedule(ChannelTime time) {

  /** How often all listings are read. */
  private static final Duration READ_EVERY = Duration.ofHours(1);

  /** The same where somebody found that too often. */
  private static final Duration READ_SELDOM = Duration.ofDays(1);

  /**
   * How much rarer a channel is asked for orders that tells them by itself, and how rarely at most.
   */
  private static final int TOLD_FACTOR = 10;

  private static final Duration TOLD_EVERY_MAX = Duration.ofMinutes(15);

  /** How often those listings are read that were told a number and not seen since. */
  private static final Duration CHECK_EVERY = Duration.ofMinutes(15);

  /** How often a channel is asked for orders: where it calls us, only for what it may have lost. */
  private Duration pollEvery(Account account, Instant now) {
    Duration usual = account.pollEvery();
    if (account.webhookHealth().at(now) != WebhookHealth.State.HEALTHY
        || usual.compareTo(TOLD_EVERY_MAX) >= 0) {
      return time.of(usual);
    }
    Duration rarer = usual.multipliedBy(TOLD_FACTOR);
    return time.of(rarer.compareTo(TOLD_EVERY_MAX) > 0 ? TOLD_EVERY_MAX : rarer);
  }

  static boolean isResting(Account account, Instant now) {
    Account.Health health = account.health();
    Instant until = health.restUntil();
    return account.state() == Account.State.STOPPED
        || (until != null && now.isBefore(until) && !isAhead(health.lastFailureAt(), now));
  }

  private static boolean isAhead(@Nullable Instant done, Instant now) {
    return done != null && done.isAfter(now);
  }

  static boolean isDue(@Nullable Instant at, Instant now) {
    return at != null && !now.isBefore(at);
  }

  private static @Nullable Instant heeded(Account account, @Nullable Instant at) {
    return at == null || at.isBefore(account.heedsSince()) ? null : at;
  }

  /** When to ask for orders next; null: nobody wants them. */
  @Nullable Instant ordersDueAt(Account account, Instant now) {
    Account.Orders orders = account.orders();
    if (account.state() != Account.State.ACTIVE) {
      return heeded(account, orders.dueAt());
    }
    if (orders.dueAt() != null) {
      return orders.dueAt();
    }
    return orders.polledAt() == null || orders.poll() != null || isAhead(orders.polledAt(), now)
        ? Instant.MIN
        : orders.polledAt().plus(pollEvery(account, now));
  }

  /** When to read all listings next; null: nobody wants them. */
  public @Nullable Instant readDueAt(Account account, Instant now) {
    Account.Reading reading = account.reading();
    if (account.state() != Account.State.ACTIVE) {
      return heeded(account, reading.dueAt());
    }
    if (reading.cursor() != null) {
      return Instant.MIN;
    }
    if (reading.dueAt() != null) {
      return reading.dueAt();
    }
    return reading.readAt() == null || isAhead(reading.readAt(), now)
        ? Instant.MIN
        : reading.readAt().plus(time.of(account.readsHourly() ? READ_EVERY : READ_SELDOM));
  }

  /** When to look next which listings were told a number and not seen since; null: not at all. */
  public @Nullable Instant checkDueAt(Account account, Instant now) {
    if (!account.isTelling()) {
      return null;
    }
    Instant checkedAt = account.reading().checkedAt();
    return checkedAt == null || isAhead(checkedAt, now)
        ? Instant.MIN
        : checkedAt.plus(time.of(CHECK_EVERY));
  }

  /** Whether the hour is over in which a read of all listings was to come again. */
  boolean isReadOld(Instant readAt, Instant now) {
    return !now.isBefore(readAt.plus(time.of(READ_EVERY)));
  }

  /**
   * When an account is due by its schedule; a listing may be due before.
   *
   * @return empty: not until a person acts
   */
  public Optional<Instant> dueAt(Account account, Instant now) {
    if (account.state() == Account.State.STOPPED) {
      return Optional.empty();
    }
    Instant due = earlier(ordersDueAt(account, now), readDueAt(account, now));
    Instant rest = account.health().restUntil();
    if (due != null && rest != null && rest.isAfter(due)) {
      due = rest;
    }
    return Optional.ofNullable(due);
  }

  static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }
}
