package dev.onhand.store.explain;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.explain.Question;
import dev.onhand.engine.explain.StockFacts.Entry;
import dev.onhand.engine.explain.StockFacts.Listed;
import dev.onhand.engine.explain.StockFacts.Share;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.orders.OrderKeys;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What orders did with a product, and what they still want of it. */
final class OrderShares {

  /**
   * By the movements whose cause is a line of an order of the channel. What undoes a movement takes
   * from what that one gave; what was put back never left.
   */
  static final String SHARES =
      """
      with effect as (
        select cause_reference as reference, cause_line as line, movement_id, occurred_at, quantity,
          case when to_place = 'reserved' then quantity when from_place = 'reserved' then -quantity else 0 end as reserved,
          case when reason = 'sale_return' and key ~ :put_back then 'put_back' else reason end as did
        from movement
        where seller_id = :seller and product_id = :product and reverses is null
          and cause_kind = 'order' and starts_with(cause_reference, :channel || '/')
          and occurred_at <= coalesce(cast(:at as timestamptz), 'infinity')
        union all
        select r.cause_reference, r.cause_line, m.movement_id, m.occurred_at, -m.quantity,
          case when m.to_place = 'reserved' then m.quantity when m.from_place = 'reserved' then -m.quantity else 0 end,
          case when r.reason = 'sale_return' and r.key ~ :put_back then 'put_back' else r.reason end
        from movement m
        join movement r on r.seller_id = :seller and r.movement_id = m.reverses
        where m.seller_id = :seller and m.product_id = :product and m.reverses is not null
          and r.cause_kind = 'order' and starts_with(r.cause_reference, :channel || '/')
          and m.occurred_at <= coalesce(cast(:at as timestamptz), 'infinity')
      ),
      of_line as materialized (
        select reference, coalesce(line, '') as line, max(movement_id) as newest, max(occurred_at) as since,
          sum(reserved)::bigint as reserved,
          sum(case did when 'sale' then quantity when 'put_back' then -quantity else 0 end)::bigint as fulfilled,
          sum(case did when 'sale_return' then quantity else 0 end)::bigint as returned
        from effect
        group by 1, 2
      )
      select total.share, listed.reference, listed.line, listed.units, listed.since, total.of_all, total.units_of_all
      from (
        select 'reserved' as share, count(*) filter (where reserved <> 0) as of_all, sum(reserved)::bigint as units_of_all
        from of_line
        union all
        select 'fulfilled', count(*) filter (where fulfilled <> 0), sum(fulfilled)::bigint from of_line
        union all
        select 'returned', count(*) filter (where returned <> 0), sum(returned)::bigint from of_line
      ) as total
      cross join lateral (
        select reference, line, newest, since,
          case total.share when 'reserved' then reserved when 'fulfilled' then fulfilled else returned end as units
        from of_line
        where case total.share when 'reserved' then reserved when 'fulfilled' then fulfilled else returned end <> 0
        order by newest desc, reference, line
        limit :listed) as listed
      order by total.share, listed.newest desc, listed.reference, listed.line
      """;

  private static final String MISSING =
      """
      select c.code || '/' || o.external_id as reference, k.line, k.missing as units, k.missing_since as since,
        count(*) over () as of_all, (sum(k.missing) over ())::bigint as units_of_all
      from order_component k
      cross join lateral (
        select channel_id, external_id from sales_order where seller_id = :seller and order_id = k.order_id limit 1) as o
      cross join lateral (
        select code from channel where seller_id = :seller and channel_id = o.channel_id limit 1) as c
      where k.seller_id = :seller and k.product_id = :product and k.missing > 0
        and (cast(:channel as text) is null or c.code = :channel)
      order by k.missing_since, k.order_id, k.place
      limit :listed
      """;

