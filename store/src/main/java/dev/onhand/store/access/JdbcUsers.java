package dev.onhand.store.access;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.Identity;
import dev.onhand.engine.access.NewUser;
import dev.onhand.engine.access.Role;
import dev.onhand.engine.access.TokenHash;
import dev.onhand.engine.access.User;
import dev.onhand.engine.access.Users;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People in PostgreSQL. */
public final class JdbcUsers implements Users {

  private final SellerTransactions transactions;
  private final JdbcClient platform;

  /**
   * @param platform connections of the role {@code onhand_platform}
   */
  public JdbcUsers(SellerTransactions transactions, DataSource platform) {
    this.transactions = transactions;
    this.platform = JdbcClient.create(platform);
  }

  @Override
  public Optional<User> find(SellerId seller, long id) {
    return transactions.call(seller, jdbc -> find(jdbc, seller, id));
  }

  private static Optional<User> find(JdbcClient jdbc, SellerId seller, long id) {
    return jdbc.sql(
            """
            select seller_id, user_id, login, name, role, created_at, created_by, disabled_at, signed_in_at, version
            from app_user where seller_id = :seller and user_id = :id
            """)
        .param("seller", seller.value())
        .param("id", id)
        .query((row, number) -> user(row))
        .optional();
  }

  @Override
  public Optional<User> findByLogin(SellerId seller, String login) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select seller_id, user_id, login, name, role, created_at, created_by, disabled_at, signed_in_at, version
                    from app_user where seller_id = :seller and login_folded = :login
                    """)
                .param("seller", seller.value())
                .param("login", NewUser.folded(login))
                .query((row, number) -> user(row))
                .optional());
  }

  private static User user(ResultSet row) throws SQLException {
    return new User(
        new SellerId(row.getLong("seller_id")),
        row.getLong("user_id"),
        row.getString("login"),
        row.getString("name"),
        Role.read(row.getString("role")),
        SqlTimes.get(row, "created_at"),
        row.getString("created_by"),
        SqlTimes.getOrNull(row, "disabled_at"),
        SqlTimes.getOrNull(row, "signed_in_at"),
        row.getLong("version"));
  }

  @Override
  public Slice<User> list(SellerId seller, PageRequest page) {
    return transactions.call(
        seller,
        jdbc ->
            Slice.of(
                page, page.backwards() ? before(jdbc, seller, page) : after(jdbc, seller, page)));
  }

  /** Behind a row in a list that is newest first are the older ones. */
  private static List<User> after(JdbcClient jdbc, SellerId seller, PageRequest page) {
    return jdbc.sql(
            """
            select seller_id, user_id, login, name, role, created_at, created_by, disabled_at, signed_in_at, version
            from app_user
            where seller_id = :seller and user_id < :cursor
            order by user_id desc
            limit :rows
            """)
        .param("seller", seller.value())
        .param("cursor", page.after() == null ? Long.MAX_VALUE : page.after())
        .param("rows", page.rowsToRead())
        .query((row, number) -> user(row))
        .list();
  }

  private static List<User> before(JdbcClient jdbc, SellerId seller, PageRequest page) {
    return jdbc.sql(
            """
            select seller_id, user_id, login, name, role, created_at, created_by, disabled_at, signed_in_at, version
            from app_user
            where seller_id = :seller and user_id > :cursor
            order by user_id
            limit :rows
            """)
        .param("seller", seller.value())
        .param("cursor", page.before())
        .param("rows", page.rowsToRead())
        .query((row, number) -> user(row))
        .list();
  }

  @Override
  public Optional<User> create(SellerId seller, NewUser user) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    insert into app_user (seller_id, login, login_folded, name, role, created_at, created_by)
                    values (:seller, :login, :folded, :name, :role, :created_at, :created_by)
                    on conflict on constraint user_login_unique do nothing
                    returning user_id
                    """)
                .param("seller", seller.value())
                .param("login", user.login())
                .param("folded", NewUser.folded(user.login()))
                .param("name", user.name())
                .param("role", user.role().code())
                .param("created_at", SqlTimes.toSql(user.createdAt()))
                .param("created_by", user.createdBy())
                .query(Long.class)
                .optional()
                .flatMap(id -> find(jdbc, seller, id)));
  }

  @Override
  public Changed change(SellerId seller, long id, Change change, Instant now) {
    Changed changed =
        transactions.call(
            seller,
            jdbc -> {
              Optional<User> before = find(jdbc, seller, id);
              if (before.isEmpty()) {
                return new Changed.Unknown();
              }
              if (endsOwning(before.get(), change) && !isAnotherOwner(jdbc, seller, id)) {
                return new Changed.LastOwner();
              }
              update(jdbc, seller, id, change, now);
              return new Changed.Done(find(jdbc, seller, id).orElseThrow());
            });
    if (Boolean.TRUE.equals(change.isDisabled()) && changed instanceof Changed.Done) {
      endSessions(seller, id);
    }
    return changed;
  }

  private static boolean endsOwning(User user, Change change) {
    boolean isOwner = user.role() == Role.OWNER && user.disabledAt() == null;
    boolean changesRole = change.role() != null && change.role() != Role.OWNER;
    return isOwner && (changesRole || Boolean.TRUE.equals(change.isDisabled()));
  }

  /** Locks all owners, so that two who remove each other do not both see the other one. */
  private static boolean isAnotherOwner(JdbcClient jdbc, SellerId seller, long id) {
    return jdbc
        .sql(
            """
            select user_id from app_user
            where seller_id = :seller and role = 'owner' and disabled_at is null
            order by user_id
            for no key update
            """)
        .param("seller", seller.value())
        .query(Long.class)
        .list()
        .stream()
        .anyMatch(owner -> owner != id);
  }

  private static void update(
      JdbcClient jdbc, SellerId seller, long id, Change change, Instant now) {
    Role role = change.role();
    jdbc.sql(
            """
            update app_user
            set name = coalesce(:name, name), role = coalesce(:role, role),
              disabled_at = case when :is_disabled then coalesce(disabled_at, :now) when not :is_disabled then null else disabled_at end,
              version = version + 1
            where seller_id = :seller and user_id = :id
            """)
        .param("name", change.name(), Types.VARCHAR)
        .param("role", role == null ? null : role.code(), Types.VARCHAR)
        .param("is_disabled", change.isDisabled(), Types.BOOLEAN)
        .param("now", SqlTimes.toSql(now))
        .param("seller", seller.value())
        .param("id", id)
        .update();
  }

  private void endSessions(SellerId seller, long id) {
    platform
        .sql("delete from web_session where seller_id = :seller and user_id = :id")
        .param("seller", seller.value())
        .param("id", id)
        .update();
  }

  @Override
  public boolean hasPassword(SellerId seller) {
    return platform
        .sql(
            """
            select exists (select 1 from app_user where seller_id = :seller and password_hash is not null)
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
            select seller_id, user_id, login, name, role, created_at, created_by, disabled_at, signed_in_at, version
            from app_user where seller_id = :seller and role = :role and disabled_at is null
            order by user_id
            limit 1
            """)
        .param("seller", seller.value())
        .param("role", role.code())
        .query((row, number) -> user(row))
        .optional();
  }

  @Override
  public Optional<Candidate> candidate(String login) {
    return platform
        .sql(
            """
            select seller_id, user_id, login, name, role, created_at, created_by, disabled_at, signed_in_at, version,
              password_hash
            from app_user where login_folded = :login
            """)
        .param("login", NewUser.folded(login))
        .query((row, number) -> new Candidate(user(row), row.getString("password_hash")))
        .optional();
  }

  @Override
  public Optional<User> ofIdentity(Identity identity) {
    return platform
        .sql(
            """
            select u.seller_id, u.user_id, u.login, u.name, u.role, u.created_at, u.created_by, u.disabled_at,
              u.signed_in_at, u.version
            from user_identity i join app_user u on u.seller_id = i.seller_id and u.user_id = i.user_id
            where i.issuer = :issuer and i.subject = :subject
            """)
        .param("issuer", identity.issuer())
        .param("subject", identity.subject())
        .query((row, number) -> user(row))
        .optional();
  }

  @Override
  public Optional<User> bind(Identity identity, String login, Instant now) {
    int rows =
        platform
            .sql(
                """
                insert into user_identity (seller_id, user_id, issuer, subject, bound_at)
                select seller_id, user_id, :issuer, :subject, :now
                from app_user where login_folded = :login and disabled_at is null
                on conflict do nothing
                """)
            .param("issuer", identity.issuer())
            .param("subject", identity.subject())
            .param("now", SqlTimes.toSql(now))
            .param("login", NewUser.folded(login))
            .update();
    return rows == 0 ? Optional.empty() : ofIdentity(identity);
  }

  @Override
  public boolean unbind(SellerId seller, long id) {
    return platform
            .sql("delete from user_identity where seller_id = :seller and user_id = :id")
            .param("seller", seller.value())
            .param("id", id)
            .update()
        > 0;
  }

  @Override
  public void signedIn(SellerId seller, long id, Instant now) {
    platform
        .sql(
            """
            update app_user set signed_in_at = greatest(signed_in_at, :now)
            where seller_id = :seller and user_id = :id
            """)
        .param("now", SqlTimes.toSql(now))
        .param("seller", seller.value())
        .param("id", id)
        .update();
  }

  @Override
  public void makeLink(SellerId seller, long id, TokenHash hash, Instant endsAt) {
    platform
        .sql(
            """
            insert into one_time_link (hash, seller_id, user_id, ends_at) values (:hash, :seller, :id, :ends_at)
            on conflict on constraint one_link_a_user
            do update set hash = excluded.hash, ends_at = excluded.ends_at
            """)
        .param("hash", hash.toBytes())
        .param("seller", seller.value())
        .param("id", id)
        .param("ends_at", SqlTimes.toSql(endsAt))
        .update();
  }

  @Override
  public Optional<User> ofLink(TokenHash hash, Instant now) {
    return platform
        .sql(
            """
            select u.seller_id, u.user_id, u.login, u.name, u.role, u.created_at, u.created_by, u.disabled_at,
              u.signed_in_at, u.version
            from one_time_link l join app_user u on u.seller_id = l.seller_id and u.user_id = l.user_id
            where l.hash = :hash and l.ends_at > :now and u.disabled_at is null
            """)
        .param("hash", hash.toBytes())
        .param("now", SqlTimes.toSql(now))
        .query((row, number) -> user(row))
        .optional();
  }

  /** {@inheritDoc} It is one statement, and so happens whole or not at all. */
  @Override
  public Optional<User> useLink(TokenHash hash, String passwordHash, Instant now) {
    return platform
        .sql(
            """
            with used as (
              delete from one_time_link l using app_user u
              where l.hash = :hash and l.ends_at > :now
                and u.seller_id = l.seller_id and u.user_id = l.user_id and u.disabled_at is null
              returning l.seller_id, l.user_id
            ), ended as (
              delete from web_session s using used where s.seller_id = used.seller_id and s.user_id = used.user_id
            )
            update app_user u set password_hash = :password
            from used where u.seller_id = used.seller_id and u.user_id = used.user_id
            returning u.seller_id, u.user_id, u.login, u.name, u.role, u.created_at, u.created_by, u.disabled_at,
              u.signed_in_at, u.version
            """)
        .param("hash", hash.toBytes())
        .param("password", passwordHash)
        .param("now", SqlTimes.toSql(now))
        .query((row, number) -> user(row))
        .optional();
  }

  @Override
  public void setPassword(SellerId seller, long id, String passwordHash, TokenHash but) {
    platform
        .sql(
            """
            with ended as (
              delete from web_session where seller_id = :seller and user_id = :id and hash <> :but
            ), over as (
              delete from one_time_link where seller_id = :seller and user_id = :id
            )
            update app_user set password_hash = :password where seller_id = :seller and user_id = :id
            """)
        .param("seller", seller.value())
        .param("id", id)
        .param("but", but.toBytes())
        .param("password", passwordHash)
        .update();
  }
}
