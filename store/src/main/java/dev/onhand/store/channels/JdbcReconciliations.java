package dev.onhand.store.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.DriftPolicy;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.channels.Acceptance;
import dev.onhand.engine.channels.AccountWorker;
import dev.onhand.engine.channels.Difference;
import dev.onhand.engine.channels.Lease;
import dev.onhand.engine.channels.Reconciliation;
import dev.onhand.engine.channels.Reconciliations;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reconciliations in PostgreSQL. */
public final class JdbcReconciliations implements Reconciliations {

  /** Orders that changed so long ago are asked for again: their events may have been missed. */
  private static final int ORDERS_AGAIN_HOURS = 24;

  private final SellerTransactions transactions;

  public JdbcReconciliations(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Reconciliation want(
      SellerId seller, long channel, Reconciliation.Purpose purpose, String actor, Instant at) {
    return transactions.call(
        seller,
        jdbc -> {
          long run = waiting(jdbc, seller, channel, purpose, actor, at);
          jdbc.sql(
                  """
                  update channel_account set listings_due_at = :at
                  where seller_id = :seller and channel_id = :channel
                  """)
              .param("at", SqlTimes.toSql(at))
              .param("seller", seller.value())
              .param("channel", channel)
              .update();
          return ReconciliationRows.find(jdbc, seller, run).orElseThrow();
        });
  }

  private static long waiting(
      JdbcClient jdbc,
      SellerId seller,
      long channel,
      Reconciliation.Purpose purpose,
      String actor,
      Instant at) {
    return jdbc.sql(
            """
            insert into reconciliation (seller_id, channel_id, purpose, actor, state, asked_at)
            values (:seller, :channel, :purpose, :actor, 'waiting', :at)
            on conflict (seller_id, channel_id) where state = 'waiting' do update
            set asked_at = reconciliation.asked_at -- it waits already
            returning run_id
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("purpose", purpose.code())
        .param("actor", actor)
        .param("at", SqlTimes.toSql(at))
        .query(Long.class)
        .single();
  }

  @Override
  public Optional<Reconciliation> find(SellerId seller, long run) {
    return transactions.call(seller, jdbc -> ReconciliationRows.find(jdbc, seller, run));
  }

  @Override
  public Slice<Reconciliation> list(
      SellerId seller, @Nullable String channel, boolean withHourly, PageRequest page) {
    return transactions.call(
        seller, jdbc -> ReconciliationRows.list(jdbc, seller, channel, withHourly, page));
  }

  @Override
  public Map<Long, Reconciliation.Counts> last(SellerId seller) {
    return transactions.call(seller, jdbc -> ReconciliationRows.last(jdbc, seller));
  }

  @Override
  public Slice<Difference> differences(
      SellerId seller, Difference.Filter filter, PageRequest page) {
    return transactions.call(
        seller, jdbc -> ReconciliationRows.differences(jdbc, seller, filter, page));
  }

  @Override
  public Optional<Difference> difference(SellerId seller, long id) {
    return transactions.call(seller, jdbc -> ReconciliationRows.difference(jdbc, seller, id));
  }

  @Override
  public DriftPolicy policy(SellerId seller, long channel) {
    return transactions.call(seller, jdbc -> ReconciliationRows.policy(jdbc, seller, channel));
  }

  @Override
  public void setPolicy(SellerId seller, long channel, DriftPolicy policy, Edit edit) {
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    insert into reconciliation_policy (seller_id, channel_id, edited_on_channel, accepted_not_applied,
                      unknown, approve_above, approve_percent, actor, updated_at)
                    values (:seller, :channel, :edited, :not_applied, :unknown, :above, :percent, :actor, :at)
                    on conflict (seller_id, channel_id) do update
                    set edited_on_channel = excluded.edited_on_channel,
                      accepted_not_applied = excluded.accepted_not_applied, unknown = excluded.unknown,
                      approve_above = excluded.approve_above, approve_percent = excluded.approve_percent,
                      actor = excluded.actor, updated_at = excluded.updated_at
                    """)
                .param("seller", seller.value())
                .param("channel", channel)
                .param("edited", policy.editedOnChannel().code())
                .param("not_applied", policy.acceptedNotApplied().code())
                .param("unknown", policy.unknown().code())
                .param("above", policy.approveAbove())
                .param("percent", policy.approvePercent())
                .param("actor", edit.actor())
                .param("at", SqlTimes.toSql(edit.at()))
                .update());
  }

