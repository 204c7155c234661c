package dev.onhand.store.alerts;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Measures stock. Only what may be an alert is read: what is beyond the point at which an open one
 * closes. An alert's subject has ids, for names may change while it is open; its detail has names.
 */
final class StockFacts {

  /** A listing that was wrong for less long is being told. */
  static final Duration BEING_TOLD = Duration.ofMinutes(1);

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final Map<AlertKind, General> rules;
  private final Long @Nullable [] products;

  /**
   * @param rules that hold in general
   * @param products those to look at; null: all
   */
  StockFacts(
      JdbcClient jdbc, SellerId seller, Map<AlertKind, General> rules, Long @Nullable [] products) {
    this.jdbc = jdbc;
    this.seller = seller;
    this.rules = rules;
    this.products = products;
  }

  static String subject(long product) {
    return "product " + product;
  }

  private static String subject(long product, long location) {
    return "product %d at location %d".formatted(product, location);
  }

  /** Whether a subject is of one of these products. */
  static boolean isOf(String subject, Long[] products) {
    String[] words = subject.split(" ", -1);
    long product = Long.parseLong(words[1]);
    for (long one : products) {
      if (one == product) {
        return true;
      }
    }
    return false;
  }

  /** What is left: of products wherever it is sold from, and at locations with rules of theirs. */
  List<Measured> low() {
    General general = Objects.requireNonNull(rules.get(AlertKind.STOCK_LOW));
    if (!general.watches()) {
      return List.of();
    }
    List<Measured> facts = new ArrayList<>(lowInAll(general));
    if (general.hasNarrower()) {
      facts.addAll(lowAtLocations());
    }
    return facts;
  }

  private List<Measured> lowInAll(General general) {
    return general
        .bind(
            jdbc.sql(
                """
                select s.product_id, p.sku, s.value, coalesce(r.opens_at, :opens) as opens_at,
                  coalesce(r.closes_at, :closes) as closes_at, coalesce(r.severity, :severity) as severity,
                  coalesce(r.mode, :mode) as mode
                from (
                  select l.product_id, coalesce(sum(l.available) filter (where o.sellable), 0) as value
                  from stock_level l
                  join location o on o.seller_id = :seller and o.location_id = l.location_id
                  where l.seller_id = :seller
                    and (cast(:products as bigint[]) is null or l.product_id = any(:products))
                    and (:mode <> 'off' or l.product_id in (
                      select product_id from alert_rule
                      where seller_id = :seller and kind = :kind and location_id is null and product_id is not null))
                  group by l.product_id) as s
                join product p on p.seller_id = :seller and p.product_id = s.product_id
                left join alert_rule r on r.seller_id = :seller and r.kind = :kind and r.product_id = s.product_id
                  and r.location_id is null
                where p.tracking = 'tracked' and coalesce(r.mode, :mode) <> 'off'
                  and s.value <= coalesce(r.closes_at, cast(:closes as bigint))
                """),
            seller)
        .param("products", products, Types.ARRAY)
        .query((row, number) -> low(row))
        .list();
  }

  private static Measured low(ResultSet row) throws SQLException {
    long left = row.getLong("value");
    return Measured.of(
        AlertKind.STOCK_LOW,
        row,
        subject(row.getLong("product_id")),
        left,
        "%s, where %d is low. See 'onhand stock show %s'."
            .formatted(
                left(left, "'%s'".formatted(row.getString("sku"))),
                row.getLong("opens_at"),
                row.getString("sku")));
  }

  private List<Measured> lowAtLocations() {
    return jdbc.sql(
            """
            select l.product_id, l.location_id, p.sku, o.code, l.available as value, r.opens_at, r.closes_at, r.severity,
              r.mode
            from stock_level l
            join product p on p.seller_id = :seller and p.product_id = l.product_id
            join location o on o.seller_id = :seller and o.location_id = l.location_id
            cross join lateral (
              select opens_at, closes_at, severity, mode from alert_rule
              where seller_id = :seller and kind = :kind and location_id = l.location_id
                and (product_id is null or product_id = l.product_id)
              order by product_id nulls last
              limit 1) as r
            where l.seller_id = :seller
              and l.location_id in (
                select location_id from alert_rule
                where seller_id = :seller and kind = :kind and location_id is not null)
              and (cast(:products as bigint[]) is null or l.product_id = any(:products))
              and p.tracking = 'tracked' and r.mode <> 'off' and l.available <= r.closes_at
            """)
        .param("seller", seller.value())
        .param("kind", AlertKind.STOCK_LOW.code())
        .param("products", products, Types.ARRAY)
        .query(
            (row, number) ->
                Measured.of(
                    AlertKind.STOCK_LOW,
                    row,
                    subject(row.getLong("product_id"), row.getLong("location_id")),
                    row.getLong("value"),
                    "%s, where %d is low there. See 'onhand stock show %s'."
                        .formatted(
                            left(
                                row.getLong("value"),
                                "'%s' at '%s'"
                                    .formatted(row.getString("sku"), row.getString("code"))),
                            row.getLong("opens_at"),
                            row.getString("sku"))))
        .list();
  }

