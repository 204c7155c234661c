package dev.onhand.store.access;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.access.Session;
import dev.onhand.engine.access.Sessions;
import dev.onhand.engine.access.TokenHash;
import dev.onhand.engine.access.User;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sessions in PostgreSQL. */
public final class JdbcSessions implements Sessions {

  private final JdbcClient platform;

  /**
   * @param platform connections of the role {@code onhand_platform}
   */
  public JdbcSessions(DataSource platform) {
    this.platform = JdbcClient.create(platform);
  }

  @Override
  public void start(NewSession session) {
    platform
        .sql(
            """
            insert into web_session (hash, token_hash, seller_id, user_id, started_at, seen_at, ends_at, agent, awaits_code)
            values (:hash, :token, :seller, :user, :started, :started, :ends, :agent, :awaits_code)
            """)
        .param("hash", session.hash().toBytes())
        .param("token", token(session.by()), Types.BINARY)
        .param("seller", seller(session.by()), Types.BIGINT)
        .param("user", user(session.by()), Types.BIGINT)
        .param("started", SqlTimes.toSql(session.startedAt()))
        .param("ends", SqlTimes.toSql(session.startedAt().plus(Session.LENGTH)))
        .param("agent", session.agent())
        .param("awaits_code", session.awaitsCode())
        .update();
  }

  private static byte @Nullable [] token(Session.By by) {
    return by instanceof Session.By.Token(var hash) ? hash.toBytes() : null;
  }

  private static @Nullable Long seller(Session.By by) {
    return by instanceof Session.By.Person(var seller, var user) ? seller.value() : null;
  }

  private static @Nullable Long user(Session.By by) {
    return by instanceof Session.By.Person(var seller, var user) ? user : null;
  }

  @Override
  public Optional<Session> find(TokenHash hash) {
    return platform
        .sql(
            """
            select hash, session_id, token_hash, seller_id, user_id, started_at, seen_at, ends_at, agent, awaits_code
            from web_session
            where hash = :hash
            """)
        .param("hash", hash.toBytes())
        .query((row, number) -> session(row))
        .optional();
  }

  private static Session session(ResultSet row) throws SQLException {
    byte[] token = row.getBytes("token_hash");
    return new Session(
        TokenHash.ofBytes(row.getBytes("hash")),
        row.getLong("session_id"),
        token == null
            ? new Session.By.Person(new SellerId(row.getLong("seller_id")), row.getLong("user_id"))
            : new Session.By.Token(TokenHash.ofBytes(token)),
        SqlTimes.get(row, "started_at"),
        SqlTimes.get(row, "seen_at"),
        SqlTimes.get(row, "ends_at"),
        row.getString("agent"),
        row.getBoolean("awaits_code"));
  }

  @Override
  public List<Session> of(long person, Instant now) {
    return platform
        .sql(
            """
            select s.hash, s.session_id, s.token_hash, s.seller_id, s.user_id, s.started_at, s.seen_at, s.ends_at, s.agent,
              s.awaits_code
            from app_user u
            join web_session s on s.seller_id = u.seller_id and s.user_id = u.user_id
            where u.person_id = :person and not s.awaits_code and s.ends_at > :now and s.seen_at > :idle_since
            order by s.session_id desc
            limit 200
            """)
        .param("person", person)
        .param("now", SqlTimes.toSql(now))
        .param("idle_since", SqlTimes.toSql(now.minus(Session.IDLE_MAX)))
        .query((row, number) -> session(row))
        .list();
  }

  @Override
  public void end(long person, long session) {
    platform
        .sql(
            """
            delete from web_session s using app_user u
            where u.person_id = :person and s.seller_id = u.seller_id and s.user_id = u.user_id and s.session_id = :session
            """)
        .param("person", person)
        .param("session", session)
        .update();
  }

  @Override
  public void actAs(TokenHash hash, User user) {
    platform
        .sql("update web_session set seller_id = :seller, user_id = :user where hash = :hash")
        .param("seller", user.seller().value())
        .param("user", user.id())
        .param("hash", hash.toBytes())
        .update();
  }

  @Override
  public void touch(TokenHash hash, Instant now) {
    platform
        .sql("update web_session set seen_at = greatest(seen_at, :now) where hash = :hash")
        .param("now", SqlTimes.toSql(now))
        .param("hash", hash.toBytes())
        .update();
  }

  @Override
  public void end(TokenHash hash) {
    platform
        .sql("delete from web_session where hash = :hash")
        .param("hash", hash.toBytes())
        .update();
  }

  @Override
  public void forget(Instant now) {
    platform
        .sql("delete from web_session where ends_at <= :now or seen_at <= :idle_since")
        .param("now", SqlTimes.toSql(now))
        .param("idle_since", SqlTimes.toSql(now.minus(Session.IDLE_MAX)))
        .update();
  }
}
