package dev.onhand.store.orders;

import dev.onhand.core.ledger.Digest;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Order;
import dev.onhand.engine.orders.FailedOrder;
import dev.onhand.engine.orders.FailedOrder.Failure;
import dev.onhand.engine.orders.OrderFailures;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Snapshots that could not be applied, in PostgreSQL. */
public final class JdbcOrderFailures implements OrderFailures {

  /** After the last of these nothing is tried by itself any more. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofDays(1));

  private final SellerTransactions transactions;

  public JdbcOrderFailures(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public FailedOrder keep(SellerId seller, Failure failure, Instant now) {
    String text = SnapshotJson.write(failure.delivery());
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    insert into order_failure as kept (seller_id, channel, external_id, snapshot, asked_at, digest,
                      code, detail, actor, tries, first_at, last_at, retry_at)
                    values (:seller, :channel, :external_id, :snapshot, :asked_at, :digest,
                      :code, :detail, :actor, 1, :now, :now,
                      :now + make_interval(secs => (cast(:pauses as bigint[]))[1]))
                    on conflict (seller_id, channel, external_id, digest) where settled_at is null do update -- failure_open_once
                    set asked_at = greatest(kept.asked_at, excluded.asked_at),
                      code = excluded.code,
                      detail = excluded.detail,
                      tries = kept.tries + 1,
                      last_at = excluded.last_at,
                      retry_at = excluded.last_at
                        + make_interval(secs => (cast(:pauses as bigint[]))[kept.tries + 1])
                    returning failure_id, channel, external_id, snapshot, asked_at, code, detail, actor,
                      tries, first_at, last_at, retry_at, settled_at, settled_by
                    """)
                .param("seller", seller.value())
                .param("channel", failure.name().channel())
                .param("external_id", failure.name().externalId())
                .param("snapshot", text)
                .param("asked_at", SqlTimes.toSql(failure.snapshot().freshness().askedAt()))
                .param("digest", Digest.of(text).value())
                .param("code", failure.code())
                .param("detail", failure.detail())
                .param("actor", failure.actor())
                .param("now", SqlTimes.toSql(now))
                .param("pauses", PAUSES.stream().map(Duration::toSeconds).toArray(Long[]::new))
                .query((row, number) -> failed(row))
                .single());
  }

  private static FailedOrder failed(ResultSet row) throws SQLException {
    return new FailedOrder(
        row.getLong("failure_id"),
        new Failure(
            SnapshotJson.read(
                new Order.Name(row.getString("channel"), row.getString("external_id")),
                row.getString("snapshot"),
                SqlTimes.get(row, "asked_at")),
            row.getString("code"),
            row.getString("detail"),
            row.getString("actor")),
        row.getInt("tries"),
        SqlTimes.get(row, "first_at"),
        SqlTimes.get(row, "last_at"),
        SqlTimes.getOrNull(row, "retry_at"),
        SqlTimes.getOrNull(row, "settled_at"),
        row.getString("settled_by"));
  }

  @Override
  public Optional<FailedOrder> find(SellerId seller, long id) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select failure_id, channel, external_id, snapshot, asked_at, code, detail, actor,
                      tries, first_at, last_at, retry_at, settled_at, settled_by
                    from order_failure
                    where seller_id = :seller and failure_id = :id
                    """)
                .param("seller", seller.value())
                .param("id", id)
                .query((row, number) -> failed(row))
                .optional());
  }

  @Override
  public Slice<FailedOrder> list(SellerId seller, boolean openOnly, PageRequest page) {
    List<FailedOrder> read =
        transactions.call(
            seller,
            jdbc ->
                jdbc.sql(
                        """
                        select failure_id, channel, external_id, snapshot, asked_at, code, detail, actor,
                          tries, first_at, last_at, retry_at, settled_at, settled_by
                        from (
                          (select *
                          from order_failure
                          where seller_id = :seller and failure_id < case when cast(:before as bigint) is null then coalesce(cast(:after as bigint), 9223372036854775807) end
                            and (not :open_only or settled_at is null)
                          order by failure_id desc
                          limit :rows)
                          union all
                          (select *
                          from order_failure
                          where seller_id = :seller and failure_id > cast(:before as bigint)
                            and (not :open_only or settled_at is null)
                          order by failure_id
                          limit :rows)) as page
                        order by case when cast(:before as bigint) is null then -failure_id else failure_id end
                        """)
                    .param("seller", seller.value())
                    .param("open_only", openOnly)
                    .param("after", page.after(), Types.BIGINT)
                    .param("before", page.before(), Types.BIGINT)
                    .param("rows", page.rowsToRead())
                    .query((row, number) -> failed(row))
                    .list());
    return Slice.of(page, read);
  }

  @Override
  public List<FailedOrder> due(SellerId seller, Instant now, int limit) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select failure_id, channel, external_id, snapshot, asked_at, code, detail, actor,
                      tries, first_at, last_at, retry_at, settled_at, settled_by
                    from order_failure
                    where seller_id = :seller and settled_at is null and retry_at <= :now
                    order by retry_at, failure_id
                    limit :rows
                    """)
                .param("seller", seller.value())
                .param("now", SqlTimes.toSql(now))
                .param("rows", limit)
                .query((row, number) -> failed(row))
                .list());
  }

  @Override
  public long countOpen(SellerId seller) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    "select count(*) from order_failure where seller_id = :seller and settled_at is null")
                .param("seller", seller.value())
                .query(Long.class)
                .single());
  }

  @Override
  public void settle(SellerId seller, long id, String by, Instant now) {
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    update order_failure set settled_at = :now, settled_by = :by
                    where seller_id = :seller and failure_id = :id and settled_at is null
                    """)
                .param("seller", seller.value())
                .param("id", id)
                .param("by", by)
                .param("now", SqlTimes.toSql(now))
                .update());
  }
}
