package dev.onhand.store.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.channels.Inbox;
import dev.onhand.engine.channels.InboxEvent;
import dev.onhand.engine.channels.Lease;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.model.Secret;
import dev.onhand.store.database.IndexPlans;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlArrays;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.secrets.SecretBox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What channels told, in PostgreSQL. */
public final class JdbcInbox implements Inbox {

  private static final int ERROR_LENGTH_MAX = 1_000;

  /** So many that ended long ago are forgotten whenever some are worked off. */
  private static final int FORGET_MAX = 100;

  private final SellerTransactions transactions;
  private final SecretBox box;

  public JdbcInbox(SellerTransactions transactions, SecretBox box) {
    this.transactions = transactions;
    this.box = box;
  }

  @Override
  public boolean keep(SellerId seller, long channel, Arrival arrival) {
    String delivery = arrival.notice().deliveryId();
    byte[] body =
        box.seal(
            place(seller, channel, delivery),
            Secret.of(Base64.getEncoder().encodeToString(arrival.body())));
    return transactions.call(
        seller,
        jdbc -> {
          Kept kept =
              jdbc.sql(
                      """
                      insert into inbox_event as kept (seller_id, channel_id, delivery_id, topic, orders, is_unreadable,
                        body, received_at, due_at)
                      values (:seller, :channel, :delivery, :topic, :orders, :is_unreadable, :body, :at, :at)
                      on conflict (seller_id, channel_id, delivery_id) do update
                      set deliveries = kept.deliveries + 1
                      returning event_id, deliveries
                      """)
                  .param("seller", seller.value())
                  .param("channel", channel)
                  .param("delivery", delivery)
                  .param("topic", arrival.notice().topic())
                  .param("orders", arrival.notice().orders().toArray(String[]::new))
                  .param("is_unreadable", arrival.isUnreadable())
                  .param("body", body)
                  .param("at", SqlTimes.toSql(arrival.at()))
                  .query(
                      (row, number) -> new Kept(row.getLong("event_id"), row.getInt("deliveries")))
                  .single();
          boolean isNew = kept.deliveries() == 1;
          if (isNew && !arrival.shown().isEmpty()) {
            JdbcOrderMessages.told(jdbc, seller, channel, kept.event(), arrival.shown());
          }
          return isNew;
        });
  }

  private record Kept(long event, int deliveries) {}

  private static String place(SellerId seller, long channel, String delivery) {
    return "%d|%d|webhook|%s".formatted(seller.value(), channel, delivery);
  }

