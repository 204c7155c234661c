package dev.onhand.store.channels;

import static dev.onhand.store.database.SqlArrays.flags;
import static dev.onhand.store.database.SqlArrays.longs;
import static dev.onhand.store.database.SqlArrays.texts;
import static dev.onhand.store.database.SqlArrays.times;

import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.Refusal;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.BackOff;
import dev.onhand.core.listing.ChangeType;
import dev.onhand.engine.channels.LagCount;
import dev.onhand.engine.channels.Lease;
import dev.onhand.engine.channels.Push;
import dev.onhand.store.database.SqlTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What came of numbers that were sent. All that one call told is written together: while a listing
 * is locked here, whoever computes what it should show, and whoever sold from it, waits.
 */
final class PushAnswers {

  private static final BackOff AGAIN = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(15));

  /** So long a listing rests at most by itself when its whole channel does. */
  private static final Duration WITH_ACCOUNT_MAX = Duration.ofMinutes(1);

  private static final int DETAIL_LENGTH_MAX = 1_000;

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final long channel;

  PushAnswers(JdbcClient jdbc, SellerId seller, long channel) {
    this.jdbc = jdbc;
    this.seller = seller;
    this.channel = channel;
  }

  /** A listing whose push was answered. */
  private record Row(long id, @Nullable Long shown, int failures, long skewMillis) {}

  /** What came of a push that is under way. */
  private record Answer<O extends PushOutcome>(Row row, Push.Answered of, O outcome) {

    long listing() {
      return row.id();
    }

    long attempt() {
      return of.push().attempt();
    }

    Instant at() {
      return of.answeredAt();
    }

    boolean isRead() {
      return of.by() == Push.KnownBy.READING;
    }

    /** When it comes again that failed once more. */
    Instant again() {
      return at().plus(AGAIN.after(row.failures() + 1));
    }
  }

  /**
   * @return whether a listing of them waits for a person now
   */
  boolean write(Lease lease, List<Push.Answered> answered) {
    JdbcListings.requireLease(jdbc, seller, channel, lease);
    Map<Long, Row> rows = lock(answered.stream().map(Push.Answered::push).toList());
    if (answered.isEmpty()) {
      return false;
    }
    List<Answer<PushOutcome>> answers = new ArrayList<>();
    for (Push.Answered one : answered) {
      Row row = rows.get(one.push().attempt());
      if (row != null) { // else it is not under way any more
        answers.add(new Answer<>(row, one, one.outcome()));
      }
    }
    Changes changes = new Changes();
    applied(of(answers, PushOutcome.Applied.class), changes);
    refused(of(answers, PushOutcome.Refused.class), changes);
    deferred(of(answers, PushOutcome.Deferred.class));
    unconfirmed(of(answers, PushOutcome.Unconfirmed.class));
    book(answers);
    LagRows.add(jdbc, seller, LagCount.of(channel, answers.stream().map(Answer::of).toList()));
    Instant now = answered.getFirst().answeredAt();
    changes.write(jdbc, seller, now);
    PushLimits limits = new PushLimits(jdbc, seller, channel);
    Long[] listings = rows.values().stream().map(Row::id).sorted().toArray(Long[]::new);
    limits.rest(listings, now);
    boolean isGivenUp = limits.giveUp(listings, now);
    return isGivenUp
        || answered.stream().anyMatch(one -> one.outcome() instanceof PushOutcome.Refused);
  }

  private static <O extends PushOutcome> List<Answer<O>> of(
      List<Answer<PushOutcome>> answers, Class<O> kind) {
    List<Answer<O>> of = new ArrayList<>();
    for (Answer<PushOutcome> answer : answers) {
      if (kind.isInstance(answer.outcome())) {
        of.add(new Answer<>(answer.row(), answer.of(), kind.cast(answer.outcome())));
      }
    }
    return of;
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
        .param("listings", longs(pushes, Push::listing))
        .param("attempts", longs(pushes, Push::attempt))
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

  /** Where the channel answers another number than it was sent, it comes again later. */
  private void applied(List<Answer<PushOutcome.Applied>> answers, Changes changes) {
    if (answers.isEmpty()) {
      return;
    }
    for (Answer<PushOutcome.Applied> one : answers) {
      changes.add(
          one.listing(),
          one.row().shown(),
          one.outcome().quantity(),
          ChangeType.API_SYNC,
          one.of().push().update().attemptKey(),
          isAsSent(one) ? null : "sent " + one.of().push().update().quantity());
    }
    jdbc.sql(
            """
            update listing l
            set attempt_id = null, attempt_at = null, attempt_request = null,
              pushed = a.quantity, pushed_version = a.desired_version, pushed_cut = a.desired_cut, pushed_at = a.sent_at,
              acknowledged = case when made.is_answer then made.quantity else l.acknowledged end,
              acknowledged_version = case when made.is_answer then a.desired_version else l.acknowledged_version end,
              acknowledged_at = case when made.is_answer then made.answered_at else l.acknowledged_at end,
              observed = case when made.is_read then made.quantity else l.observed end,
              observed_at = case when made.is_read then made.answered_at else l.observed_at end,
              shown = made.quantity, shown_from = made.shown_from, shown_to = made.shown_to, shown_changed_at = made.answered_at,
              is_seen = made.is_read, failures = case when made.is_as_sent then 0 else l.failures + 1 end,
              retry_at = made.retry_at, updated_at = made.answered_at
            from unnest(:listings, :attempts, :quantities, :as_sent, :answers, :reads, cast(:answered as timestamptz[]),
                cast(:from as timestamptz[]), cast(:to as timestamptz[]), cast(:retries as timestamptz[]))
              as made (listing_id, attempt_id, quantity, is_as_sent, is_answer, is_read, answered_at, shown_from, shown_to, retry_at)
            cross join lateral (
              select quantity, desired_version, desired_cut, sent_at from push_attempt
              where seller_id = :seller and attempt_id = made.attempt_id offset 0) as a
            where l.seller_id = :seller and l.listing_id = made.listing_id
            """)
        .param("listings", longs(answers, Answer::listing))
        .param("attempts", longs(answers, Answer::attempt))
        .param("quantities", longs(answers, one -> one.outcome().quantity()))
        .param("as_sent", flags(answers, PushAnswers::isAsSent))
        .param("answers", flags(answers, one -> !one.isRead() || isAsSent(one)))
        .param("reads", flags(answers, Answer::isRead))
        .param("answered", times(answers, Answer::at))
        .param("from", times(answers, one -> theirs(one, one.of().sentAt())))
        .param("to", times(answers, one -> theirs(one, one.at())))
        .param("retries", times(answers, one -> isAsSent(one) || one.isRead() ? null : one.again()))
        .param("seller", seller.value())
        .update();
  }

  private static boolean isAsSent(Answer<PushOutcome.Applied> answer) {
    return answer.outcome().quantity() == answer.of().push().update().quantity();
  }

  /** By the channel's clock. */
  private static Instant theirs(Answer<?> answer, Instant ours) {
    return ours.plusMillis(answer.row().skewMillis());
  }

  /** Who expected something else looks first; what is refused otherwise waits for a person. */
  private void refused(List<Answer<PushOutcome.Refused>> answers, Changes changes) {
    if (answers.isEmpty()) {
      return;
    }
    for (Answer<PushOutcome.Refused> one : answers) {
      if (isStale(one)) {
        doubt(one.row(), one.of().push(), changes);
      }
    }
    jdbc.sql(
            """
            update listing l
            set attempt_id = null, attempt_at = null, attempt_request = null,
              shown = case when made.is_stale then null else l.shown end,
              shown_changed_at = case when made.is_stale then made.at else l.shown_changed_at end,
              refused = case when made.is_stale then null else made.reason end,
              refused_detail = case when made.is_stale then null else made.detail end,
              refused_at = case when made.is_stale then null else made.at end,
              remote_state = case when made.is_gone then 'ended' else l.remote_state end,
              failures = l.failures + 1, retry_at = made.retry_at, updated_at = made.at
            from unnest(:listings, :stale, :gone, :reasons, :details, cast(:at as timestamptz[]), cast(:retries as timestamptz[]))
              as made (listing_id, is_stale, is_gone, reason, detail, at, retry_at)
            where l.seller_id = :seller and l.listing_id = made.listing_id
            """)
        .param("listings", longs(answers, Answer::listing))
        .param("stale", flags(answers, PushAnswers::isStale))
        .param("gone", flags(answers, one -> one.outcome().reason() == Refusal.UNKNOWN_LISTING))
        .param(
            "reasons",
            texts(answers, one -> one.outcome().reason().name().toLowerCase(Locale.ROOT)))
        .param("details", texts(answers, one -> shortened(one.outcome().detail())))
        .param("at", times(answers, Answer::at))
        .param("retries", times(answers, one -> isStale(one) ? one.again() : null))
        .param("seller", seller.value())
        .update();
  }

  private static boolean isStale(Answer<PushOutcome.Refused> answer) {
    return answer.outcome().reason() == Refusal.STALE_EXPECTATION;
  }

  private static void doubt(Row row, Push push, Changes changes) {
    changes.add(
        row.id(),
        row.shown(),
        null,
        ChangeType.API_SYNC,
        push.update().attemptKey(),
        "not known any more");
  }

  /** Nothing was done. It comes again, never at once: else it would do nothing else. */
  private void deferred(List<Answer<PushOutcome.Deferred>> answers) {
    if (answers.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            update listing l
            set attempt_id = null, attempt_at = null, attempt_request = null,
              failures = l.failures + case when made.is_failure then 1 else 0 end, retry_at = made.retry_at, updated_at = made.at
            from unnest(:listings, :failures, cast(:at as timestamptz[]), cast(:retries as timestamptz[]))
              as made (listing_id, is_failure, at, retry_at)
            where l.seller_id = :seller and l.listing_id = made.listing_id
            """)
        .param("listings", longs(answers, Answer::listing))
        .param("failures", flags(answers, one -> isItsOwn(one) && !isTold(one)))
        .param("at", times(answers, Answer::at))
        .param("retries", times(answers, PushAnswers::deferredTo))
        .param("seller", seller.value())
        .update();
  }

  private static boolean isItsOwn(Answer<PushOutcome.Deferred> answer) {
    return answer.of().by() != Push.KnownBy.CALL;
  }

  /** Whether the channel said how long. */
  private static boolean isTold(Answer<PushOutcome.Deferred> answer) {
    return answer.outcome().waitAtLeast().isPositive();
  }

  private static Instant deferredTo(Answer<PushOutcome.Deferred> answer) {
    Instant until =
        isTold(answer) ? answer.at().plus(answer.outcome().waitAtLeast()) : answer.again();
    // Where the whole account waits, how long is known better there.
    Instant latest = answer.at().plus(WITH_ACCOUNT_MAX);
    return !isItsOwn(answer) && until.isAfter(latest) ? latest : until;
  }

  private void unconfirmed(List<Answer<PushOutcome.Unconfirmed>> answers) {
    if (answers.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            update listing l
            set attempt_request = made.request
            from unnest(:listings, :requests) as made (listing_id, request)
            where l.seller_id = :seller and l.listing_id = made.listing_id
            """)
        .param("listings", longs(answers, Answer::listing))
        .param("requests", texts(answers, one -> one.outcome().requestId()))
        .param("seller", seller.value())
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
        doubt(row, push, changes);
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
        .param("listings", longs(pushes, Push::listing))
        .param("attempts", longs(pushes, Push::attempt))
        .update();
  }

  private void book(List<Answer<PushOutcome>> answers) {
    if (answers.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            update push_attempt a
            set answered_at = made.at, outcome = made.outcome, detail = made.detail
            from unnest(:attempts, cast(:at as timestamptz[]), :outcomes, :details) as made (attempt_id, at, outcome, detail)
            where a.seller_id = :seller and a.attempt_id = made.attempt_id
            """)
        .param("attempts", longs(answers, Answer::attempt))
        .param("at", times(answers, Answer::at))
        .param("outcomes", texts(answers, PushAnswers::outcome))
        .param("details", texts(answers, PushAnswers::detail))
        .param("seller", seller.value())
        .update();
  }

  /** Whether the listing was read instead of an answer, and showed something else. */
  private static boolean isLost(Answer<PushOutcome> answer) {
    return answer.isRead()
        && answer.outcome() instanceof PushOutcome.Applied applied
        && applied.quantity() != answer.of().push().update().quantity();
  }

  private static String outcome(Answer<PushOutcome> answer) {
    return switch (answer.outcome()) {
      case PushOutcome.Applied applied -> isLost(answer) ? "unconfirmed" : "applied";
      case PushOutcome.Refused refused -> "refused";
      case PushOutcome.Deferred deferred -> "deferred";
      case PushOutcome.Unconfirmed unconfirmed -> "unconfirmed";
    };
  }

  private static @Nullable String detail(Answer<PushOutcome> answer) {
    return switch (answer.outcome()) {
      case PushOutcome.Applied applied ->
          isLost(answer) ? "the listing did not show it afterwards" : null;
      case PushOutcome.Refused refused -> shortened(refused.detail());
      case PushOutcome.Deferred deferred -> shortened(deferred.detail());
      case PushOutcome.Unconfirmed unconfirmed -> unconfirmed.requestId();
    };
  }

  private static String shortened(String detail) {
    return detail.length() > DETAIL_LENGTH_MAX ? detail.substring(0, DETAIL_LENGTH_MAX) : detail;
  }
}
