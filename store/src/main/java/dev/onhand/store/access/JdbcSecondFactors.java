package dev.onhand.store.access;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.SecondFactors;
import dev.onhand.engine.access.TokenHash;
import dev.onhand.model.Secret;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.secrets.SecretBox;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Second factors in PostgreSQL. */
public final class JdbcSecondFactors implements SecondFactors {

  private final JdbcClient platform;
  private final SecretBox box;

  /**
   * @param platform connections of the role {@code onhand_platform}
   */
  public JdbcSecondFactors(DataSource platform, SecretBox box) {
    this.platform = JdbcClient.create(platform);
    this.box = box;
  }

  private static String place(SellerId seller, long user) {
    return "second-factor:%d:%d".formatted(seller.value(), user);
  }

  @Override
  public Optional<SecondFactor> find(SellerId seller, long user) {
    return platform
        .sql(
            "select secret, confirmed_at from second_factor where seller_id = :seller and user_id = :user")
        .param("seller", seller.value())
        .param("user", user)
        .query(
            (row, number) ->
                new SecondFactor(
                    box.open(place(seller, user), row.getBytes("secret")),
                    SqlTimes.getOrNull(row, "confirmed_at")))
        .optional();
  }

  /** {@inheritDoc} It is one statement, and so happens whole or not at all. */
  @Override
  public boolean offer(SellerId seller, long user, Secret secret, List<TokenHash> recovery) {
    return platform
        .sql(
            """
            with offered as (
              insert into second_factor as f (seller_id, user_id, secret) values (:seller, :user, :secret)
              on conflict on constraint second_factor_pkey do update set secret = excluded.secret, step = 0
              where f.confirmed_at is null
              returning seller_id, user_id
            ), over as (
              delete from recovery_code c using offered
              where c.seller_id = offered.seller_id and c.user_id = offered.user_id
            ), made as (
              insert into recovery_code (seller_id, user_id, hash)
              select seller_id, user_id, hash from offered cross join unnest(cast(:hashes as bytea[])) hash
            )
            select exists (select 1 from offered)
            """)
        .param("seller", seller.value())
        .param("user", user)
        .param("secret", box.seal(place(seller, user), secret))
        .param("hashes", recovery.stream().map(TokenHash::toBytes).toArray(byte[][]::new))
        .query(Boolean.class)
        .single();
  }

  @Override
  public void confirm(SellerId seller, long user, Instant now) {
    platform
        .sql(
            """
            update second_factor set confirmed_at = coalesce(confirmed_at, :now)
            where seller_id = :seller and user_id = :user
            """)
        .param("now", SqlTimes.toSql(now))
        .param("seller", seller.value())
        .param("user", user)
        .update();
  }

  @Override
  public boolean take(SellerId seller, long user, long step) {
    return platform
            .sql(
                """
                update second_factor set step = :step
                where seller_id = :seller and user_id = :user and step < :step
                """)
            .param("step", step)
            .param("seller", seller.value())
            .param("user", user)
            .update()
        == 1;
  }

  @Override
  public boolean takeRecovery(SellerId seller, long user, TokenHash code) {
    return platform
            .sql(
                """
                delete from recovery_code c using second_factor f
                where c.seller_id = :seller and c.user_id = :user and c.hash = :hash
                  and f.seller_id = c.seller_id and f.user_id = c.user_id and f.confirmed_at is not null
                """)
            .param("seller", seller.value())
            .param("user", user)
            .param("hash", code.toBytes())
            .update()
        == 1;
  }

  @Override
  public int recoveryLeft(SellerId seller, long user) {
    return platform
        .sql("select count(*) from recovery_code where seller_id = :seller and user_id = :user")
        .param("seller", seller.value())
        .param("user", user)
        .query(Integer.class)
        .single();
  }

  @Override
  public boolean remove(SellerId seller, long user) {
    return platform
            .sql("delete from second_factor where seller_id = :seller and user_id = :user")
            .param("seller", seller.value())
            .param("user", user)
            .update()
        == 1;
  }
}
