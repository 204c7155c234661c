package dev.onhand.store.channels;

import static dev.onhand.store.database.SqlArrays.longs;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.BufferProposal;
import dev.onhand.engine.buffers.Buffers;
import dev.onhand.engine.buffers.TunedBuffer;
import dev.onhand.engine.buffers.Tuning;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.store.database.IndexPlans;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.journal.JournalWindows;
import dev.onhand.store.journal.JournalWindows.Span;
import java.sql.Types;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tuned buffers in PostgreSQL. */
public final class JdbcBuffers implements Buffers {

  private final SellerTransactions transactions;

  public JdbcBuffers(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Tuning tuning(SellerId seller, long channel) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select is_on, accepted, days, tuned_at from buffer_tuning
                    where seller_id = :seller and channel_id = :channel
                    """)
                .param("seller", seller.value())
                .param("channel", channel)
                .query(
                    (row, number) ->
                        new Tuning(
                            row.getBoolean("is_on"),
                            row.getDouble("accepted"),
                            row.getInt("days"),
                            SqlTimes.getOrNull(row, "tuned_at")))
                .optional()
                .orElse(Tuning.USUAL));
  }

  @Override
  public List<TunedBuffer> tuned(SellerId seller, long channel) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select t.product_id, p.sku, t.units, t.sold_lines, t.sold_units, t.expected_lines, t.chance_without,
                      t.chance
                    from tuned_buffer t
                    join product p on p.seller_id = t.seller_id and p.product_id = t.product_id
                    where t.seller_id = :seller and t.channel_id = :channel
                    order by t.units desc, p.sku
                    """)
                .param("seller", seller.value())
                .param("channel", channel)
                .query(
                    (row, number) ->
                        new TunedBuffer(
                            new ProductId(row.getLong("product_id")),
                            row.getString("sku"),
                            row.getLong("sold_lines"),
                            row.getLong("sold_units"),
                            new BufferProposal(
                                row.getLong("units"),
                                row.getDouble("expected_lines"),
                                row.getDouble("chance_without"),
                                row.getDouble("chance"))))
                .list());
  }

  @Override
  public void put(
      SellerId seller, long channel, Tuning tuning, List<TunedBuffer> tuned, Edit edit) {
    transactions.run(
        seller,
        jdbc -> {
          set(jdbc, seller, channel, tuning, edit);
          jdbc.sql("delete from tuned_buffer where seller_id = :seller and channel_id = :channel")
              .param("seller", seller.value())
              .param("channel", channel)
              .update();
          insert(jdbc, seller, channel, tuned);
        });
  }

  private static void set(
      JdbcClient jdbc, SellerId seller, long channel, Tuning tuning, Edit edit) {
    jdbc.sql(
            """
            insert into buffer_tuning (seller_id, channel_id, is_on, accepted, days, tuned_at, actor, updated_at)
            values (:seller, :channel, :is_on, :accepted, :days, :tuned_at, :actor, :at)
            on conflict (seller_id, channel_id) do update
            set is_on = excluded.is_on, accepted = excluded.accepted, days = excluded.days, tuned_at = excluded.tuned_at,
              actor = excluded.actor, updated_at = excluded.updated_at
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("is_on", tuning.isOn())
        .param("accepted", tuning.accepted())
        .param("days", tuning.days())
        .param("tuned_at", SqlTimes.toSqlOrNull(tuning.tunedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("actor", edit.actor())
        .param("at", SqlTimes.toSql(edit.at()))
        .update();
  }

  private static void insert(
      JdbcClient jdbc, SellerId seller, long channel, List<TunedBuffer> tuned) {
    if (tuned.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into tuned_buffer (seller_id, channel_id, product_id, units, sold_lines, sold_units, expected_lines,
              chance_without, chance)
            select :seller, :channel, made.*
            from unnest(:products, :units, :sold_lines, :sold_units, :expected, :without, :chances) as made
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("products", longs(tuned, one -> one.product().value()))
        .param("units", longs(tuned, one -> one.proposal().buffer()))
        .param("sold_lines", longs(tuned, TunedBuffer::soldLines))
        .param("sold_units", longs(tuned, TunedBuffer::soldUnits))
        .param("expected", tuned.stream().map(one -> one.proposal().lines()).toArray(Double[]::new))
        .param(
            "without",
            tuned.stream().map(one -> one.proposal().chanceWithout()).toArray(Double[]::new))
        .param("chances", tuned.stream().map(one -> one.proposal().chance()).toArray(Double[]::new))
        .update();
  }

  /** A product of which the lines are counted. */
  private record Product(long id, String sku) {}

  @Override
  public List<Sold> sold(
      SellerId seller, long channel, boolean alsoThere, Instant from, Instant to) {
    Map<Product, Map<Long, Long>> lines = new LinkedHashMap<>();
    transactions.snapshot(
        seller,
        jdbc -> {
          Span range = JournalWindows.recorded(jdbc, seller, from, to);
          Span orders = begun(jdbc, seller, range);
          IndexPlans.sideBySide(jdbc);
          jdbc.sql(
                  """
                  select s.product_id, p.sku, s.units, s.lines
                  from (
                    select c.product_id, (l.ordered - l.cancelled) * c.units as units, count(*) as lines
                    from order_log e
                    join sales_order o on o.seller_id = :seller and o.order_id = e.order_id
                      and o.order_id > :after and o.order_id < :before
                    join order_line l on l.seller_id = :seller and l.order_id = e.order_id
                      and l.order_id > :after and l.order_id < :before
                    join order_component c on c.seller_id = :seller and c.order_id = l.order_id and c.line = l.line
                      and c.order_id > :after and c.order_id < :before
                    where e.seller_id = :seller and e.event_id > :above and e.event_id < :below and e.entry = 1
                      and e.order_id > :after and e.order_id < :before
                      and (:also_there or o.channel_id <> :channel) and l.ordered > l.cancelled
                      -- and not long before it came in, such as by a file of a month
                      and coalesce(e.source_updated_at, e.recorded_at) >= cast(:from as timestamptz)
                    group by 1, 2) as s
                  join product p on p.seller_id = :seller and p.product_id = s.product_id
                  where exists (
                    select from listing here
                    where here.seller_id = :seller and here.product_id = s.product_id and here.channel_id = :channel
                      and here.remote_state <> 'ended')
                  order by s.product_id, s.units
                  """)
              .param("seller", seller.value())
              .param("channel", channel)
              .param("also_there", alsoThere)
              .param("from", SqlTimes.toSql(from))
              .param("above", range.above())
              .param("below", range.below())
              .param("after", orders.above())
              .param("before", orders.below())
              .query(
                  row -> {
                    Product product = new Product(row.getLong("product_id"), row.getString("sku"));
                    lines
                        .computeIfAbsent(product, one -> new HashMap<>())
                        .put(row.getLong("units"), row.getLong("lines"));
                  });
          return lines;
        });
    return lines.entrySet().stream()
        .map(one -> new Sold(new ProductId(one.getKey().id()), one.getKey().sku(), one.getValue()))
        .toList();
  }

  /**
   * The numbers of the orders of which the first was recorded there: they rise with the journal.
   */
  private static Span begun(JdbcClient jdbc, SellerId seller, Span range) {
    IndexPlans.only(jdbc);
    return jdbc.sql(
            """
            select coalesce(min(order_id) - 1, 0) as above, coalesce(max(order_id) + 1, 0) as below
            from order_log
            where seller_id = :seller and event_id > :above and event_id < :below and entry = 1
            """)
        .param("seller", seller.value())
        .param("above", range.above())
        .param("below", range.below())
        .query((row, number) -> new Span(row.getLong("above"), row.getLong("below")))
        .single();
  }
}
