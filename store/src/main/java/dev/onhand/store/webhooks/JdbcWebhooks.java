package dev.onhand.store.webhooks;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.engine.channels.Lease;
import dev.onhand.engine.events.EventType;
import dev.onhand.engine.webhooks.Webhook;
import dev.onhand.engine.webhooks.WebhookData;
import dev.onhand.engine.webhooks.Webhooks;
import dev.onhand.model.Secret;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.leases.Leases;
import dev.onhand.store.secrets.SecretBox;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Webhooks in PostgreSQL. */
public final class JdbcWebhooks implements Webhooks {

  private final SellerTransactions transactions;
  private final SecretBox box;
  private final Leases leases;

  public JdbcWebhooks(SellerTransactions transactions, SecretBox box, Leases leases) {
    this.transactions = transactions;
    this.box = box;
    this.leases = leases;
  }

  @Override
  public List<Webhook> list(SellerId seller) {
    return transactions.call(seller, jdbc -> WebhookRows.all(jdbc, seller));
  }

  @Override
  public Optional<Webhook> find(SellerId seller, long id) {
    return transactions.call(seller, jdbc -> WebhookRows.find(jdbc, seller, id));
  }

  /** A secret that is moved to another row cannot be read there. */
  private static String place(SellerId seller, long id) {
    return seller.value() + "|webhook|" + id;
  }

  @Override
  public Saving<Webhook> create(
      SellerId seller, WebhookData data, Secret secret, long after, String actor, Instant at) {
    return transactions.call(
        seller,
        jdbc -> {
          if (WebhookRows.all(jdbc, seller).size() >= EACH_SELLER_MAX) {
            return new Saving.Blocked<>(
                "There are %d webhooks already; remove one first.".formatted(EACH_SELLER_MAX));
          }
          long id = drawId(jdbc);
          insert(jdbc, seller, id, data, box.seal(place(seller, id), secret), after, actor, at);
          return new Saving.Saved<>(WebhookRows.find(jdbc, seller, id).orElseThrow());
        });
  }

  /** First, because the secret is bound to it. */
  private static long drawId(JdbcClient jdbc) {
    return jdbc.sql("select nextval('webhook_webhook_id_seq')").query(Long.class).single();
  }

  private static void insert(
      JdbcClient jdbc,
      SellerId seller,
      long id,
      WebhookData data,
      byte[] secret,
      long after,
      String actor,
      Instant at) {
    jdbc.sql(
            """
            insert into webhook (seller_id, webhook_id, url, description, types, secret, state_since, collected_to,
              created_at, created_by, updated_at)
            values (:seller, :id, :url, :description, :types, :secret, :at, :after, :at, :actor, :at)
            """)
        .param("seller", seller.value())
        .param("id", id)
        .param("url", data.url().toString())
        .param("description", data.description())
        .param("types", EventType.codes(data.types()).toArray(String[]::new))
        .param("secret", secret)
        .param("at", SqlTimes.toSql(at))
        .param("after", after)
        .param("actor", actor)
        .update();
  }

  @Override
  public Saving<Webhook> change(SellerId seller, long id, WebhookData data, Edit edit) {
    return transactions.call(
        seller,
        jdbc -> {
          int changed =
              jdbc.sql(
                      """
                      update webhook
                      set url = :url, description = :description, types = :types, updated_at = :at,
                        version = version + 1, failures = 0, rest_until = null
                      where seller_id = :seller and webhook_id = :id
                        and (cast(:expected as bigint) is null or version = :expected)
                      """)
                  .param("url", data.url().toString())
                  .param("description", data.description())
                  .param("types", EventType.codes(data.types()).toArray(String[]::new))
                  .param("at", SqlTimes.toSql(edit.at()))
                  .param("seller", seller.value())
                  .param("id", id)
                  .param("expected", edit.expectedVersion(), Types.BIGINT)
                  .update();
          Optional<Webhook> now = WebhookRows.find(jdbc, seller, id);
          if (now.isEmpty()) {
            return new Saving.Missing<>();
          }
          return changed == 1
              ? new Saving.Saved<>(now.get())
              : new Saving.Stale<>(now.get().version());
        });
  }

