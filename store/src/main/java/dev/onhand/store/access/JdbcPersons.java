package dev.onhand.store.access;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.Identity;
import dev.onhand.engine.access.NewUser;
import dev.onhand.engine.access.Persons;
import dev.onhand.engine.access.Role;
import dev.onhand.engine.access.TokenHash;
import dev.onhand.engine.access.User;
import dev.onhand.store.database.SqlTimes;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who signs in, in PostgreSQL. What makes somebody a person, or makes one known to a further
 * seller, is done in one transaction, and one at a time for each login.
 */
public final class JdbcPersons implements Persons {

  private final JdbcClient platform;
  private final TransactionTemplate transactions;

  /**
   * @param platform connections of the role {@code onhand_platform}
   */
  public JdbcPersons(DataSource platform) {
    this.platform = JdbcClient.create(platform);
    this.transactions = new TransactionTemplate(new DataSourceTransactionManager(platform));
  }

  private <T> T alone(String foldedLogin, Supplier<T> work) {
    return Objects.requireNonNull(
        transactions.execute(
            status -> {
              platform
                  .sql("select pg_advisory_xact_lock(hashtextextended(:login, 0))")
                  .param("login", foldedLogin)
                  .query((row, number) -> true)
                  .single();
              return work.get();
            }));
  }

  @Override
  public boolean hasPassword(SellerId seller) {
    return platform
        .sql(
            """
            select exists (
              select 1 from app_user u join person p on p.person_id = u.person_id
              where u.seller_id = :seller and p.password_hash is not null)
            """)
        .param("seller", seller.value())
        .query(Boolean.class)
        .single();
  }

  @Override
  public Optional<User> first(SellerId seller, Role role) {
    return platform
        .sql(
            """
            select seller_id, user_id, person_id, login, name, role, created_at, created_by, disabled_at, signed_in_at, version
            from app_user where seller_id = :seller and role = :role and disabled_at is null
            order by user_id
            limit 1
            """)
        .param("seller", seller.value())
        .param("role", role.code())
        .query((row, number) -> JdbcUsers.user(row))
        .optional();
  }

  @Override
  public List<Membership> memberships(long person) {
    return platform
        .sql(
            """
            select u.seller_id, u.user_id, u.person_id, u.login, u.name, u.role, u.created_at, u.created_by, u.disabled_at,
              u.signed_in_at, u.version, s.name as seller
            from app_user u join seller s on s.seller_id = u.seller_id
            where u.person_id = :person and u.disabled_at is null
            order by lower(s.name), s.seller_id
            """)
        .param("person", person)
        .query((row, number) -> new Membership(JdbcUsers.user(row), row.getString("seller")))
        .list();
  }

  @Override
  public Optional<Candidate> candidate(String login) {
    return platform
        .sql(
            """
            select u.seller_id, u.user_id, u.person_id, u.login, u.name, u.role, u.created_at, u.created_by, u.disabled_at,
              u.signed_in_at, u.version, p.password_hash
            from person p join app_user u on u.person_id = p.person_id
            where p.login_folded = :login
            order by u.disabled_at is not null, u.signed_in_at desc nulls last, u.user_id
            limit 1
            """)
        .param("login", NewUser.folded(login))
        .query((row, number) -> new Candidate(JdbcUsers.user(row), row.getString("password_hash")))
        .optional();
  }

  @Override
  public Optional<User> ofIdentity(Identity identity) {
    return platform
        .sql(
            """
            select u.seller_id, u.user_id, u.person_id, u.login, u.name, u.role, u.created_at, u.created_by, u.disabled_at,
              u.signed_in_at, u.version
            from user_identity i join app_user u on u.person_id = i.person_id
            where i.issuer = :issuer and i.subject = :subject
            order by u.disabled_at is not null, u.signed_in_at desc nulls last, u.user_id
            limit 1
            """)
        .param("issuer", identity.issuer())
        .param("subject", identity.subject())
        .query((row, number) -> JdbcUsers.user(row))
        .optional();
  }

