package dev.onhand.store.webhooks;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.Lease;
import dev.onhand.engine.channels.LeaseLostException;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.engine.webhooks.Deliveries;
import dev.onhand.engine.webhooks.Delivery;
import dev.onhand.engine.webhooks.Verdict;
import dev.onhand.engine.webhooks.Webhook;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deliveries in PostgreSQL. */
public final class JdbcDeliveries implements Deliveries {

  /** A second's work. */
  private static final int FORGOTTEN_AT_ONCE = 10_000;

  private final SellerTransactions transactions;

  public JdbcDeliveries(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Backlog backlog(SellerId seller, long webhook, Instant since) {
    return transactions.call(seller, jdbc -> DeliveryRows.backlog(jdbc, seller, webhook, since));
  }

  @Override
  public long untried(SellerId seller, long webhook) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select count(*) from webhook_delivery
                    where seller_id = :seller and webhook_id = :webhook and state = 'waiting' and attempts = 0
                    """)
                .param("seller", seller.value())
                .param("webhook", webhook)
                .query(Long.class)
                .single());
  }

  @Override
  public void collect(
      Webhook webhook, Lease lease, List<NewDelivery> made, long upTo, Instant now) {
    transactions.run(
        webhook.seller(),
        jdbc -> {
          int moved =
              jdbc.sql(
                      """
                      update webhook set collected_to = :up_to
                      where seller_id = :seller and webhook_id = :webhook and lease_epoch = :epoch
                        and collected_to = :before -- else somebody rewound it
                      """)
                  .param("up_to", upTo)
                  .param("seller", webhook.seller().value())
                  .param("webhook", webhook.id())
                  .param("epoch", lease.epoch())
                  .param("before", webhook.collectedTo())
                  .update();
          if (moved == 0) {
            requireLease(jdbc, webhook, lease);
            return;
          }
          insert(jdbc, webhook, made, now);
        });
  }

  private static void requireLease(JdbcClient jdbc, Webhook webhook, Lease lease) {
    boolean isOurs =
        jdbc.sql(
                """
                select 1 from webhook
                where seller_id = :seller and webhook_id = :webhook and lease_epoch = :epoch
                for no key update
                """)
            .param("seller", webhook.seller().value())
            .param("webhook", webhook.id())
            .param("epoch", lease.epoch())
            .query(Integer.class)
            .optional()
            .isPresent();
    if (!isOurs) {
      throw new LeaseLostException(webhook.id());
    }
  }

  private static void insert(
      JdbcClient jdbc, Webhook webhook, List<NewDelivery> made, Instant now) {
    jdbc.sql(
            """
            insert into webhook_delivery as kept (seller_id, webhook_id, event_id, type, body, due_at, created_at)
            select :seller, :webhook, event_id, type, body, :now, :now
            from unnest(:events, :types, :bodies) as made (event_id, type, body)
            order by event_id
            on conflict (seller_id, webhook_id, event_id) do update -- it is replayed
            set state = 'waiting', attempts = 0, due_at = excluded.due_at, ended_at = null
            """)
        .param("seller", webhook.seller().value())
        .param("webhook", webhook.id())
        .param("now", SqlTimes.toSql(now))
        .param("events", made.stream().mapToLong(NewDelivery::event).toArray())
        .param("types", made.stream().map(NewDelivery::type).toArray(String[]::new))
        .param("bodies", made.stream().map(NewDelivery::body).toArray(String[]::new))
        .update();
  }

  @Override
  public long drawNumber(SellerId seller) {
    return transactions.call(
        seller, jdbc -> jdbc.sql("select nextval('movement_id')").query(Long.class).single());
  }

  @Override
  public Delivery add(SellerId seller, long webhook, NewDelivery made, Instant now) {
    return transactions.call(
        seller,
        jdbc -> {
          long id =
              jdbc.sql(
                      """
                      insert into webhook_delivery (seller_id, webhook_id, event_id, type, body, due_at, created_at)
                      values (:seller, :webhook, :event, :type, :body, :now, :now)
                      returning delivery_id
                      """)
                  .param("seller", seller.value())
                  .param("webhook", webhook)
                  .param("event", made.event())
                  .param("type", made.type())
                  .param("body", made.body())
                  .param("now", SqlTimes.toSql(now))
                  .query(Long.class)
                  .single();
          return DeliveryRows.find(jdbc, seller, webhook, id).orElseThrow();
        });
  }

  @Override
  public List<Sending> claim(Webhook webhook, Lease lease, int max, Instant now, Duration again) {
    return transactions.call(
        webhook.seller(),
        jdbc -> {
          requireLease(jdbc, webhook, lease);
          return jdbc.sql(
                  """
                  with due as (
                    select delivery_id from webhook_delivery
                    where seller_id = :seller and webhook_id = :webhook and state = 'waiting' and due_at <= :now
                    order by due_at, event_id
                    limit :max
                    for no key update skip locked
                  ), taken as (
                    update webhook_delivery d
                    set attempts = attempts + 1, attempts_ever = attempts_ever + 1, due_at = :again
                    from due
                    where d.seller_id = :seller and d.delivery_id = due.delivery_id
                    returning d.delivery_id, d.event_id, d.body, d.attempts, d.attempts_ever
                  ), noted as (
                    insert into webhook_attempt (seller_id, delivery_id, attempt, epoch, sent_at)
                    select :seller, delivery_id, attempts_ever, :epoch, :now from taken
                  )
                  select delivery_id, event_id, body, attempts, attempts_ever from taken order by event_id
                  """)
              .param("seller", webhook.seller().value())
              .param("webhook", webhook.id())
              .param("now", SqlTimes.toSql(now))
              .param("again", SqlTimes.toSql(now.plus(again)))
              .param("epoch", lease.epoch())
              .param("max", max)
              .query(
                  (row, number) ->
                      new Sending(
                          row.getLong("delivery_id"),
                          row.getLong("event_id"),
                          row.getString("body"),
                          row.getInt("attempts_ever"),
                          row.getInt("attempts")))
              .list();
        });
  }

  @Override
  public void ended(
      Webhook webhook, Sending sending, Result result, @Nullable Instant restUntil, Instant now) {
    transactions.run(
        webhook.seller(),
        jdbc -> {
          DeliveryRows.noteAttempt(jdbc, webhook.seller(), sending, result, now);
          switch (result.verdict()) {
            case Verdict.Arrived() ->
                DeliveryRows.end(jdbc, webhook.seller(), sending, Delivery.State.DELIVERED, now);
            case Verdict.GivenUp() ->
                DeliveryRows.end(jdbc, webhook.seller(), sending, Delivery.State.FAILED, now);
            case Verdict.Again(Instant at, boolean isThrottled) ->
                DeliveryRows.postpone(jdbc, webhook.seller(), sending, at);
            // It is sent when a person says that it works again.
            case Verdict.Gone() -> DeliveryRows.postpone(jdbc, webhook.seller(), sending, now);
          }
          noteHealth(jdbc, webhook, result, restUntil, now);
        });
  }

  private static void noteHealth(
      JdbcClient jdbc, Webhook webhook, Result result, @Nullable Instant restUntil, Instant now) {
    boolean arrived = result.verdict() instanceof Verdict.Arrived;
    String failure = result.status() == null ? result.answer() : "HTTP " + result.status();
    jdbc.sql(
            """
            update webhook
            set failures = case when :arrived then 0 else failures + 1 end,
              last_delivered_at = case when :arrived then :now else last_delivered_at end,
              last_failed_at = case when :arrived then last_failed_at else :now end,
              last_failure = case when :arrived then last_failure else :failure end,
              rest_until = greatest(rest_until, cast(:rest as timestamptz))
            where seller_id = :seller and webhook_id = :webhook
            """)
        .param("arrived", arrived)
        .param("now", SqlTimes.toSql(now))
        .param("failure", failure)
        .param("rest", SqlTimes.toSqlOrNull(restUntil), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("seller", webhook.seller().value())
        .param("webhook", webhook.id())
        .update();
  }

  @Override
  public Slice<Delivery> list(
      SellerId seller, long webhook, Delivery.@Nullable State state, PageRequest page) {
    return Slice.of(
        page,
        transactions.call(seller, jdbc -> DeliveryRows.list(jdbc, seller, webhook, state, page)));
  }

  @Override
  public Optional<Delivery> find(SellerId seller, long webhook, long id) {
    return transactions.call(seller, jdbc -> DeliveryRows.find(jdbc, seller, webhook, id));
  }

  @Override
  public List<Delivery.Attempt> attempts(SellerId seller, long delivery) {
    return transactions.call(seller, jdbc -> DeliveryRows.attempts(jdbc, seller, delivery));
  }

  @Override
  public Optional<Delivery> replay(SellerId seller, long webhook, long id, Instant now) {
    return transactions.call(
        seller,
        jdbc -> {
          jdbc.sql(
                  """
                  update webhook_delivery
                  set state = 'waiting', attempts = 0, due_at = :now, ended_at = null
                  where seller_id = :seller and webhook_id = :webhook and delivery_id = :id
                  """)
              .param("now", SqlTimes.toSql(now))
              .param("seller", seller.value())
              .param("webhook", webhook)
              .param("id", id)
              .update();
          return DeliveryRows.find(jdbc, seller, webhook, id);
        });
  }

  @Override
  public long replayFailed(SellerId seller, long webhook, Instant now) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    update webhook_delivery
                    set state = 'waiting', attempts = 0, due_at = :now, ended_at = null
                    where seller_id = :seller and webhook_id = :webhook and state = 'failed'
                    """)
                .param("now", SqlTimes.toSql(now))
                .param("seller", seller.value())
                .param("webhook", webhook)
                .update());
  }

  @Override
  public long replayBetween(SellerId seller, long webhook, Instant from, Instant to, Instant now) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    update webhook_delivery
                    set state = 'waiting', attempts = 0, due_at = :now, ended_at = null
                    where seller_id = :seller and webhook_id = :webhook and ended_at is not null
                      and created_at >= :from and created_at < :to
                    """)
                .param("now", SqlTimes.toSql(now))
                .param("seller", seller.value())
                .param("webhook", webhook)
                .param("from", SqlTimes.toSql(from))
                .param("to", SqlTimes.toSql(to))
                .update());
  }

  @Override
  public long forgetBefore(SellerId seller, Instant before) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    delete from webhook_delivery
                    where seller_id = :seller and delivery_id in (
                      select delivery_id from webhook_delivery
                      where seller_id = :seller and ended_at < :before
                      limit :rows)
                    """)
                .param("seller", seller.value())
                .param("before", SqlTimes.toSql(before))
                .param("rows", FORGOTTEN_AT_ONCE)
                .update());
  }
}
