package dev.onhand.store.access;

import dev.onhand.engine.access.SecondFactors;
import dev.onhand.engine.access.TokenHash;
import dev.onhand.model.Secret;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.secrets.SecretBox;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
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

  private static String place(long person) {
    return "second-factor:" + person;
  }

  /**
   * @param seller of what was kept before people worked for several sellers: whose user it was,
   *     under the number that the person has; else null
   */
  private static String place(@Nullable Long seller, long person) {
    return seller == null ? place(person) : "second-factor:%d:%d".formatted(seller, person);
  }

  @Override
  public Optional<SecondFactor> find(long person) {
    return platform
        .sql(
            "select secret, sealed_seller_id, confirmed_at from second_factor where person_id = :person")
        .param("person", person)
        .query(
            (row, number) ->
                new SecondFactor(
                    box.open(
                        place(row.getObject("sealed_seller_id", Long.class), person),
                        row.getBytes("secret")),
                    SqlTimes.getOrNull(row, "confirmed_at")))
        .optional();
  }

  /** {@inheritDoc} It is one statement, and so happens whole or not at all. */
  @Override
  public boolean offer(long person, Secret secret, List<TokenHash> recovery) {
    return platform
        .sql(
            """
            with offered as (
              insert into second_factor as f (person_id, secret) values (:person, :secret)
              on conflict on constraint second_factor_pkey
              do update set secret = excluded.secret, sealed_seller_id = null, step = 0
              where f.confirmed_at is null
              returning person_id
            ), over as (
              delete from recovery_code c using offered
              where c.person_id = offered.person_id
            ), made as (
              insert into recovery_code (person_id, hash)
              select person_id, hash from offered cross join unnest(cast(:hashes as bytea[])) hash
            )
            select exists (select 1 from offered)
            """)
        .param("person", person)
        .param("secret", box.seal(place(person), secret))
        .param("hashes", recovery.stream().map(TokenHash::toBytes).toArray(byte[][]::new))
        .query(Boolean.class)
        .single();
  }

  @Override
  public void confirm(long person, Instant now) {
    platform
        .sql(
            """
            update second_factor set confirmed_at = coalesce(confirmed_at, :now)
            where person_id = :person
            """)
        .param("now", SqlTimes.toSql(now))
        .param("person", person)
        .update();
  }

  @Override
  public boolean take(long person, long step) {
    return platform
            .sql(
                """
                update second_factor set step = :step
                where person_id = :person and step < :step
                """)
            .param("step", step)
            .param("person", person)
            .update()
        == 1;
  }

  @Override
  public boolean takeRecovery(long person, TokenHash code) {
    return platform
            .sql(
                """
                delete from recovery_code c using second_factor f
                where c.person_id = :person and c.hash = :hash and f.person_id = c.person_id and f.confirmed_at is not null
                """)
            .param("person", person)
            .param("hash", code.toBytes())
            .update()
        == 1;
  }

  @Override
  public int recoveryLeft(long person) {
    return platform
        .sql("select count(*) from recovery_code where person_id = :person")
        .param("person", person)
        .query(Integer.class)
        .single();
  }

  @Override
  public boolean remove(long person) {
    return platform
            .sql("delete from second_factor where person_id = :person")
            .param("person", person)
            .update()
        == 1;
  }

  /** {@inheritDoc} It is one statement, and so happens whole or not at all. */
  @Override
  public boolean removeLost(long person) {
    return platform
        .sql(
            """
            with removed as (
              delete from second_factor where person_id = :person returning person_id
            ), over as (
              delete from web_session s using app_user u, removed r
              where u.person_id = r.person_id and s.seller_id = u.seller_id and s.user_id = u.user_id
            )
            select exists (select 1 from removed)
            """)
        .param("person", person)
        .query(Boolean.class)
        .single();
  }

  @Override
  public Set<Long> confirmedOf(Collection<Long> persons) {
    Set<Long> confirmed = new HashSet<>();
    platform
        .sql(
            """
            select person_id from second_factor
            where person_id = any(:persons) and confirmed_at is not null
            """)
        .param("persons", persons.toArray(Long[]::new))
        .query((RowCallbackHandler) row -> confirmed.add(row.getLong("person_id")));
    return confirmed;
  }
}