  /** Levels below zero that are within their floor: what is beyond it is an alert of its own. */
  List<Measured> negative() {
    General general = Objects.requireNonNull(rules.get(AlertKind.STOCK_NEGATIVE));
    if (!general.watches()) {
      return List.of();
    }
    return general
        .bind(
            jdbc.sql(
                """
                select l.product_id, l.location_id, p.sku, o.code, -l.available as value, l.floor,
                  coalesce(r.opens_at, :opens) as opens_at, coalesce(r.closes_at, :closes) as closes_at,
                  coalesce(r.severity, :severity) as severity, coalesce(r.mode, :mode) as mode
                from stock_level l
                join product p on p.seller_id = :seller and p.product_id = l.product_id
                join location o on o.seller_id = :seller and o.location_id = l.location_id
                left join lateral (
                  select opens_at, closes_at, severity, mode from alert_rule
                  where seller_id = :seller and kind = :kind
                    and (location_id is null or location_id = l.location_id)
                    and (product_id is null or product_id = l.product_id)
                    and (location_id is not null or product_id is not null)
                  order by product_id nulls last, location_id nulls last
                  limit 1) as r on true
                where l.seller_id = :seller and l.available < 0 and l.floor is not null and l.below_floor_since is null
                  and (cast(:products as bigint[]) is null or l.product_id = any(:products))
                  and coalesce(r.mode, :mode) <> 'off'
                """),
            seller)
        .param("products", products, Types.ARRAY)
        .query(
            (row, number) ->
                Measured.of(
                    AlertKind.STOCK_NEGATIVE,
                    row,
                    subject(row.getLong("product_id"), row.getLong("location_id")),
                    row.getLong("value"),
                    "%s of '%s' sold at '%s' before they came; the floor %d allows it."
                        .formatted(
                            units(row.getLong("value")),
                            row.getString("sku"),
                            row.getString("code"),
                            row.getLong("floor"))))
        .list();
  }

  /** Listings that have offered more than they should for longer than it takes to tell them. */
  List<Measured> offered(Instant now) {
    General general = Objects.requireNonNull(rules.get(AlertKind.OVERSELL_RISK));
    if (!general.watches()) {
      return List.of();
    }
    return general
        .bind(
            jdbc.sql(
                """
                select over.product_id, p.sku, max(over.units) as value, string_agg(distinct h.code, ', ' order by h.code) as channels,
                  cast(:opens as bigint) as opens_at, cast(:closes as bigint) as closes_at, :severity as severity, :mode as mode
                from channel_account a
                join channel h on h.seller_id = :seller and h.channel_id = a.channel_id
                cross join lateral (
                  select product_id, units from listing_over
                  where seller_id = :seller and channel_id = a.channel_id and since <= :before) as over
                join product p on p.seller_id = :seller and p.product_id = over.product_id
                where a.seller_id = :seller and not a.is_shadow
                group by over.product_id, p.sku
                """),
            seller)
        .param("before", SqlTimes.toSql(now.minus(BEING_TOLD)))
        .query(
            (row, number) ->
                Measured.of(
                    AlertKind.OVERSELL_RISK,
                    row,
                    subject(row.getLong("product_id")),
                    row.getLong("value"),
                    "'%s' is offered with %s more than there is to sell, on %s. See 'onhand stock explain %s'."
                        .formatted(
                            row.getString("sku"),
                            units(row.getLong("value")),
                            row.getString("channels"),
                            row.getString("sku"))))
        .list();
  }

  /** How much of something is left to sell, in words: less than nothing was sold all the same. */
  private static String left(long units, String what) {
    if (units > 0) {
      return "%s left of %s".formatted(units(units), what);
    }
    String nothing = "Nothing left of " + what;
    return units == 0 ? nothing : "%s, and %s sold beyond it".formatted(nothing, units(-units));
  }

  private static String units(long units) {
    return units == 1 ? "1 unit" : units + " units";
  }
}
