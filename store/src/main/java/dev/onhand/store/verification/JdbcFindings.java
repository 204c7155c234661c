package dev.onhand.store.verification;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.verification.Discrepancy;
import dev.onhand.engine.verification.Findings;
import dev.onhand.engine.verification.LevelAudit.Author;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Findings in PostgreSQL. */
public final class JdbcFindings implements Findings {

  private final SellerTransactions transactions;
  private final InstantSource clock;

  public JdbcFindings(SellerTransactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public void record(SellerId seller, List<Discrepancy> discrepancies, Author author) {
    Instant now = clock.instant();
    transactions.run(seller, jdbc -> insert(jdbc, seller, discrepancies, author, now));
  }

  /** As part of a transaction: findings are few, and each is a row. */
  public static void insert(
      JdbcClient jdbc,
      SellerId seller,
      List<Discrepancy> discrepancies,
      Author author,
      Instant now) {
    for (Discrepancy found : discrepancies) {
      var product = found.product();
      var location = found.location();
      var movement = found.movement();
      jdbc.sql(
              """
              insert into finding (seller_id, job_id, kind, product_id, location_id, state, position,
                movement_id, stored, calculated, repaired, actor, found_at)
              values (:seller, :job, :kind, :product, :location, :state, :position,
                :movement, :stored, :calculated, :repaired, :actor, :now)
              """)
          .param("seller", seller.value())
          .param("job", author.jobId(), Types.BIGINT)
          .param("kind", found.kind().code())
          .param("product", product == null ? null : product.value(), Types.BIGINT)
          .param("location", location == null ? null : location.value(), Types.BIGINT)
          .param("state", found.state(), Types.VARCHAR)
          .param("position", found.position(), Types.BIGINT)
          .param("movement", movement == null ? null : movement.value(), Types.BIGINT)
          .param("stored", found.stored())
          .param("calculated", found.calculated())
          .param("repaired", found.repaired())
          .param("actor", author.actor())
          .param("now", SqlTimes.toSql(now))
          .update();
    }
  }
}