  @Override
  public Optional<User> bind(Identity identity, String login, Instant now) {
    String folded = NewUser.folded(login);
    return alone(
        folded,
        () -> {
          comeInAll(folded);
          int rows =
              platform
                  .sql(
                      """
                      insert into user_identity (person_id, issuer, subject, bound_at)
                      select p.person_id, :issuer, :subject, :now
                      from person p
                      where p.login_folded = :login
                        and exists (select 1 from app_user u where u.person_id = p.person_id and u.disabled_at is null)
                      on conflict do nothing
                      """)
                  .param("issuer", identity.issuer())
                  .param("subject", identity.subject())
                  .param("now", SqlTimes.toSql(now))
                  .param("login", folded)
                  .update();
          return rows == 0 ? Optional.empty() : ofIdentity(identity);
        });
  }

  /** Who is nobody's yet is made a person, for all sellers who invited them. */
  private void comeInAll(String folded) {
    boolean isInvitedAlone =
        platform
            .sql(
                """
                select count(*) filter (where disabled_at is null) > 0 and count(person_id) = 0
                from app_user where login_folded = :login
                """)
            .param("login", folded)
            .query(Boolean.class)
            .single();
    if (!isInvitedAlone) {
      return;
    }
    platform
        .sql(
            """
            update app_user set person_id = :person
            where login_folded = :login and disabled_at is null and person_id is null
            """)
        .param("person", newPerson(folded))
        .param("login", folded)
        .update();
  }

  /** In place of one whom no seller has any more, and of whom something was left. */
  private long newPerson(String folded) {
    platform.sql("delete from person where login_folded = :login").param("login", folded).update();
    return platform
        .sql("insert into person (login_folded) values (:login) returning person_id")
        .param("login", folded)
        .query(Long.class)
        .single();
  }

  @Override
  public boolean unbind(long person) {
    return platform
            .sql("delete from user_identity where person_id = :person")
            .param("person", person)
            .update()
        > 0;
  }

  @Override
  public void signedIn(User user, Instant now) {
    platform
        .sql(
            """
            update app_user set signed_in_at = greatest(signed_in_at, :now)
            where seller_id = :seller and user_id = :id
            """)
        .param("now", SqlTimes.toSql(now))
        .param("seller", user.seller().value())
        .param("id", user.id())
        .update();
  }

  @Override
  public boolean isOfOthers(User user) {
    return platform
        .sql(
            """
            select exists (
              select 1 from app_user where login_folded = :login and person_id is not null and seller_id <> :seller)
            """)
        .param("login", NewUser.folded(user.login()))
        .param("seller", user.seller().value())
        .query(Boolean.class)
        .single();
  }

  @Override
  public void makeLink(User user, NewLink link) {
    platform
        .sql(
            """
            insert into one_time_link (hash, seller_id, user_id, ends_at, is_of_server)
            values (:hash, :seller, :id, :ends_at, :is_of_server)
            on conflict on constraint one_link_a_user
            do update set hash = excluded.hash, ends_at = excluded.ends_at, is_of_server = excluded.is_of_server
            """)
        .param("hash", link.hash().toBytes())
        .param("seller", user.seller().value())
        .param("id", user.id())
        .param("ends_at", SqlTimes.toSql(link.endsAt()))
        .param("is_of_server", link.isOfServer())
        .update();
  }