  @Override
  public Optional<byte[]> body(SellerId seller, InboxEvent event) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select channel_id, body
                    from inbox_event
                    where seller_id = :seller and event_id = :event and body is not null
                    """)
                .param("seller", seller.value())
                .param("event", event.id())
                .query(
                    (row, number) ->
                        box.open(
                            place(seller, row.getLong("channel_id"), event.deliveryId()),
                            row.getBytes("body")))
                .optional()
                .map(text -> Base64.getDecoder().decode(text.reveal())));
  }

  @Override
  public void refused(SellerId seller, long channel, String why, Instant at) {
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    update channel_account
                    set webhooks_refused = webhooks_refused + 1, webhook_refused_at = :at, webhook_refused_why = :why
                    where seller_id = :seller and channel_id = :channel
                    """)
                .param("at", SqlTimes.toSql(at))
                .param("why", why)
                .param("seller", seller.value())
                .param("channel", channel)
                .update());
  }

  @Override
  public List<InboxEvent> due(SellerId seller, long channel, Instant now, int max) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select e.event_id, c.code, e.delivery_id, e.deliveries, e.topic, e.orders, e.is_unreadable, e.received_at, e.state,
                      e.attempts, e.error, e.ended_at
                    from inbox_event e
                    join channel c on c.seller_id = e.seller_id and c.channel_id = e.channel_id
                    where e.seller_id = :seller and e.channel_id = :channel and e.state = 'waiting' and e.due_at <= :now
                    order by e.due_at, e.event_id
                    limit :rows
                    """)
                .param("seller", seller.value())
                .param("channel", channel)
                .param("now", SqlTimes.toSql(now))
                .param("rows", max)
                .query((row, number) -> event(row))
                .list());
  }

  private static InboxEvent event(ResultSet row) throws SQLException {
    return new InboxEvent(
        row.getLong("event_id"),
        row.getString("code"),
        row.getString("delivery_id"),
        row.getInt("deliveries"),
        row.getString("topic"),
        List.of((String[]) row.getArray("orders").getArray()),
        row.getBoolean("is_unreadable"),
        SqlTimes.get(row, "received_at"),
        InboxEvent.State.find(row.getString("state")).orElseThrow(),
        row.getInt("attempts"),
        row.getString("error"),
        SqlTimes.getOrNull(row, "ended_at"));
  }

  @Override
  public void worked(
      SellerId seller,
      long channel,
      Lease lease,
      List<Worked> worked,
      Instant now,
      Instant forgetBefore) {
    transactions.run(
        seller,
        jdbc -> {
          JdbcListings.requireLease(jdbc, seller, channel, lease);
          settle(jdbc, seller, worked, now);
          forget(jdbc, seller, channel, forgetBefore);
        });
  }

  private static void settle(JdbcClient jdbc, SellerId seller, List<Worked> worked, Instant now) {
    jdbc.sql(
            """
            update inbox_event e
            set state = case when made.error is null then 'done' when made.retry_at is null then 'failed' else e.state end,
              attempts = e.attempts + case when made.error is null then 0 else 1 end,
              error = made.error,
              due_at = coalesce(made.retry_at, e.due_at),
              ended_at = case when made.retry_at is null then cast(:now as timestamptz) end,
              body = case when made.error is null then null else e.body end
            from unnest(:ids, :errors, cast(:retries as timestamptz[])) as made (event_id, error, retry_at)
            where e.seller_id = :seller and e.event_id = made.event_id and e.state = 'waiting'
            """)
        .param("ids", SqlArrays.longs(worked, Worked::event))
        .param("errors", SqlArrays.texts(worked, JdbcInbox::error))
        .param("retries", SqlArrays.times(worked, Worked::retryAt))
        .param("now", SqlTimes.toSql(now))
        .param("seller", seller.value())
        .update();
  }

  private static @Nullable String error(Worked worked) {
    String error = worked.error();
    return error == null || error.length() <= ERROR_LENGTH_MAX
        ? error
        : error.substring(0, ERROR_LENGTH_MAX);
  }

  private static void forget(JdbcClient jdbc, SellerId seller, long channel, Instant before) {
    jdbc.sql(
            """
            delete from inbox_event
            where (seller_id, event_id) in (
              select seller_id, event_id
              from inbox_event
              where seller_id = :seller and channel_id = :channel and received_at < :before and state <> 'waiting'
              order by received_at
              limit :rows)
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("before", SqlTimes.toSql(before))
        .param("rows", FORGET_MAX)
        .update();
  }

  @Override
  public long failures(SellerId seller, long channel) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select count(*)
                    from inbox_event
                    where seller_id = :seller and channel_id = :channel and state = 'failed'
                    """)
                .param("seller", seller.value())
                .param("channel", channel)
                .query(Long.class)
                .single());
  }

  @Override
  public Backlog backlog(SellerId seller, Instant since) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select waits.counted as waiting, waits.since, waits.due_at, ended.done, ended.last_at,
                      (select count(*) from inbox_event where seller_id = :seller and state = 'failed') as failed
                    from (
                      select count(*) as counted, min(received_at) as since, min(due_at) as due_at
                      from inbox_event
                      where seller_id = :seller and state = 'waiting') as waits,
                      (select count(*) filter (where state = 'done') as done, max(ended_at) as last_at
                      from inbox_event
                      where seller_id = :seller and received_at >= :since) as ended
                    """)
                .param("seller", seller.value())
                .param("since", SqlTimes.toSql(since))
                .query(
                    (row, number) ->
                        new Backlog(
                            row.getLong("waiting"),
                            SqlTimes.getOrNull(row, "since"),
                            SqlTimes.getOrNull(row, "due_at"),
                            row.getLong("done"),
                            row.getLong("failed"),
                            SqlTimes.getOrNull(row, "last_at")))
                .single());
  }

  @Override
  public Slice<InboxEvent> list(
      SellerId seller,
      @Nullable String channel,
      InboxEvent.@Nullable State state,
      PageRequest page) {
    List<InboxEvent> read =
        transactions.call(
            seller,
            jdbc -> {
              IndexPlans.ofEachQuestion(jdbc);
              return jdbc.sql(
                      """
                        select e.event_id, c.code, e.delivery_id, e.deliveries, e.topic, e.orders, e.is_unreadable, e.received_at, e.state,
                          e.attempts, e.error, e.ended_at
                        from (
                          (select *
                          from inbox_event
                          where seller_id = :seller and event_id < case when cast(:before as bigint) is null then coalesce(cast(:after as bigint), 9223372036854775807) end
                            and (cast(:channel as text) is null or channel_id = (
                              select channel_id from channel where seller_id = :seller and code = :channel))
                            and (cast(:state as text) is null or state = :state)
                          order by event_id desc
                          limit :rows)
                          union all
                          (select *
                          from inbox_event
                          where seller_id = :seller and event_id > cast(:before as bigint)
                            and (cast(:channel as text) is null or channel_id = (
                              select channel_id from channel where seller_id = :seller and code = :channel))
                            and (cast(:state as text) is null or state = :state)
                          order by event_id
                          limit :rows)) as e
                        join channel c on c.seller_id = e.seller_id and c.channel_id = e.channel_id
                        order by case when cast(:before as bigint) is null then -e.event_id else e.event_id end
                        """)
                  .param("seller", seller.value())
                  .param("channel", channel, Types.VARCHAR)
                  .param("state", state == null ? null : state.code(), Types.VARCHAR)
                  .param("after", page.after(), Types.BIGINT)
                  .param("before", page.before(), Types.BIGINT)
                  .param("rows", page.rowsToRead())
                  .query((row, number) -> event(row))
                  .list();
            });
    return Slice.of(page, read);
  }

  @Override
  public Optional<InboxEvent> find(SellerId seller, long event) {
    return transactions.call(seller, jdbc -> find(jdbc, seller, event));
  }

  private static Optional<InboxEvent> find(JdbcClient jdbc, SellerId seller, long event) {
    return jdbc.sql(
            """
            select e.event_id, c.code, e.delivery_id, e.deliveries, e.topic, e.orders, e.is_unreadable, e.received_at, e.state,
              e.attempts, e.error, e.ended_at
            from inbox_event e
            join channel c on c.seller_id = e.seller_id and c.channel_id = e.channel_id
            where e.seller_id = :seller and e.event_id = :event
            """)
        .param("seller", seller.value())
        .param("event", event)
        .query((row, number) -> event(row))
        .optional();
  }

  @Override
  public Optional<InboxEvent> retry(SellerId seller, long event, Instant now) {
    return transactions.call(
        seller,
        jdbc -> {
          int rows =
              jdbc.sql(
                      """
                      update inbox_event
                      set state = 'waiting', attempts = 0, due_at = :now, ended_at = null
                      where seller_id = :seller and event_id = :event and state = 'failed'
                      """)
                  .param("now", SqlTimes.toSql(now))
                  .param("seller", seller.value())
                  .param("event", event)
                  .update();
          return rows == 0 ? Optional.<InboxEvent>empty() : find(jdbc, seller, event);
        });
  }

  @Override
  public Optional<InboxEvent> dismiss(SellerId seller, long event, String why, Instant now) {
    return transactions.call(
        seller,
        jdbc -> {
          int rows =
              jdbc.sql(
                      """
                      update inbox_event
                      set state = 'done', error = :why, body = null, ended_at = :now
                      where seller_id = :seller and event_id = :event and state = 'failed'
                      """)
                  .param("why", why)
                  .param("now", SqlTimes.toSql(now))
                  .param("seller", seller.value())
                  .param("event", event)
                  .update();
          return rows == 0 ? Optional.<InboxEvent>empty() : find(jdbc, seller, event);
        });
  }

  @Override
  public Set<String> known(SellerId seller, long channel, Collection<String> deliveryIds) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select known.delivery_id
                    from unnest(:deliveries) as wanted (delivery_id)
                    cross join lateral (
                      select delivery_id
                      from inbox_event
                      where seller_id = :seller and channel_id = :channel and delivery_id = wanted.delivery_id
                      offset 0) as known
                    """)
                .param("deliveries", deliveryIds.toArray(String[]::new))
                .param("seller", seller.value())
                .param("channel", channel)
                .query(String.class)
                .set());
  }
}
