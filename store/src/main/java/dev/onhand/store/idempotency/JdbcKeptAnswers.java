package dev.onhand.store.idempotency;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.idempotency.Fingerprint;
import dev.onhand.engine.idempotency.IdempotencyAnswer;
import dev.onhand.engine.idempotency.KeptAnswers;
import dev.onhand.engine.idempotency.KeyUsedDifferentlyException;
import dev.onhand.engine.idempotency.RequestKey;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Kept answers in PostgreSQL. */
public final class JdbcKeptAnswers implements KeptAnswers {

  private final SellerTransactions transactions;
  private final InstantSource clock;

  public JdbcKeptAnswers(SellerTransactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public Optional<IdempotencyAnswer> find(SellerId seller, RequestKey request) {
    return transactions.call(seller, jdbc -> find(jdbc, seller, request));
  }

  private record Row(Fingerprint fingerprint, int status, String body) {}

  private static Optional<IdempotencyAnswer> find(
      JdbcClient jdbc, SellerId seller, RequestKey request) {
    Optional<Row> row =
        jdbc.sql(
                """
                select fingerprint, status, body from idempotency_answer
                where seller_id = :seller and scope = :scope and key = :key
                """)
            .param("seller", seller.value())
            .param("scope", request.scope())
            .param("key", request.key())
            .query(
                (found, number) ->
                    new Row(
                        Fingerprint.ofBytes(found.getBytes("fingerprint")),
                        found.getInt("status"),
                        found.getString("body")))
            .optional();
    if (row.isPresent() && !row.get().fingerprint().equals(request.fingerprint())) {
      throw new KeyUsedDifferentlyException(request);
    }
    return row.map(found -> request.answered(found.status(), found.body()));
  }

  @Override
  public Given once(SellerId seller, RequestKey request, Supplier<IdempotencyAnswer> work) {
    return transactions.call(
        seller,
        jdbc -> {
          lock(jdbc, seller, request);
          Optional<IdempotencyAnswer> kept = find(jdbc, seller, request);
          if (kept.isPresent()) {
            return new Given(kept.get(), true);
          }
          IdempotencyAnswer answer = work.get();
          insert(jdbc, seller, answer);
          return new Given(answer, false);
        });
  }

  /**
   * Twins wait here for each other. (A row to lock does not exist yet, and to insert it first and
   * complete it later would need the right to change answers.) Keys that share a hash only wait
   * needlessly.
   */
  private static void lock(JdbcClient jdbc, SellerId seller, RequestKey request) {
    jdbc.sql(
            """
            select pg_advisory_xact_lock(hashtextextended(:scope || ' ' || :key, :seller))
            """)
        .param("scope", request.scope())
        .param("key", request.key())
        .param("seller", seller.value())
        .query((row, number) -> true)
        .single();
  }

  private void insert(JdbcClient jdbc, SellerId seller, IdempotencyAnswer answer) {
    jdbc.sql(
            """
            insert into idempotency_answer (seller_id, scope, key, fingerprint, status, body, created_at)
            values (:seller, :scope, :key, :fingerprint, :status, :body, :at)
            """)
        .param("seller", seller.value())
        .param("scope", answer.request().scope())
        .param("key", answer.request().key())
        .param("fingerprint", answer.request().fingerprint().toBytes())
        .param("status", answer.status())
        .param("body", answer.body())
        .param("at", SqlTimes.toSql(clock.instant()))
        .update();
  }

  @Override
  public int forgetBefore(SellerId seller, Instant time) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    delete from idempotency_answer
                    where seller_id = :seller and created_at < :time
                    """)
                .param("seller", seller.value())
                .param("time", SqlTimes.toSql(time))
                .update());
  }
}
