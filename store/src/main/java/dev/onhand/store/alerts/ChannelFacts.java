package dev.onhand.store.alerts;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.alert.Watch;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Measures channels and what they brought. The subject of an alert is the channel's code. */
final class ChannelFacts {

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final Map<AlertKind, General> rules;
  private final Instant now;

  /**
   * @param rules that hold in general
   */
  ChannelFacts(JdbcClient jdbc, SellerId seller, Map<AlertKind, General> rules, Instant now) {
    this.jdbc = jdbc;
    this.seller = seller;
    this.rules = rules;
    this.now = now;
  }

  /** Whether there are any that Onhand calls. */
  boolean areThere() {
    return jdbc.sql(
            """
            select exists (select from channel_account where seller_id = :seller)
            """)
        .param("seller", seller.value())
        .query(Boolean.class)
        .single();
  }

  /** What a channel's row says. */
  private record Said(long value, String detail) {}

  @FunctionalInterface
  private interface Reading {
    Said of(ResultSet row) throws SQLException;
  }

  /** Reads nothing where nothing of the kind is watched. */
  private List<Measured> measured(AlertKind kind, StatementSpec statement, Reading reading) {
    General general = Objects.requireNonNull(rules.get(kind));
    if (!general.watches()) {
      return List.of();
    }
    return general
        .bind(statement, seller)
        .query(
            (row, number) -> {
              Said said = reading.of(row);
              return Measured.of(kind, row, row.getString("code"), said.value(), said.detail());
            })
        .list();
  }

  /** How much of their listings shows something else than they are believed to. */
  List<Measured> drift() {
    return measured(
        AlertKind.CHANNEL_DRIFT,
        jdbc.sql(
            """
            select h.code, d.drifting, n.listings, coalesce(r.opens_at, :opens) as opens_at,
              coalesce(r.closes_at, :closes) as closes_at, coalesce(r.severity, :severity) as severity,
              coalesce(r.mode, :mode) as mode
            from (
              select channel_id, count(distinct listing_id) as drifting from drift
              where seller_id = :seller and settled_at is null
              group by channel_id) as d
            join channel h on h.seller_id = :seller and h.channel_id = d.channel_id
            cross join lateral (
              select count(*) as listings from listing
              where seller_id = :seller and channel_id = d.channel_id and remote_state <> 'ended') as n
            left join alert_rule r on r.seller_id = :seller and r.kind = :kind and r.channel_id = d.channel_id
            where coalesce(r.mode, :mode) <> 'off'
            """),
        row ->
            new Said(
                Watch.percent(row.getLong("drifting"), row.getLong("listings")),
                "%d of the %d listings of '%s' show something else than they are believed to. See 'onhand drift list --channel %s'."
                    .formatted(
                        row.getLong("drifting"),
                        row.getLong("listings"),
                        row.getString("code"),
                        row.getString("code"))));
  }

  /**
   * For how long the oldest number waits to be told, of those that are told by us. One of which it
   * is not known whether it arrived waits too.
   */
  List<Measured> lag() {
    return measured(
        AlertKind.CHANNEL_LAG,
        jdbc.sql(
            """
            select h.code, due.since, coalesce(r.opens_at, :opens) as opens_at,
              coalesce(r.closes_at, :closes) as closes_at, coalesce(r.severity, :severity) as severity,
              coalesce(r.mode, :mode) as mode
            from channel_account a
            join channel h on h.seller_id = :seller and h.channel_id = a.channel_id
            cross join lateral (
              select least(min(first.desired_at), (
                select min(attempt_at) from listing
                where seller_id = :seller and channel_id = a.channel_id and attempt_id is not null
                  and attempt_request is null)) as since
              from unnest(array[0, 1, 2]) as wanted (urgency)
              cross join lateral (
                select desired_at from listing
                where seller_id = :seller and channel_id = a.channel_id and is_due and urgency = wanted.urgency
                order by desired_at
                limit 1) as first) as due
            left join alert_rule r on r.seller_id = :seller and r.kind = :kind and r.channel_id = a.channel_id
            where a.seller_id = :seller and a.state = 'active' and not a.is_shadow and due.since is not null
              and coalesce(r.mode, :mode) <> 'off'
            """),
        row -> {
          long waits = secondsSince(row, "since");
          String code = row.getString("code");
          return new Said(
              waits,
              "A listing of '%s' waits for %s to be told its number, or until it is known whether it took it. See 'onhand queue monitor' and 'onhand channel show %s'."
                  .formatted(code, spoken(waits), code));
        });
  }

