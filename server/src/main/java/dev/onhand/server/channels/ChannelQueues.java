package dev.onhand.server.channels;

import dev.onhand.connector.http.Purpose;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.CallCount;
import dev.onhand.engine.channels.Inbox;
import dev.onhand.engine.channels.Listings;
import dev.onhand.engine.channels.Paces;
import dev.onhand.engine.channels.Schedule;
import dev.onhand.server.jobs.JobBodies.QueueBody;
import dev.onhand.server.jobs.QueueLines;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What waits at channels, as queues: of each the listings to be told and those to be read, and of
 * all what they told by calling us.
 */
final class ChannelQueues implements QueueLines {

  private static final double TENTHS = 10;
  private static final double MILLIS_OF_TENTH = 100;

  private final Accounts accounts;
  private final Listings listings;
  private final Inbox inbox;
  private final Paces paces;
  private final Schedule schedule;

  ChannelQueues(Accounts accounts, Listings listings, Inbox inbox, Paces paces, Schedule schedule) {
    this.accounts = accounts;
    this.listings = listings;
    this.inbox = inbox;
    this.paces = paces;
    this.schedule = schedule;
  }

  @Override
  public List<QueueBody> lines(SellerId seller, Instant now) {
    List<QueueBody> lines = new ArrayList<>();
    List<Account> all = accounts.list(seller);
    Map<Long, Listings.Backlog> waiting =
        listings.backlogs(seller, all.stream().map(Account::channel).toList());
    List<@Nullable Duration> drains =
        paces.drains(
            seller,
            all,
            account -> Objects.requireNonNull(waiting.get(account.channel())).due(),
            now);
    for (int i = 0; i < all.size(); i++) {
      Account account = all.get(i);
      Listings.Backlog backlog = Objects.requireNonNull(waiting.get(account.channel()));
      List<CallCount> calls = calls(account, now);
      lines.add(told(account, backlog, drains.get(i), calls, now));
      lines.add(read(account, backlog, calls, now));
    }
    if (!lines.isEmpty()) {
      lines.add(inbox(seller, now));
    }
    return lines;
  }

  private QueueBody inbox(SellerId seller, Instant now) {
    Inbox.Backlog backlog = inbox.backlog(seller, now.truncatedTo(ChronoUnit.DAYS));
    return new QueueBody(
        "queue",
        "inbox",
        backlog.waiting(),
        0,
        backlog.done(),
        backlog.failed(),
        QueueBody.seconds(backlog.waitingSince(), now),
        backlog.lastEndedAt(),
        backlog.dueAt(),
        null);
  }

  /** Listings that are read one by one, and all of them when that is due. */
  private QueueBody read(
      Account account, Listings.Backlog backlog, List<CallCount> calls, Instant now) {
    return new QueueBody(
        "queue",
        "reads/" + account.code(),
        backlog.toRead(),
        0,
        sum(calls, Set.of(Purpose.LISTING_READ, Purpose.LISTINGS_READ)),
        0,
        QueueBody.seconds(backlog.toReadSince(), now),
        Stream.of(account.reading().readAt(), account.reading().checkedAt())
            .filter(Objects::nonNull)
            .max(Instant::compareTo)
            .orElse(null),
        nextReadAt(account, backlog, now),
        null);
  }

  /** Nothing is asked of a channel that rests. */
  private static Instant soonest(Account account, Instant now) {
    Instant rest = account.health().restUntil();
    return rest != null && rest.isAfter(now) ? rest : now;
  }

  private @Nullable Instant nextReadAt(Account account, Listings.Backlog backlog, Instant now) {
    if (account.state() == Account.State.STOPPED) {
      return null;
    }
    Instant soonest = soonest(account, now);
    boolean isChecked = account.reading().checkedAt() != null;
    return Stream.of(
            backlog.toRead() > 0 ? soonest : null,
            schedule.readDueAt(account, now),
            isChecked ? schedule.checkDueAt(account, now) : null)
        .filter(Objects::nonNull)
        .min(Instant::compareTo)
        .map(due -> due.isAfter(soonest) ? due : soonest)
        .orElse(null);
  }

  private QueueBody told(
      Account account,
      Listings.Backlog backlog,
      @Nullable Duration drain,
      List<CallCount> calls,
      Instant now) {
    return new QueueBody(
        "queue",
        "channel/" + account.code(),
        backlog.due(),
        backlog.beingTold(),
        sum(calls, Set.of(Purpose.PUSH)),
        backlog.dead(),
        QueueBody.seconds(backlog.dueSince(), now),
        lastRunAt(account),
        nextRunAt(account, backlog, now),
        drain == null ? null : Math.ceil(drain.toMillis() / MILLIS_OF_TENTH) / TENTHS);
  }

  /** Of this day. */
  private List<CallCount> calls(Account account, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return accounts.calls(account.seller(), account.channel(), 1).stream()
        .filter(calls -> calls.day().equals(today))
        .toList();
  }

  private static long sum(List<CallCount> calls, Set<Purpose> purposes) {
    return calls.stream()
        .filter(of -> purposes.contains(of.purpose()))
        .mapToLong(CallCount::calls)
        .sum();
  }

  private static @Nullable Instant lastRunAt(Account account) {
    return Stream.of(
            account.orders().polledAt(),
            account.reading().readAt(),
            account.health().lastFailureAt())
        .filter(Objects::nonNull)
        .max(Instant::compareTo)
        .orElse(null);
  }

  private @Nullable Instant nextRunAt(Account account, Listings.Backlog backlog, Instant now) {
    Instant soonest = soonest(account, now);
    if (account.isTelling() && backlog.due() > 0) {
      return soonest;
    }
    return schedule.dueAt(account, now).map(due -> due.isAfter(now) ? due : soonest).orElse(null);
  }
}
