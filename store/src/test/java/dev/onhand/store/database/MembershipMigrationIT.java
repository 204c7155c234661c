package dev.onhand.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.engine.access.Persons;
import dev.onhand.engine.access.SecondFactors;
import dev.onhand.engine.access.Session;
import dev.onhand.engine.access.TokenHash;
import dev.onhand.model.Secret;
import dev.onhand.store.access.JdbcPersons;
import dev.onhand.store.access.JdbcSecondFactors;
import dev.onhand.store.access.JdbcSessions;
import dev.onhand.store.secrets.SecretBox;
import dev.onhand.store.testing.TestDatabase;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Whoever signed in before people could work for several sellers signs in as before. */
class MembershipMigrationIT {

  private static final String BEFORE = "20261129044200";

  private static final TokenHash BROWSER = TokenHash.of("browser");

  /** Ann of seller 1 has all there is; Ben of seller 2 came by a provider; Cat was only invited. */
  private static final String OLD =
      """
      insert into seller (seller_id, code, name, time_zone, created_at) overriding system value
      values (1, 'a', 'A', 'UTC', now()), (2, 'b', 'B', 'UTC', now());
      insert into app_user (seller_id, user_id, login, login_folded, name, role, password_hash, created_at, created_by)
      overriding system value values (1, 7, 'Ann', 'ann', 'Ann', 'owner', 'hash', now(), 'x'),
        (2, 8, 'ben', 'ben', 'Ben', 'viewer', null, now(), 'x'), (2, 9, 'cat', 'cat', 'Cat', 'viewer', null, now(), 'x');
      insert into user_identity (seller_id, user_id, issuer, subject, bound_at) values (2, 8, 'https://id', 'b-1', now());
      insert into one_time_link (hash, seller_id, user_id, ends_at) values (sha256('link'), 2, 9, now() + interval '1 day');
      insert into web_session (hash, seller_id, user_id, started_at, seen_at, ends_at, agent)
      values (sha256('browser'), 1, 7, now(), now(), now() + interval '1 hour', '');
      """;

  private final SecretBox box = new SecretBox(SecretBox.newKey(bytes -> {}), bytes -> {});

  @Test
  void keepsWhoSignsInTheirSessionsAndWhatTheyProveThemselvesWith() throws SQLException {
    TestDatabase.empty(
        (settings, database) -> {
          TestMigrations.migrate(settings, BEFORE);
          try (Statement statement = database.createStatement();
              PreparedStatement factor =
                  database.prepareStatement(
                      "insert into second_factor (seller_id, user_id, secret, confirmed_at) values (1, 7, ?, now())")) {
            statement.execute(OLD);
            factor.setBytes(1, box.seal("second-factor:1:7", Secret.of("key")));
            factor.executeUpdate();
            statement.execute(
                "insert into recovery_code (seller_id, user_id, hash) values (1, 7, sha256('paper'))");
          }
          TestMigrations.migrate(settings, "latest");
          check(new SingleConnectionDataSource(database, true));
        });
  }

  private void check(DataSource platform) {
    Persons persons = new JdbcPersons(platform);
    var ann = persons.candidate("ANN").orElseThrow();
    assertThat(ann.passwordHash()).isEqualTo("hash");
    assertThat(ann.user().seller().value()).isEqualTo(1);
    long person = ann.user().personId();
    assertThat(persons.memberships(person))
        .extracting(Persons.Membership::seller)
        .containsOnly("A");

    assertThat(new JdbcSessions(platform).find(BROWSER).orElseThrow().by())
        .isEqualTo(new Session.By.Person(ann.user().seller(), ann.user().id()));
    SecondFactors factors = new JdbcSecondFactors(platform, box);
    assertThat(factors.find(person).orElseThrow().secret().reveal()).isEqualTo("key");
    assertThat(factors.takeRecovery(person, TokenHash.of("paper"))).isTrue();
    assertThat(factors.remove(person)).isTrue();
    assertThat(factors.offer(person, Secret.of("next"), List.of())).isTrue();
    assertThat(factors.find(person).orElseThrow().secret().reveal()).isEqualTo("next");

    assertThat(persons.candidate("ben").orElseThrow().passwordHash()).isNull();
    assertThat(persons.candidate("cat")).as("came in by nothing yet").isEmpty();
    var cat = persons.useLink(TokenHash.of("link"), "new", Instant.now()).orElseThrow();
    assertThat(cat.personId()).as("is nobody else").isGreaterThan(9);
  }
}
