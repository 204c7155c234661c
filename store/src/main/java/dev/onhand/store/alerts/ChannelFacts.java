package dev.onhand.store.alerts;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.alert.Watch;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
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

  private StatementSpec bind(StatementSpec statement, General general) {
    return statement
        .param("seller", seller.value())
        .param("kind", general.kind().code())
        .param("opens", general.opens(), Types.BIGINT)
        .param("closes", general.closes(), Types.BIGINT)
        .param("severity", general.severity())
        .param("mode", general.mode());
  }

  private static Measured of(General general, ResultSet row, long value, String detail)
      throws SQLException {
    return Measured.of(general.kind(), row, row.getString("code"), value, detail);
  }

  /** How much of their listings shows something else than they are believed to. */
  List<Measured> drift() {
    General general = Objects.requireNonNull(rules.get(AlertKind.CHANNEL_DRIFT));
    if (!general.watches()) {
      return List.of();
    }
    return bind(
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
            general)
        .query(
            (row, number) ->
                of(
                    general,
                    row,
                    Watch.percent(row.getLong("drifting"), row.getLong("listings")),
                    "%d of the %d listings of '%s' show something else than they are believed to. See 'onhand drift list --channel %s'."
                        .formatted(
                            row.getLong("drifting"),
                            row.getLong("listings"),
                            row.getString("code"),
                            row.getString("code"))))
        .list();
  }

  /** For how long the oldest number waits to be told, of those that are told by us. */
  List<Measured> lag() {
    General general = Objects.requireNonNull(rules.get(AlertKind.CHANNEL_LAG));
    if (!general.watches()) {
      return List.of();
    }
    return bind(
            jdbc.sql(
                """
                select h.code, due.since, coalesce(r.opens_at, :opens) as opens_at,
                  coalesce(r.closes_at, :closes) as closes_at, coalesce(r.severity, :severity) as severity,
                  coalesce(r.mode, :mode) as mode
                from channel_account a
                join channel h on h.seller_id = :seller and h.channel_id = a.channel_id
                cross join lateral (
                  select min(first.desired_at) as since
                  from unnest(array[0, 1, 2]) as wanted (urgency)
                  cross join lateral (
                    select desired_at from listing
                    where seller_id = :seller and channel_id = a.channel_id and is_due and urgency = wanted.urgency
                    order by desired_at
                    limit 1) as first) as due
                left join alert_rule r on r.seller_id = :seller and r.kind = :kind and r.channel_id = a.channel_id
                where a.seller_id = :seller and a.state = 'active' and not a.is_dry_run and due.since is not null
                  and coalesce(r.mode, :mode) <> 'off'
                """),
            general)
        .query(
            (row, number) -> {
              long waits = secondsSince(row, "since");
              String code = row.getString("code");
              return of(
                  general,
                  row,
                  waits,
                  "A listing of '%s' waits for %s to be told its number. See 'onhand queue monitor' and 'onhand channel show %s'."
                      .formatted(code, spoken(waits), code));
            })
        .list();
  }

  /** For how long channels were due to be asked, and were not with success. */
  List<Measured> stale() {
    General general = Objects.requireNonNull(rules.get(AlertKind.CHANNEL_STALE));
    if (!general.watches()) {
      return List.of();
    }
    return bind(
            jdbc.sql(
                """
                select h.code, heard.since, coalesce(r.opens_at, :opens) as opens_at,
                  coalesce(r.closes_at, :closes) as closes_at, coalesce(r.severity, :severity) as severity,
                  coalesce(r.mode, :mode) as mode
                from channel_account a
                join channel h on h.seller_id = :seller and h.channel_id = a.channel_id
                cross join lateral (
                  select greatest(a.state_since, a.orders_polled_at + make_interval(secs => a.poll_seconds),
                    case when a.orders_polled_at is null then a.listings_read_at
                      + make_interval(hours => case when a.reads_hourly then 1 else 24 end) end) as since) as heard
                left join alert_rule r on r.seller_id = :seller and r.kind = :kind and r.channel_id = a.channel_id
                where a.seller_id = :seller and a.state = 'active' and heard.since < :now
                  and coalesce(r.mode, :mode) <> 'off'
                """),
            general)
        .param("now", SqlTimes.toSql(now))
        .query(
            (row, number) -> {
              long late = secondsSince(row, "since");
              String code = row.getString("code");
              return of(
                  general,
                  row,
                  late,
                  "'%s' has not answered for %s since it was due to be asked. See 'onhand channel test %s'."
                      .formatted(code, spoken(late), code));
            })
        .list();
  }

  /** Since when orders have a line that is not known. */
  List<Measured> parked() {
    General general = Objects.requireNonNull(rules.get(AlertKind.ORDER_PARKED));
    if (!general.watches()) {
      return List.of();
    }
    return bind(
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
            general)
        .query(
            (row, number) -> {
              long age = secondsSince(row, "since");
              return of(
                  general,
                  row,
                  age,
                  "%s of '%s' with a line that is not known, the oldest for %s: nothing is reserved for it. See 'onhand order list --parked'."
                      .formatted(orders(row), row.getString("code"), spoken(age)));
            })
        .list();
  }

  /** Since when orders wait for stock. */
  List<Measured> backordered() {
    General general = Objects.requireNonNull(rules.get(AlertKind.ORDER_BACKORDERED));
    if (!general.watches()) {
      return List.of();
    }
    return bind(
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
            general)
        .query(
            (row, number) -> {
              long age = secondsSince(row, "since");
              return of(
                  general,
                  row,
                  age,
                  "%s of '%s' for stock, the longest for %s. See 'onhand order backorders'."
                      .formatted(
                          row.getLong("orders") == 1
                              ? "1 order waits"
                              : row.getLong("orders") + " orders wait",
                          row.getString("code"),
                          spoken(age)));
            })
        .list();
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
