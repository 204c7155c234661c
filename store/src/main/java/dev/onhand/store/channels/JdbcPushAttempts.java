package dev.onhand.store.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.PushAttempts;
import dev.onhand.engine.channels.PushCall;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Attempts to tell listings, as the pushing keeps them. */
public final class JdbcPushAttempts implements PushAttempts {

  private final SellerTransactions transactions;

  public JdbcPushAttempts(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<PushAttempt> find(SellerId seller, long id) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select a.attempt_id, c.code, a.listing_id, l.external_id, a.quantity, a.expected, a.sent_at, a.answered_at,
                      a.outcome, a.detail
                    from push_attempt a
                    join channel c on c.seller_id = a.seller_id and c.channel_id = a.channel_id
                    join listing l on l.seller_id = a.seller_id and l.listing_id = a.listing_id
                    where a.seller_id = :seller and a.attempt_id = :id
                    """)
                .param("seller", seller.value())
                .param("id", id)
                .query((row, number) -> attempt(row))
                .optional());
  }

  @Override
  public List<PushCall> calls(SellerId seller, PushAttempt attempt) {
    return transactions.call(seller, jdbc -> PushCallRows.of(jdbc, seller, attempt));
  }

  /** Each half walks the primary key in its own direction, so that a page costs its rows alone. */
  @Override
  public Slice<PushAttempt> list(SellerId seller, @Nullable String channel, PageRequest page) {
    List<PushAttempt> read =
        transactions.call(
            seller,
            jdbc ->
                jdbc.sql(
                        """
                        with page as (
                          (select a.attempt_id
                          from push_attempt a
                          where a.seller_id = :seller and cast(:before as bigint) is null
                            and a.attempt_id < coalesce(cast(:after as bigint), 9223372036854775807)
                            and (cast(:channel as text) is null or a.channel_id = (
                              select channel_id from channel where seller_id = :seller and code = :channel))
                          order by a.attempt_id desc
                          limit :rows)
                          union all
                          (select a.attempt_id
                          from push_attempt a
                          where a.seller_id = :seller and a.attempt_id > cast(:before as bigint)
                            and (cast(:channel as text) is null or a.channel_id = (
                              select channel_id from channel where seller_id = :seller and code = :channel))
                          order by a.attempt_id
                          limit :rows)
                        )
                        select a.attempt_id, c.code, a.listing_id, l.external_id, a.quantity, a.expected, a.sent_at, a.answered_at,
                          a.outcome, a.detail
                        from page
                        join push_attempt a on a.seller_id = :seller and a.attempt_id = page.attempt_id
                        join channel c on c.seller_id = a.seller_id and c.channel_id = a.channel_id
                        join listing l on l.seller_id = a.seller_id and l.listing_id = a.listing_id
                        order by case when cast(:before as bigint) is null then -a.attempt_id else a.attempt_id end
                        """)
                    .param("seller", seller.value())
                    .param("channel", channel, Types.VARCHAR)
                    .param("after", page.after(), Types.BIGINT)
                    .param("before", page.before(), Types.BIGINT)
                    .param("rows", page.rowsToRead())
                    .query((row, number) -> attempt(row))
                    .list());
    return Slice.of(page, read);
  }

  private static PushAttempt attempt(ResultSet row) throws SQLException {
    return new PushAttempt(
        row.getLong("attempt_id"),
        row.getString("code"),
        row.getLong("listing_id"),
        row.getString("external_id"),
        row.getLong("quantity"),
        row.getObject("expected", Long.class),
        SqlTimes.get(row, "sent_at"),
        SqlTimes.getOrNull(row, "answered_at"),
        row.getString("outcome"),
        row.getString("detail"));
  }
}
