package dev.onhand.store.channels;

import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.BackOff;
import dev.onhand.core.listing.ChangeType;
import dev.onhand.engine.channels.LagCount;
import dev.onhand.engine.channels.Lease;
import dev.onhand.engine.channels.Push;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Numbers that are sent, and what comes of them. */
final class Pushes {

  private static final BackOff AGAIN = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(15));

  /** So long a listing rests at most by itself when its whole channel does. */
  private static final Duration WITH_ACCOUNT_MAX = Duration.ofMinutes(1);

  private static final int DETAIL_LENGTH_MAX = 1_000;

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final long channel;

  Pushes(JdbcClient jdbc, SellerId seller, long channel) {
    this.jdbc = jdbc;
    this.seller = seller;
    this.channel = channel;
  }

  /** Those that the brake stops are not told, and others come in their place. */
  List<Push> take(Lease lease, int max, Instant now) {
    JdbcListings.requireLease(jdbc, seller, channel, lease);
    Brakes brakes = new Brakes(jdbc, seller, channel, now);
    for (boolean holdsNone = true; ; holdsNone = false) {
      Long[] due = due(max, now);
      if (due.length == 0 && holdsNone) {
        due = awaited(max, now); // who holds some and waits for others may wait for ever
      }
      if (due.length == 0) {
        return List.of();
      }
      Brakes.Verdict verdict = brakes.verdict(due);
      Long[] left =
          Arrays.stream(due).filter(one -> !verdict.stopped().contains(one)).toArray(Long[]::new);
      if (left.length > 0) {
        return begin(lease, left, verdict.counted(), now);
      }
    }
  }

  /** The most urgent of those that nobody is at work on, locked. */
  private Long[] due(int max, Instant now) {
    return jdbc.sql(
            """
            select listing_id
            from listing
            where seller_id = :seller and channel_id = :channel and is_due
              and (retry_at is null or retry_at <= :now)
            order by urgency, off_by desc, desired_at, listing_id
            limit :rows
            for no key update skip locked
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("now", SqlTimes.toSql(now))
        .param("rows", max)
        .query((row, number) -> row.getLong("listing_id"))
        .list()
        .toArray(Long[]::new);
  }

  /**
   * Where all that are due are being computed anew, they are waited for: who computed them before
   * has told us already, and nobody will again. Locked as everybody locks several.
   */
  private Long[] awaited(int max, Instant now) {
    return jdbc.sql(
            """
            select listing_id
            from listing
            where seller_id = :seller and is_due and listing_id = any(array(
              select listing_id
              from listing
              where seller_id = :seller and channel_id = :channel and is_due
                and (retry_at is null or retry_at <= :now)
              order by urgency, off_by desc, desired_at, listing_id
              limit :rows))
            order by listing_id
            for no key update
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("now", SqlTimes.toSql(now))
        .param("rows", max)
        .query((row, number) -> row.getLong("listing_id"))
        .list()
        .toArray(Long[]::new);
  }

  private List<Push> begin(Lease lease, Long[] listings, Set<Long> counted, Instant now) {
    return jdbc.sql(
            """
            with due as (
              select l.*
              from unnest(:listings) with ordinality as taken (id, place)
              cross join lateral (
                select listing_id, external_id, sku, desired, desired_version, desired_at, desired_cut, shown
                from listing
                where seller_id = :seller and listing_id = taken.id
                offset 0) as l
              order by taken.place),
            made as (
              insert into push_attempt (seller_id, listing_id, channel_id, quantity, expected, desired_version, desired_cut, epoch, sent_at,
                is_counted)
              select :seller, listing_id, :channel, desired, shown, desired_version, desired_cut, :epoch, :now,
                listing_id = any(:counted)
              from due
              returning attempt_id, listing_id),
            noted as (
              update listing l
              set attempt_id = made.attempt_id, attempt_at = :now, attempt_request = null
              from made
              where l.seller_id = :seller and l.listing_id = made.listing_id)
            select made.attempt_id, due.listing_id, due.external_id, due.sku, due.desired as quantity, due.shown as expected,
              cast(null as text) as attempt_request, due.desired_at, cast(:now as timestamptz) as attempt_at
            from due
            join made on made.listing_id = due.listing_id
            order by made.attempt_id
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("epoch", lease.epoch())
        .param("now", SqlTimes.toSql(now))
        .param("listings", listings)
        .param("counted", counted.toArray(Long[]::new))
        .query((row, number) -> push(row))
        .list();
  }

  List<Push> attempted(int max) {
    return jdbc.sql(
            """
            select a.attempt_id, l.listing_id, l.external_id, l.sku, a.quantity, a.expected, l.attempt_request,
              coalesce(l.desired_at, a.sent_at) as desired_at, l.attempt_at
            from listing l
            join push_attempt a on a.seller_id = l.seller_id and a.attempt_id = l.attempt_id
            where l.seller_id = :seller and l.channel_id = :channel and l.attempt_id is not null
            order by a.attempt_id
            limit :rows
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("rows", max)
        .query((row, number) -> push(row))
        .list();
  }

  private static Push push(ResultSet row) throws SQLException {
    long attempt = row.getLong("attempt_id");
    return new Push(
        attempt,
        row.getLong("listing_id"),
        new QuantityUpdate(
            new ListingRef(row.getString("external_id"), row.getString("sku")),
            row.getLong("quantity"),
            row.getObject("expected", Long.class),
            "push-" + attempt),
        row.getString("attempt_request"),
        SqlTimes.get(row, "desired_at"),
        SqlTimes.get(row, "attempt_at"));
  }

  /** A listing whose push was answered. */
  private record Row(long id, @Nullable Long shown, int failures, long skewMillis) {}

  boolean answered(Lease lease, List<Push.Answered> answers) {
    JdbcListings.requireLease(jdbc, seller, channel, lease);
    Map<Long, Row> rows = lock(answers.stream().map(Push.Answered::push).toList());
    Changes changes = new Changes();
    for (Push.Answered answer : answers) {
      Row row = rows.get(answer.push().attempt());
      if (row != null) { // else it is not under way any more
        apply(row, answer, changes);
        book(answer);
      }
    }
    if (answers.isEmpty()) {
      return false;
    }
    LagRows.add(jdbc, seller, LagCount.of(channel, underWay(answers, rows)));
    Instant now = answers.getFirst().answeredAt();
    changes.write(jdbc, seller, now);
    PushLimits limits = new PushLimits(jdbc, seller, channel);
    Long[] listings = rows.values().stream().map(Row::id).sorted().toArray(Long[]::new);
    limits.rest(listings, now);
    boolean isGivenUp = limits.giveUp(listings, now);
    return isGivenUp
        || answers.stream().anyMatch(answer -> answer.outcome() instanceof PushOutcome.Refused);
  }

  private static List<Push.Answered> underWay(List<Push.Answered> answers, Map<Long, Row> rows) {
    return answers.stream().filter(answer -> rows.containsKey(answer.push().attempt())).toList();
  }

  /** By attempt, in the order of the listings, as everybody locks them. */
  private Map<Long, Row> lock(List<Push> pushes) {
    Map<Long, Row> rows = new HashMap<>();
    jdbc.sql(
            """
            select l.attempt_id, l.listing_id, l.shown, l.failures, a.skew_millis
            from listing l
            join channel_account a on a.seller_id = l.seller_id and a.channel_id = l.channel_id
            where l.seller_id = :seller and l.listing_id = any(:listings) and l.attempt_id = any(:attempts)
            order by l.listing_id
            for no key update of l
            """)
        .param("seller", seller.value())
        .param("listings", pushes.stream().map(Push::listing).toArray(Long[]::new))
        .param("attempts", pushes.stream().map(Push::attempt).toArray(Long[]::new))
        .query(
            (row, number) ->
                Map.entry(
                    row.getLong("attempt_id"),
                    new Row(
                        row.getLong("listing_id"),
                        row.getObject("shown", Long.class),
                        row.getInt("failures"),
                        row.getLong("skew_millis"))))
        .list()
        .forEach(one -> rows.put(one.getKey(), one.getValue()));
    return rows;
  }

  private void apply(Row row, Push.Answered answer, Changes changes) {
    switch (answer.outcome()) {
      case PushOutcome.Applied applied -> applied(row, answer, applied.quantity(), changes);
      case PushOutcome.Refused refused -> refused(row, answer, refused, changes);
      case PushOutcome.Deferred deferred -> deferred(row, answer, deferred);
      case PushOutcome.Unconfirmed unconfirmed -> unconfirmed(row, unconfirmed);
    }
  }

  /** Where the channel answers another number than it was sent, it comes again later. */
  private void applied(Row row, Push.Answered answer, long quantity, Changes changes) {
    boolean isAsSent = quantity == answer.push().update().quantity();
    boolean isRead = answer.by() == Push.KnownBy.READING;
    int failures = isAsSent ? 0 : row.failures() + 1;
    changes.add(
        row.id(),
        row.shown(),
        quantity,
        ChangeType.API_SYNC,
        answer.push().update().attemptKey(),
        isAsSent ? null : "sent " + answer.push().update().quantity());
    jdbc.sql(
            """
            update listing
            set attempt_id = null, attempt_at = null, attempt_request = null,
              pushed = a.quantity, pushed_version = a.desired_version, pushed_cut = a.desired_cut, pushed_at = a.sent_at,
              acknowledged = case when :is_answer then :quantity else acknowledged end,
              acknowledged_version = case when :is_answer then a.desired_version else acknowledged_version end,
              acknowledged_at = case when :is_answer then cast(:answered_at as timestamptz) else acknowledged_at end,
              observed = case when :is_read then :quantity else observed end,
              observed_at = case when :is_read then cast(:answered_at as timestamptz) else observed_at end,
              shown = :quantity, shown_from = :shown_from, shown_to = :shown_to, shown_changed_at = :answered_at,
              is_seen = :is_read, failures = :failures, retry_at = :retry_at, updated_at = :answered_at
            from push_attempt a
            where listing.seller_id = :seller and listing.listing_id = :listing
              and a.seller_id = :seller and a.attempt_id = listing.attempt_id
            """)
        .param("is_answer", !isRead || isAsSent)
        .param("is_read", isRead)
        .param("quantity", quantity)
        .param("answered_at", SqlTimes.toSql(answer.answeredAt()))
        .param("shown_from", SqlTimes.toSql(answer.sentAt().plusMillis(row.skewMillis())))
        .param("shown_to", SqlTimes.toSql(answer.answeredAt().plusMillis(row.skewMillis())))
        .param("failures", failures)
        .param(
            "retry_at",
            isAsSent || isRead
                ? null
                : SqlTimes.toSql(answer.answeredAt().plus(AGAIN.after(failures))),
            Types.TIMESTAMP_WITH_TIMEZONE)
        .param("seller", seller.value())
        .param("listing", row.id())
        .update();
  }

  /** Who expected something else looks first; what is refused otherwise waits for a person. */
  private void refused(
      Row row, Push.Answered answer, PushOutcome.Refused refused, Changes changes) {
    boolean isStale = refused.reason() == Refusal.STALE_EXPECTATION;
    if (isStale) {
      doubt(row.id(), row.shown(), answer.push(), changes);
    }
    jdbc.sql(
            """
            update listing
            set attempt_id = null, attempt_at = null, attempt_request = null,
              shown = case when :is_stale then null else shown end,
              shown_changed_at = case when :is_stale then :at else shown_changed_at end,
              refused = case when :is_stale then null else :reason end,
              refused_detail = case when :is_stale then null else :detail end,
              refused_at = case when :is_stale then null else :at end,
              remote_state = case when :is_gone then 'ended' else remote_state end,
              failures = failures + 1, retry_at = :retry_at, updated_at = :at
            where seller_id = :seller and listing_id = :listing
            """)
        .param(
            "retry_at",
            isStale
                ? SqlTimes.toSql(answer.answeredAt().plus(AGAIN.after(row.failures() + 1)))
                : null,
            Types.TIMESTAMP_WITH_TIMEZONE)
        .param("is_stale", isStale)
        .param("is_gone", refused.reason() == Refusal.UNKNOWN_LISTING)
        .param("reason", refused.reason().name().toLowerCase(java.util.Locale.ROOT))
        .param("detail", shortened(refused.detail()))
        .param("at", SqlTimes.toSql(answer.answeredAt()))
        .param("seller", seller.value())
        .param("listing", row.id())
        .update();
  }

  private static void doubt(long listing, @Nullable Long shown, Push push, Changes changes) {
    changes.add(
        listing,
        shown,
        null,
        ChangeType.API_SYNC,
        push.update().attemptKey(),
        "not known any more");
  }

  /** Nothing was done. It comes again, never at once: else it would do nothing else. */
  private void deferred(Row row, Push.Answered answer, PushOutcome.Deferred deferred) {
    boolean isItsOwn = answer.by() != Push.KnownBy.CALL;
    boolean isTold = deferred.waitAtLeast().isPositive();
    Duration wait = isTold ? deferred.waitAtLeast() : AGAIN.after(row.failures() + 1);
    if (!isItsOwn) {
      // The whole account waits; how long is known better there.
      wait = wait.compareTo(WITH_ACCOUNT_MAX) > 0 ? WITH_ACCOUNT_MAX : wait;
    }
    jdbc.sql(
            """
            update listing
            set attempt_id = null, attempt_at = null, attempt_request = null,
              failures = failures + :failures, retry_at = :retry_at, updated_at = :at
            where seller_id = :seller and listing_id = :listing
            """)
        .param("failures", isItsOwn && !isTold ? 1 : 0)
        .param("retry_at", SqlTimes.toSql(answer.answeredAt().plus(wait)))
        .param("at", SqlTimes.toSql(answer.answeredAt()))
        .param("seller", seller.value())
        .param("listing", row.id())
        .update();
  }

  private void unconfirmed(Row row, PushOutcome.Unconfirmed unconfirmed) {
    jdbc.sql(
            """
            update listing set attempt_request = :request
            where seller_id = :seller and listing_id = :listing
            """)
        .param("request", unconfirmed.requestId(), Types.VARCHAR)
        .param("seller", seller.value())
        .param("listing", row.id())
        .update();
  }

  /** What was sent counts as neither arrived nor lost: what the listings show is not known. */
  void forgotten(Lease lease, List<Push> pushes, Instant at) {
    JdbcListings.requireLease(jdbc, seller, channel, lease);
    Changes changes = new Changes();
    Map<Long, Row> rows = lock(pushes);
    for (Push push : pushes) {
      Row row = rows.get(push.attempt());
      if (row != null) {
        doubt(row.id(), row.shown(), push, changes);
      }
    }
    changes.write(jdbc, seller, at);
    jdbc.sql(
            """
            update listing
            set attempt_id = null, attempt_at = null, attempt_request = null,
              shown = null, shown_changed_at = :at, updated_at = :at
            where seller_id = :seller and listing_id = any(:listings) and attempt_id = any(:attempts)
            """)
        .param("at", SqlTimes.toSql(at))
        .param("seller", seller.value())
        .param("listings", pushes.stream().map(Push::listing).toArray(Long[]::new))
        .param("attempts", pushes.stream().map(Push::attempt).toArray(Long[]::new))
        .update();
  }

  private void book(Push.Answered answer) {
    jdbc.sql(
            """
            update push_attempt set answered_at = :at, outcome = :outcome, detail = :detail
            where seller_id = :seller and attempt_id = :attempt
            """)
        .param("at", SqlTimes.toSql(answer.answeredAt()))
        .param("outcome", isLost(answer) ? "unconfirmed" : outcome(answer.outcome()))
        .param(
            "detail",
            isLost(answer) ? "the listing did not show it afterwards" : detail(answer.outcome()),
            Types.VARCHAR)
        .param("seller", seller.value())
        .param("attempt", answer.push().attempt())
        .update();
  }

  /** Whether the listing was read instead of an answer, and showed something else. */
  private static boolean isLost(Push.Answered answer) {
    return answer.by() == Push.KnownBy.READING
        && answer.outcome() instanceof PushOutcome.Applied applied
        && applied.quantity() != answer.push().update().quantity();
  }

  private static String outcome(PushOutcome outcome) {
    return switch (outcome) {
      case PushOutcome.Applied applied -> "applied";
      case PushOutcome.Refused refused -> "refused";
      case PushOutcome.Deferred deferred -> "deferred";
      case PushOutcome.Unconfirmed unconfirmed -> "unconfirmed";
    };
  }

  private static @Nullable String detail(PushOutcome outcome) {
    return switch (outcome) {
      case PushOutcome.Applied applied -> null;
      case PushOutcome.Refused refused -> shortened(refused.detail());
      case PushOutcome.Deferred deferred -> shortened(deferred.detail());
      case PushOutcome.Unconfirmed unconfirmed -> unconfirmed.requestId();
    };
  }

  private static String shortened(String detail) {
    return detail.length() > DETAIL_LENGTH_MAX ? detail.substring(0, DETAIL_LENGTH_MAX) : detail;
  }
}
