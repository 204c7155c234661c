package dev.onhand.store.access;

import dev.onhand.engine.access.Session;
import dev.onhand.engine.access.Sessions;
import dev.onhand.engine.access.TokenHash;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
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
  public void start(Session session) {
    platform
        .sql(
            """
            insert into web_session (hash, token_hash, started_at, seen_at, ends_at, agent)
            values (:hash, :token, :started, :seen, :ends, :agent)
            """)
        .param("hash", session.hash().toBytes())
        .param("token", session.token().toBytes())
        .param("started", SqlTimes.toSql(session.startedAt()))
        .param("seen", SqlTimes.toSql(session.seenAt()))
        .param("ends", SqlTimes.toSql(session.endsAt()))
        .param("agent", session.agent())
        .update();
  }

  @Override
  public Optional<Session> find(TokenHash hash) {
    return platform
        .sql(
            """
            select hash, token_hash, started_at, seen_at, ends_at, agent from web_session
            where hash = :hash
            """)
        .param("hash", hash.toBytes())
        .query((row, number) -> session(row))
        .optional();
  }

  private static Session session(ResultSet row) throws SQLException {
    return new Session(
        TokenHash.ofBytes(row.getBytes("hash")),
        TokenHash.ofBytes(row.getBytes("token_hash")),
        SqlTimes.get(row, "started_at"),
        SqlTimes.get(row, "seen_at"),
        SqlTimes.get(row, "ends_at"),
        row.getString("agent"));
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