  @Override
  public Optional<Webhook> setState(
      SellerId seller, long id, Webhook.State state, @Nullable String reason, Instant at) {
    return transactions.call(
        seller,
        jdbc -> {
          jdbc.sql(
                  """
                  update webhook
                  set state = :state, state_reason = :reason, state_since = :at, updated_at = :at, version = version + 1,
                    rest_until = null, failures = 0
                  where seller_id = :seller and webhook_id = :id
                    and (state <> :state or state_reason is distinct from cast(:reason as text))
                  """)
              .param("state", state.code())
              .param("reason", reason, Types.VARCHAR)
              .param("at", SqlTimes.toSql(at))
              .param("seller", seller.value())
              .param("id", id)
              .update();
          return WebhookRows.find(jdbc, seller, id);
        });
  }

  @Override
  public Optional<Webhook> rewind(SellerId seller, long id, long after, Instant at) {
    return transactions.call(
        seller,
        jdbc -> {
          jdbc.sql(
                  """
                  update webhook
                  set collected_to = least(collected_to, :after), updated_at = :at, version = version + 1
                  where seller_id = :seller and webhook_id = :id
                  """)
              .param("after", after)
              .param("at", SqlTimes.toSql(at))
              .param("seller", seller.value())
              .param("id", id)
              .update();
          return WebhookRows.find(jdbc, seller, id);
        });
  }

  @Override
  public boolean remove(SellerId seller, long id) {
    return transactions.call(
            seller,
            jdbc ->
                jdbc.sql("delete from webhook where seller_id = :seller and webhook_id = :id")
                    .param("seller", seller.value())
                    .param("id", id)
                    .update())
        == 1;
  }

  @Override
  public Optional<Webhook> rotate(
      SellerId seller, long id, Secret secret, Instant oldUntil, Instant at) {
    byte[] kept = box.seal(place(seller, id), secret);
    return transactions.call(
        seller,
        jdbc -> {
          jdbc.sql(
                  """
                  update webhook
                  set old_secret = secret, old_secret_until = :until, secret = :secret, updated_at = :at,
                    version = version + 1
                  where seller_id = :seller and webhook_id = :id
                  """)
              .param("until", SqlTimes.toSql(oldUntil))
              .param("secret", kept)
              .param("at", SqlTimes.toSql(at))
              .param("seller", seller.value())
              .param("id", id)
              .update();
          return WebhookRows.find(jdbc, seller, id);
        });
  }

  @Override
  public List<Secret> secrets(SellerId seller, long id, Instant now) {
    List<byte[]> kept =
        transactions.call(
            seller,
            jdbc ->
                jdbc.sql(
                        """
                        select secret, old_secret_until > :now as has_old, old_secret
                        from webhook
                        where seller_id = :seller and webhook_id = :id
                        """)
                    .param("now", SqlTimes.toSql(now))
                    .param("seller", seller.value())
                    .param("id", id)
                    .query(
                        (row, number) -> {
                          List<byte[]> found = new ArrayList<>();
                          found.add(row.getBytes("secret"));
                          if (row.getBoolean("has_old")) {
                            found.add(row.getBytes("old_secret"));
                          }
                          return found;
                        })
                    .optional()
                    .orElse(List.of()));
    return kept.stream().map(one -> box.open(place(seller, id), one)).toList();
  }

  @Override
  public Optional<Lease> lease(SellerId seller, long id, String worker, Duration length) {
    return transactions.call(
        seller,
        jdbc ->
            leases.take(
                jdbc.sql(
                        "update webhook set"
                            + Leases.TAKEN
                            + "where seller_id = :seller and webhook_id = :id and"
                            + Leases.IS_FREE
                            + "returning lease_epoch")
                    .param("seller", seller.value())
                    .param("id", id),
                worker,
                length));
  }

  @Override
  public void endLeases(SellerId seller) {
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    "update webhook set"
                        + Leases.ENDED
                        + "where seller_id = :seller and lease_node is not null")
                .param("seller", seller.value())
                .update());
  }

  @Override
  public void release(SellerId seller, long id, Lease lease) {
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    "update webhook set"
                        + Leases.ENDED
                        + "where seller_id = :seller and webhook_id = :id and lease_epoch = :epoch")
                .param("seller", seller.value())
                .param("id", id)
                .param("epoch", lease.epoch())
                .update());
  }
}
