package dev.onhand.server.channels;

import dev.onhand.connector.http.Purpose;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.Account;
import dev.onhand.engine.channels.Accounts;
import dev.onhand.engine.channels.CallCount;
import dev.onhand.engine.channels.Listings;
import dev.onhand.engine.channels.Schedule;
import dev.onhand.server.jobs.JobBodies.QueueBody;
import dev.onhand.server.jobs.QueueLines;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What waits at channels, as one queue for each. */
final class ChannelQueues implements QueueLines {

  private final Accounts accounts;
  private final Listings listings;

  ChannelQueues(Accounts accounts, Listings listings) {
    this.accounts = accounts;
    this.listings = listings;
  }

  @Override
  public List<QueueBody> lines(SellerId seller, Instant now) {
    return accounts.list(seller).stream().map(account -> line(account, now)).toList();
  }

  private QueueBody line(Account account, Instant now) {
    Listings.Backlog backlog = listings.backlog(account.seller(), account.channel());
    return new QueueBody(
        "queue",
        "channel/" + account.code(),
        backlog.due(),
        backlog.beingTold(),
        pushes(account, now),
        backlog.dead(),
        QueueBody.seconds(backlog.dueSince(), now),
        lastRunAt(account),
        nextRunAt(account, backlog, now));
  }

  private long pushes(Account account, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return accounts.calls(account.seller(), account.channel(), 1).stream()
        .filter(calls -> calls.day().equals(today) && calls.purpose() == Purpose.PUSH)
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

  private static @Nullable Instant nextRunAt(
      Account account, Listings.Backlog backlog, Instant now) {
    Instant rest = account.health().restUntil();
    Instant soonest = rest != null && rest.isAfter(now) ? rest : now;
    boolean pushes = account.state() == Account.State.ACTIVE && !account.isDryRun();
    if (pushes && backlog.due() > 0) {
      return soonest;
    }
    return Schedule.dueAt(account, now).map(due -> due.isAfter(now) ? due : soonest).orElse(null);
  }
}
