package dev.onhand.store.access;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.NewUser;
import dev.onhand.engine.access.Role;
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

/** A seller's people in PostgreSQL. */
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

  static Optional<User> find(JdbcClient jdbc, SellerId seller, long id) {
    return jdbc.sql(
            """
            select seller_id, user_id, person_id, login, name, role, created_at, created_by, disabled_at, signed_in_at, version
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
                    select seller_id, user_id, person_id, login, name, role, created_at, created_by, disabled_at, signed_in_at, version
                    from app_user where seller_id = :seller and login_folded = :login
                    """)
                .param("seller", seller.value())
                .param("login", NewUser.folded(login))
                .query((row, number) -> user(row))
                .optional());
  }

  static User user(ResultSet row) throws SQLException {
    return new User(
        new SellerId(row.getLong("seller_id")),
        row.getLong("user_id"),
        row.getObject("person_id", Long.class),
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
            select seller_id, user_id, person_id, login, name, role, created_at, created_by, disabled_at, signed_in_at, version
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
            select seller_id, user_id, person_id, login, name, role, created_at, created_by, disabled_at, signed_in_at, version
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
              if (endsOwning(before.get(), change) && !isAnotherOwner(jdbc, before.get())) {
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
    boolean changesRole = change.role() != null && change.role() != Role.OWNER;
    return isOwner(user) && (changesRole || Boolean.TRUE.equals(change.isDisabled()));
  }

  private static boolean isOwner(User user) {
    return user.role() == Role.OWNER && user.disabledAt() == null;
  }

  /**
   * Locks all owners, so that two who remove each other do not both see the other one. Who was only
   * invited cannot stand in for one who came in.
   */
  private static boolean isAnotherOwner(JdbcClient jdbc, User owner) {
    return jdbc
        .sql(
            """
            select user_id from app_user
            where seller_id = :seller and role = 'owner' and disabled_at is null and (person_id is not null or :is_invited)
            order by user_id
            for no key update
            """)
        .param("seller", owner.seller().value())
        .param("is_invited", owner.person() == null)
        .query(Long.class)
        .list()
        .stream()
        .anyMatch(other -> other != owner.id());
  }

  @Override
  public Changed remove(SellerId seller, long id) {
    return transactions.call(
        seller,
        jdbc -> {
          Optional<User> before = find(jdbc, seller, id);
          if (before.isEmpty()) {
            return new Changed.Unknown();
          }
          if (isOwner(before.get()) && !isAnotherOwner(jdbc, before.get())) {
            return new Changed.LastOwner();
          }
          jdbc.sql("delete from app_user where seller_id = :seller and user_id = :id")
              .param("seller", seller.value())
              .param("id", id)
              .update();
          return new Changed.Done(before.get());
        });
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
}