  @Override
  public boolean begin(SellerId seller, long channel, Lease lease, long readRun, Instant at) {
    return transactions.call(
        seller,
        jdbc -> {
          JdbcListings.requireLease(jdbc, seller, channel, lease);
          if (isBegun(jdbc, seller, channel, readRun)) {
            return false;
          }
          boolean wasWanted = takeWaiting(jdbc, seller, channel, readRun, at);
          if (wasWanted) {
            askForOrdersAgain(jdbc, seller, channel, at);
          } else {
            beginHourly(jdbc, seller, channel, readRun, at);
          }
          return wasWanted;
        });
  }

  private static boolean isBegun(JdbcClient jdbc, SellerId seller, long channel, long readRun) {
    return jdbc.sql(
            """
            select exists (
              select from reconciliation
              where seller_id = :seller and channel_id = :channel and read_run = :read)
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("read", readRun)
        .query(Boolean.class)
        .single();
  }

  private static boolean takeWaiting(
      JdbcClient jdbc, SellerId seller, long channel, long readRun, Instant at) {
    return jdbc.sql(
                """
                update reconciliation
                set state = 'reading', read_run = :read, started_at = :at,
                  orders_seen_until = (
                    select orders_watermark from channel_account
                    where seller_id = :seller and channel_id = :channel)
                where seller_id = :seller and channel_id = :channel and state = 'waiting'
                """)
            .param("read", readRun)
            .param("at", SqlTimes.toSql(at))
            .param("seller", seller.value())
            .param("channel", channel)
            .update()
        > 0;
  }

  private static void askForOrdersAgain(
      JdbcClient jdbc, SellerId seller, long channel, Instant at) {
    jdbc.sql(
            """
            update channel_account
            set orders_watermark = orders_watermark - :hours * interval '1 hour', orders_due_at = :at,
              poll_begin = null, poll_since = null, poll_cursor = null, poll_unnamed = null
            where seller_id = :seller and channel_id = :channel
            """)
        .param("hours", ORDERS_AGAIN_HOURS)
        .param("at", SqlTimes.toSql(at))
        .param("seller", seller.value())
        .param("channel", channel)
        .update();
  }

  private static void beginHourly(
      JdbcClient jdbc, SellerId seller, long channel, long readRun, Instant at) {
    jdbc.sql(
            """
            insert into reconciliation (seller_id, channel_id, purpose, actor, state, read_run, asked_at, started_at)
            values (:seller, :channel, 'hourly', :actor, 'reading', :read, :at, :at)
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("actor", AccountWorker.ACTOR)
        .param("read", readRun)
        .param("at", SqlTimes.toSql(at))
        .update();
  }

  @Override
  public void end(SellerId seller, long channel, Lease lease, long readRun, Instant at) {
    transactions.run(
        seller,
        jdbc -> {
          JdbcListings.requireLease(jdbc, seller, channel, lease);
          ReadingEnd.write(jdbc, seller, channel, readRun, at);
        });
  }

  @Override
  public int decide(SellerId seller, Decision decision) {
    return transactions.call(seller, jdbc -> new Drifts(jdbc, seller).decide(decision));
  }

  @Override
  public List<Acceptance> accepting(SellerId seller, long channel) {
    return transactions.call(seller, jdbc -> new Acceptances(jdbc, seller).of(channel));
  }

  @Override
  public void cannotAccept(SellerId seller, long drift, String why) {
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    update drift
                    set action = 'ask', decided_at = null, decided_by = null, location_id = null, notes = :why
                    where seller_id = :seller and drift_id = :drift and settled_at is null
                    """)
                .param("why", why)
                .param("seller", seller.value())
                .param("drift", drift)
                .update());
  }

  @Override
  public Left settle(SellerId seller, long channel, Instant at) {
    return transactions.call(seller, jdbc -> new Drifts(jdbc, seller).settle(channel, at));
  }
}
