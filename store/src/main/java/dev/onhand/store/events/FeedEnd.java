package dev.onhand.store.events;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.store.database.IndexPlans;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlErrors;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Up to which number a seller's events are final. Numbers are drawn while the seller's head is held
 * in share mode, until the commit; so who has it alone for a moment sees all there will ever be up
 * to the highest. That is done only for those who read up to the end, and what was found once stays
 * true.
 */
final class FeedEnd {

  /** Those who commit come first; there is always a next time. */
  private static final String HEAD_WAIT_MAX = "200ms";

  /** PostgreSQL's word for a lock that was not had in time. */
  private static final String LOCK_NOT_HAD = "55P03";

  private final SellerTransactions transactions;
  private final Map<SellerId, Long> known = new ConcurrentHashMap<>();

  FeedEnd(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  /**
   * The end as it is known, or as it is now if a reader has come up to that.
   *
   * @param after up to where the reader is
   */
  long find(SellerId seller, long after) {
    Ends ends = transactions.call(seller, jdbc -> ends(jdbc, seller, after));
    long cut = ends.known();
    if (cut > after || ends.newest() <= cut) {
      return keep(seller, cut);
    }
    try {
      return keep(seller, transactions.call(seller, jdbc -> alone(jdbc, seller)));
    } catch (DataAccessException e) {
      if (SqlErrors.find(e).filter(sql -> LOCK_NOT_HAD.equals(sql.getSQLState())).isEmpty()) {
        throw e;
      }
      return keep(seller, cut);
    }
  }

  /**
   * @param newest 0 where it was not looked for
   */
  private record Ends(long known, long newest) {}

  private Ends ends(JdbcClient jdbc, SellerId seller, long after) {
    long cut = Math.max(known.getOrDefault(seller, 0L), sealerCut(jdbc, seller));
    return new Ends(cut, cut > after ? 0 : newest(jdbc, seller));
  }

  private long keep(SellerId seller, long end) {
    return known.merge(seller, end, Math::max);
  }

  /** The sealer has the head alone too, and cuts where all is final. */
  private static long sealerCut(JdbcClient jdbc, SellerId seller) {
    return jdbc.sql(
            """
            select cut_id from seller_head
            where seller_id = :seller
            """)
        .param("seller", seller.value())
        .query(Long.class)
        .single();
  }

  /** Nobody waits for the disk while we hold the head: what we found is in memory only. */
  private static long alone(JdbcClient jdbc, SellerId seller) {
    jdbc.sql(
            """
            select set_config('synchronous_commit', 'off', true), set_config('lock_timeout', :wait, true)
            """)
        .param("wait", HEAD_WAIT_MAX)
        .query()
        .singleRow();
    jdbc.sql(
            """
            select seller_id from seller_head
            where seller_id = :seller
            for update
            """)
        .param("seller", seller.value())
        .query(Long.class)
        .single();
    // A statement of its own: it sees all that was committed before the head was ours.
    return newest(jdbc, seller);
  }

  private static long newest(JdbcClient jdbc, SellerId seller) {
    IndexPlans.only(jdbc);
    return jdbc.sql(
            """
            select greatest(
              (select movement_id from movement
                where seller_id = :seller order by movement_id desc limit 1),
              (select event_id from order_log
                where seller_id = :seller and event_id is not null order by event_id desc limit 1),
              (select event_id from drift
                where seller_id = :seller and event_id is not null order by event_id desc limit 1),
              (select event_id from alert
                where seller_id = :seller and event_id is not null order by event_id desc limit 1),
              0) as newest
            """)
        .param("seller", seller.value())
        .query((row, number) -> row.getLong("newest"))
        .single();
  }
}