  @Override
  public Optional<Link> ofLink(TokenHash hash, Instant now) {
    return platform
        .sql(
            """
            select u.seller_id, u.user_id, u.person_id, u.login, u.name, u.role, u.created_at, u.created_by, u.disabled_at,
              u.signed_in_at, u.version, s.name as seller, o.is_of_others and u.person_id is null as is_known
            from one_time_link l
            join app_user u on u.seller_id = l.seller_id and u.user_id = l.user_id
            join seller s on s.seller_id = u.seller_id
            cross join lateral (
              select exists (
                select 1 from app_user a
                where a.login_folded = u.login_folded and a.person_id is not null and a.seller_id <> u.seller_id)
            ) o (is_of_others)
            where l.hash = :hash and l.ends_at > :now and u.disabled_at is null
              and (u.person_id is null or l.is_of_server or not o.is_of_others)
            """)
        .param("hash", hash.toBytes())
        .param("now", SqlTimes.toSql(now))
        .query(
            (row, number) ->
                new Link(JdbcUsers.user(row), row.getString("seller"), row.getBoolean("is_known")))
        .optional();
  }

  @Override
  public Optional<User> useLink(TokenHash hash, String passwordHash, Instant now) {
    return use(
        hash,
        now,
        link -> {
          if (link.isKnown()) {
            return false;
          }
          Long before = link.user().person();
          long person = before == null ? newPerson(NewUser.folded(link.user().login())) : before;
          comeIn(link.user(), person);
          platform
              .sql(
                  """
                  with ended as (
                    delete from web_session s using app_user u
                    where u.person_id = :person and s.seller_id = u.seller_id and s.user_id = u.user_id
                  )
                  update person set password_hash = :password where person_id = :person
                  """)
              .param("person", person)
              .param("password", passwordHash)
              .update();
          return true;
        });
  }

  @Override
  public Optional<User> join(TokenHash hash, long person, Instant now) {
    return use(
        hash,
        now,
        link -> {
          boolean isThem = link.isKnown() && isLoginOf(link.user(), person);
          if (isThem) {
            comeIn(link.user(), person);
          }
          return isThem;
        });
  }

  /**
   * Does with a good link what it is for, and ends it; or nothing, where it is not good for that.
   */
  private Optional<User> use(TokenHash hash, Instant now, Predicate<Link> work) {
    Optional<Link> found = ofLink(hash, now);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    return alone(
        NewUser.folded(found.get().user().login()),
        () -> {
          Optional<Link> link = ofLink(hash, now);
          if (link.isEmpty() || !work.test(link.get())) {
            return Optional.empty();
          }
          platform
              .sql("delete from one_time_link where hash = :hash")
              .param("hash", hash.toBytes())
              .update();
          User user = link.get().user();
          return JdbcUsers.find(platform, user.seller(), user.id());
        });
  }

  private boolean isLoginOf(User user, long person) {
    return platform
        .sql(
            "select exists (select 1 from person where person_id = :person and login_folded = :login)")
        .param("person", person)
        .param("login", NewUser.folded(user.login()))
        .query(Boolean.class)
        .single();
  }

  private void comeIn(User user, long person) {
    platform
        .sql("update app_user set person_id = :person where seller_id = :seller and user_id = :id")
        .param("person", person)
        .param("seller", user.seller().value())
        .param("id", user.id())
        .update();
  }

  @Override
  public void setPassword(long person, String passwordHash, TokenHash but) {
    platform
        .sql(
            """
            with ended as (
              delete from web_session s using app_user u
              where u.person_id = :person and s.seller_id = u.seller_id and s.user_id = u.user_id and s.hash <> :but
            ), over as (
              delete from one_time_link l using app_user u
              where u.person_id = :person and l.seller_id = u.seller_id and l.user_id = u.user_id
            )
            update person set password_hash = :password where person_id = :person
            """)
        .param("person", person)
        .param("but", but.toBytes())
        .param("password", passwordHash)
        .update();
  }

  @Override
  public void forget(long person) {
    platform
        .sql("select login_folded from person where person_id = :person")
        .param("person", person)
        .query(String.class)
        .optional()
        .ifPresent(
            login ->
                alone(
                    login,
                    () ->
                        platform
                            .sql(
                                """
                                delete from person p
                                where p.person_id = :person
                                  and not exists (select 1 from app_user u where u.person_id = p.person_id)
                                """)
                            .param("person", person)
                            .update()));
  }
}