  private static final String PARKED =
      """
      select c.code || '/' || o.external_id as reference, w.line, w.units, o.updated_at as since,
        count(*) over () as of_all, (sum(w.units) over ())::bigint as units_of_all
      from (
        select order_id, line, place, ordered - cancelled as units
        from order_line
        where seller_id = :seller and parked is not null and sku = :sku
        union
        select order_id, line, place, ordered - cancelled
        from order_line
        where seller_id = :seller and parked is not null and gtin = :gtin) as w
      cross join lateral (
        select channel_id, external_id, updated_at from sales_order
        where seller_id = :seller and order_id = w.order_id limit 1) as o
      cross join lateral (
        select code from channel where seller_id = :seller and channel_id = o.channel_id limit 1) as c
      order by w.order_id, w.place
      limit :listed
      """;

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final ProductId product;
  private final Question question;

  OrderShares(JdbcClient jdbc, SellerId seller, ProductId product, Question question) {
    this.jdbc = jdbc;
    this.seller = seller;
    this.product = product;
    this.question = question;
  }

  Listed backorders() {
    return missing(null);
  }

  private Listed missing(@Nullable String channel) {
    return listed(
        jdbc.sql(MISSING)
            .param("seller", seller.value())
            .param("product", product.value())
            .param("channel", channel, Types.VARCHAR)
            .param("listed", question.listed())
            .query((row, number) -> row(row, ""))
            .list());
  }

  /** Lines that wait though they name the product, such as of a placeholder. */
  Listed parked(String sku, @Nullable String gtin) {
    return listed(
        jdbc.sql(PARKED)
            .param("seller", seller.value())
            .param("sku", sku)
            .param("gtin", gtin, Types.VARCHAR)
            .param("listed", question.listed())
            .query((row, number) -> row(row, ""))
            .list());
  }

  /**
   * @throws IllegalArgumentException if there is no such channel
   */
  Map<Share, Listed> shares(String channel) {
    requireChannel(channel);
    Map<Share, Listed> shares = new EnumMap<>(Share.class);
    for (Share share : Share.values()) {
      shares.put(share, new Listed(List.of(), 0, 0));
    }
    jdbc
        .sql(SHARES)
        .param("seller", seller.value())
        .param("product", product.value())
        .param("channel", channel)
        .param("put_back", OrderKeys.PUT_BACK)
        .param(
            "at",
            question.at() == null ? null : SqlTimes.toSql(question.at()),
            Types.TIMESTAMP_WITH_TIMEZONE)
        .param("listed", question.listed())
        .query((row, number) -> row(row, row.getString("share")))
        .list()
        .stream()
        .collect(Collectors.groupingBy(Row::share))
        .forEach(
            (share, rows) ->
                shares.put(Share.valueOf(share.toUpperCase(Locale.ROOT)), listed(rows)));
    if (question.at() == null) {
      shares.put(Share.MISSING, missing(channel));
    } else {
      shares.remove(Share.MISSING); // what was missing once is not kept
    }
    return shares;
  }

  private void requireChannel(String channel) {
    boolean isKnown =
        jdbc.sql(
                """
                select exists (select 1 from channel where seller_id = :seller and code = :channel)
                """)
            .param("seller", seller.value())
            .param("channel", channel)
            .query(Boolean.class)
            .single();
    if (!isKnown) {
      throw new IllegalArgumentException("channel '%s' is not known".formatted(channel));
    }
  }

  private record Row(String share, Entry entry, long ofAll, long unitsOfAll) {}

  private static Row row(ResultSet row, String share) throws SQLException {
    String line = row.getString("line");
    return new Row(
        share,
        new Entry(
            new Cause(Cause.Kind.ORDER, row.getString("reference"), line.isEmpty() ? null : line),
            row.getLong("units"),
            null,
            SqlTimes.getOrNull(row, "since")),
        row.getLong("of_all"),
        row.getLong("units_of_all"));
  }

  private static Listed listed(List<Row> rows) {
    return rows.isEmpty()
        ? new Listed(List.of(), 0, 0)
        : new Listed(
            rows.stream().map(Row::entry).toList(),
            rows.getFirst().ofAll(),
            rows.getFirst().unitsOfAll());
  }
}
