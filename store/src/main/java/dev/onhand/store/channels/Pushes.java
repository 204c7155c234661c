package dev.onhand.store.channels;

import dev.onhand.connector.ListingRef;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.Lease;
import dev.onhand.engine.channels.Push;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Numbers that are sent. */
final class Pushes {

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
}
