package dev.onhand.store.access;

import dev.onhand.engine.access.SignInFailures;
import dev.onhand.store.database.SqlTimes;
import java.time.Instant;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Failures to sign in, in PostgreSQL. */
public final class JdbcSignInFailures implements SignInFailures {

  private final JdbcClient platform;

  /**
   * @param platform connections of the role {@code onhand_platform}
   */
  public JdbcSignInFailures(DataSource platform) {
    this.platform = JdbcClient.create(platform);
  }

  @Override
  public int count(String subject, Instant now) {
    return platform
        .sql(
            """
            insert into sign_in_failure as f (subject, tries, since) values (:subject, 1, :now)
            on conflict (subject) do update
            set tries = case when f.since <= :over then 1 else least(f.tries, 1000000) + 1 end,
              since = case when f.since <= :over then excluded.since else f.since end
            returning tries
            """)
        .param("subject", subject)
        .param("now", SqlTimes.toSql(now))
        .param("over", SqlTimes.toSql(now.minus(WINDOW)))
        .query(Integer.class)
        .single();
  }

  @Override
  public void clear(String subject) {
    platform
        .sql("delete from sign_in_failure where subject = :subject")
        .param("subject", subject)
        .update();
  }

  @Override
  public void forget(Instant now) {
    platform
        .sql("delete from sign_in_failure where since <= :over")
        .param("over", SqlTimes.toSql(now.minus(WINDOW)))
        .update();
  }
}