  /** For how long channels were due to be asked, and were not with success. */
  List<Measured> stale() {
    return measured(
        AlertKind.CHANNEL_STALE,
        jdbc.sql(
                """
                select h.code, heard.since, a.calls_per_day, coalesce(a.calls_per_day <= (
                    select sum(calls) from channel_calls
                    where seller_id = :seller and channel_id = a.channel_id and day = :today), false) as is_spent,
                  coalesce(r.opens_at, :opens) as opens_at, coalesce(r.closes_at, :closes) as closes_at,
                  coalesce(r.severity, :severity) as severity, coalesce(r.mode, :mode) as mode
                from channel_account a
                join channel h on h.seller_id = :seller and h.channel_id = a.channel_id
                cross join lateral (
                  select greatest(a.state_since, a.orders_polled_at + make_interval(secs => a.poll_seconds),
                    case when a.orders_polled_at is null then a.listings_read_at
                      + make_interval(hours => case when a.reads_hourly then 1 else 24 end) end) as since) as heard
                left join alert_rule r on r.seller_id = :seller and r.kind = :kind and r.channel_id = a.channel_id
                where a.seller_id = :seller and a.state = 'active' and heard.since < :now
                  and coalesce(r.mode, :mode) <> 'off'
                """)
            .param("now", SqlTimes.toSql(now))
            .param("today", today()),
        row -> {
          long late = secondsSince(row, "since");
          String code = row.getString("code");
          return new Said(
              late,
              row.getBoolean("is_spent")
                  ? "'%s' was due to be asked %s ago, and is not: the %d calls of your budget for the day are spent. What it sells is not known here until it is asked again, from %s 00:00 UTC on. More calls: 'onhand channel set %s --calls-per-day N'."
                      .formatted(
                          code,
                          spoken(late),
                          row.getInt("calls_per_day"),
                          today().plusDays(1),
                          code)
                  : "'%s' has not answered for %s since it was due to be asked. See 'onhand channel test %s'."
                      .formatted(code, spoken(late), code));
        });
  }

  /** The day that budgets of calls go by. */
  private LocalDate today() {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  /** Since when orders have a line that is not known. */
  List<Measured> parked() {
    return measured(
        AlertKind.ORDER_PARKED,
        jdbc.sql(
            """
            select h.code, o.orders, o.since, coalesce(r.opens_at, :opens) as opens_at,
              coalesce(r.closes_at, :closes) as closes_at, coalesce(r.severity, :severity) as severity,
              coalesce(r.mode, :mode) as mode
            from (
              select channel_id, count(*) as orders, min(created_at) as since from sales_order
              where seller_id = :seller and lines_parked > 0
              group by channel_id) as o
            join channel h on h.seller_id = :seller and h.channel_id = o.channel_id
            left join alert_rule r on r.seller_id = :seller and r.kind = :kind and r.channel_id = o.channel_id
            where coalesce(r.mode, :mode) <> 'off'
            """),
        row -> {
          long age = secondsSince(row, "since");
          return new Said(
              age,
              "%s of '%s' with a line that is not known, the oldest for %s: nothing is reserved for it. See 'onhand order list --parked'."
                  .formatted(orders(row), row.getString("code"), spoken(age)));
        });
  }

  /** Since when orders wait for stock. */
  List<Measured> backordered() {
    return measured(
        AlertKind.ORDER_BACKORDERED,
        jdbc.sql(
            """
            select h.code, o.orders, o.since, coalesce(r.opens_at, :opens) as opens_at,
              coalesce(r.closes_at, :closes) as closes_at, coalesce(r.severity, :severity) as severity,
              coalesce(r.mode, :mode) as mode
            from (
              select o.channel_id, count(distinct o.order_id) as orders, min(c.missing_since) as since
              from sales_order o
              join order_component c on c.seller_id = :seller and c.order_id = o.order_id and c.missing > 0
              where o.seller_id = :seller and o.units_missing > 0
              group by o.channel_id) as o
            join channel h on h.seller_id = :seller and h.channel_id = o.channel_id
            left join alert_rule r on r.seller_id = :seller and r.kind = :kind and r.channel_id = o.channel_id
            where coalesce(r.mode, :mode) <> 'off'
            """),
        row -> {
          long age = secondsSince(row, "since");
          return new Said(
              age,
              "%s of '%s' waiting for stock, the longest for %s. See 'onhand order backorders'."
                  .formatted(orders(row), row.getString("code"), spoken(age)));
        });
  }

  private static String orders(ResultSet row) throws SQLException {
    long orders = row.getLong("orders");
    return orders == 1 ? "1 order" : orders + " orders";
  }

  private long secondsSince(ResultSet row, String column) throws SQLException {
    return Math.max(0, Duration.between(SqlTimes.get(row, column), now).toSeconds());
  }

  /** As people say it, in the largest unit of which there are two. */
  static String spoken(long seconds) {
    Duration time = Duration.ofSeconds(seconds);
    if (time.toDays() >= 2) {
      return time.toDays() + " days";
    }
    if (time.toHours() >= 2) {
      return time.toHours() + " hours";
    }
    return time.toMinutes() >= 2 ? time.toMinutes() + " minutes" : seconds + " seconds";
  }
}
