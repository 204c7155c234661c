package dev.onhand.store.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Merging.Verdict;
import dev.onhand.core.order.Order;
import dev.onhand.engine.channels.InboxEvent;
import dev.onhand.engine.channels.OrderMessage;
import dev.onhand.engine.channels.OrderMessage.Came;
import dev.onhand.engine.channels.OrderMessages;
import dev.onhand.engine.orders.LogEntry.UnitsMoved;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlArrays;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What channels said of orders, in PostgreSQL. */
public final class JdbcOrderMessages implements OrderMessages {

  /** To look for what is too old costs as much as to write some of it. */
  private static final int TRIM_EVERY = 1_000;

  private static final int FORGET_MAX = 10_000;

  private final SellerTransactions transactions;
  private final int keptMax;
  private final AtomicLong written = new AtomicLong();

  public JdbcOrderMessages(SellerTransactions transactions) {
    this(transactions, KEPT_MAX);
  }

  JdbcOrderMessages(SellerTransactions transactions, int keptMax) {
    this.transactions = transactions;
    this.keptMax = keptMax;
  }

  @Override
  public void keep(SellerId seller, long channel, List<OrderMessage> read) {
    if (read.isEmpty()) {
      return;
    }
    transactions.run(
        seller,
        jdbc -> {
          insert(jdbc, seller, channel, read);
          long before = written.getAndAdd(read.size());
          if (before / TRIM_EVERY != (before + read.size()) / TRIM_EVERY) {
            trim(jdbc, seller);
          }
        });
  }

  private static void insert(
      JdbcClient jdbc, SellerId seller, long channel, List<OrderMessage> read) {
    jdbc.sql(
            """
            insert into order_message (seller_id, channel_id, external_id, came_at, document, verdict, reserved, released, fulfilled,
              returned, missing, parked, refusal)
            select :seller, :channel, m.external_id, m.came_at, m.document, m.verdict, m.reserved, m.released, m.fulfilled, m.returned,
              m.missing, cast(m.parked as integer), m.refusal
            from unnest(:orders, cast(:times as timestamptz[]), :documents, :verdicts, :reserved, :released, :fulfilled, :returned,
              :missing, :parked, :refusals) with ordinality
              as m (external_id, came_at, document, verdict, reserved, released, fulfilled, returned, missing, parked, refusal, n)
            order by m.n
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("orders", SqlArrays.texts(read, OrderMessage::order))
        .param("times", SqlArrays.texts(read, one -> one.at().toString()))
        .param("documents", SqlArrays.texts(read, OrderMessage::document))
        .param("verdicts", SqlArrays.texts(read, JdbcOrderMessages::verdict))
        .param("reserved", moved(read, UnitsMoved::reserved))
        .param("released", moved(read, UnitsMoved::released))
        .param("fulfilled", moved(read, UnitsMoved::fulfilled))
        .param("returned", moved(read, UnitsMoved::returned))
        .param("missing", moved(read, UnitsMoved::missing))
        .param("parked", moved(read, UnitsMoved::parked))
        .param(
            "refusals",
            SqlArrays.texts(
                read, one -> one.came() instanceof Came.Refused(String code) ? code : null))
        .update();
  }

  private static @Nullable String verdict(OrderMessage message) {
    return message.came() instanceof Came.Read read && read.verdict() != null
        ? OrderMessage.code(read.verdict())
        : null;
  }

  private static @Nullable Long[] moved(List<OrderMessage> read, ToLongFunction<UnitsMoved> units) {
    return SqlArrays.longs(
        read,
        one ->
            one.came() instanceof Came.Read(var verdict, var moved)
                ? (Long) units.applyAsLong(moved)
                : null);
  }

  /** Keeps what a call of the channel told, in the transaction in which the inbox keeps it. */
  static void told(JdbcClient jdbc, SellerId seller, long channel, long event, String document) {
    jdbc.sql(
            """
            insert into order_message (seller_id, channel_id, external_id, came_at, document, event_id, topic)
            select e.seller_id, e.channel_id, o.external_id, e.received_at, :document, e.event_id, e.topic
            from inbox_event e
            cross join unnest(e.orders) as o (external_id)
            where e.seller_id = :seller and e.channel_id = :channel and e.event_id = :event
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("event", event)
        .param("document", document)
        .update();
  }

  private void trim(JdbcClient jdbc, SellerId seller) {
    jdbc.sql(
            """
            delete from order_message
            where seller_id = :seller and message_id <= (
              select message_id from order_message
              where seller_id = :seller
              order by message_id desc
              offset :kept limit 1)
            """)
        .param("seller", seller.value())
        .param("kept", keptMax)
        .update();
  }

  @Override
  public List<OrderMessage> list(SellerId seller, Order.Name order) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select m.external_id, m.came_at, m.document, m.event_id, m.topic, m.verdict, m.reserved, m.released, m.fulfilled,
                      m.returned, m.missing, m.parked, m.refusal, e.state, e.error
                    from order_message m
                    left join inbox_event e on e.seller_id = m.seller_id and e.event_id = m.event_id
                    where m.seller_id = :seller and m.external_id = :order
                      and m.channel_id = (select channel_id from channel where seller_id = :seller and code = :channel)
                    order by m.message_id desc
                    limit :rows
                    """)
                .param("seller", seller.value())
                .param("channel", order.channel())
                .param("order", order.externalId())
                .param("rows", SHOWN_MAX)
                .query((row, number) -> message(row))
                .list());
  }

  private static OrderMessage message(ResultSet row) throws SQLException {
    return new OrderMessage(
        row.getString("external_id"),
        SqlTimes.get(row, "came_at"),
        row.getString("document"),
        came(row));
  }

  private static Came came(ResultSet row) throws SQLException {
    String topic = row.getString("topic");
    if (topic != null) {
      String state = row.getString("state");
      return new Came.Told(
          topic,
          state == null ? null : InboxEvent.State.find(state).orElseThrow(),
          row.getString("error"));
    }
    String refusal = row.getString("refusal");
    if (refusal != null) {
      return new Came.Refused(refusal);
    }
    String verdict = row.getString("verdict");
    return new Came.Read(
        verdict == null ? null : Verdict.valueOf(verdict.toUpperCase(Locale.ROOT)),
        new UnitsMoved(
            row.getLong("reserved"),
            row.getLong("released"),
            row.getLong("fulfilled"),
            row.getLong("returned"),
            row.getLong("missing"),
            row.getInt("parked")));
  }

  @Override
  public long forgetBefore(SellerId seller, Instant before) {
    return transactions.call(
        seller,
        jdbc -> {
          trim(jdbc, seller);
          return (long)
              jdbc.sql(
                      """
                      delete from order_message
                      where (seller_id, message_id) in (
                        select seller_id, message_id from order_message
                        where seller_id = :seller and came_at < :before
                        order by message_id
                        limit :rows)
                      """)
                  .param("seller", seller.value())
                  .param("before", SqlTimes.toSql(before))
                  .param("rows", FORGET_MAX)
                  .update();
        });
  }
}
