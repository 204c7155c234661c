package dev.onhand.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.model.Secret;
import dev.onhand.store.database.DatabaseSettings.Login;
import dev.onhand.store.database.DatabaseSettings.Pools;
import dev.onhand.store.database.DatabaseSettings.Timeouts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DatabaseSettingsTest {

  private static final Login LOGIN = new Login("onhand", Secret.of("tr0ub4dor"));

  @Test
  void usesTheLoginForMigrationsUnlessAnotherIsGiven() {
    DatabaseSettings settings = DatabaseSettings.of("jdbc:postgresql://db/onhand", LOGIN);
    assertThat(settings.migrationLogin()).isEqualTo(LOGIN);
    Login owner = new Login("owner", Secret.of("x"));
    assertThat(settings.withMigrationLogin(owner).migrationLogin()).isEqualTo(owner);
  }

  @Test
  void namesAllThatIsWrongAtOnce() {
    Timeouts timeouts =
        new Timeouts(
            Duration.ZERO,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofHours(1),
            Duration.ofSeconds(1));
    assertThatThrownBy(
            () ->
                new DatabaseSettings(
                    "mysql://db",
                    new Login(" ", Secret.of("")),
                    LOGIN,
                    new Pools(0, 1, 900),
                    timeouts))
        .isInstanceOf(DatabaseSetupException.class)
        .hasMessageContainingAll(
            "ONHAND_DATABASE_URL must look like",
            "ONHAND_DATABASE_USER is missing",
            "pool \"app\" must be from 1 to 200, not 0",
            "pool \"platform\" must be from 1 to 200, not 900",
            "to wait for a free connection",
            "lock (PT1H) must be more than a second shorter");
  }

  @Test
  void refusesAPasswordInTheUrlAndDoesNotRepeatIt() {
    assertThatThrownBy(
            () -> DatabaseSettings.of("jdbc:postgresql://db/onhand?password=tr0ub4dor", LOGIN))
        .hasMessageContaining("ONHAND_DATABASE_PASSWORD")
        .hasMessageNotContaining("tr0ub4dor");
    assertThatThrownBy(() -> DatabaseSettings.of("jdbc:postgresql://me:tr0ub4dor@db/x", LOGIN))
        .hasMessageContaining("ONHAND_DATABASE_PASSWORD")
        .hasMessageNotContaining("tr0ub4dor");
    assertThatThrownBy(() -> DatabaseSettings.of("postgres://me:a/b@tr0ub4dor@db/onhand", LOGIN))
        .hasMessageContaining("postgres://***@db/onhand")
        .hasMessageNotContaining("tr0ub4dor");
  }

  @Test
  void hidesItsPasswords() {
    DatabaseSettings settings = DatabaseSettings.of("jdbc:postgresql://db/onhand", LOGIN);
    assertThat(settings.toString()).contains("***").doesNotContain("tr0ub4dor");
    assertThat(settings.login().password().reveal()).isEqualTo("tr0ub4dor");
  }

  @Test
  void makesSecretsThatDiffer() {
    assertThat(Secret.random()).isNotEqualTo(Secret.random());
    assertThat(Secret.random().reveal()).matches("[A-Za-z0-9_-]{32}");
    assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).hasSameHashCodeAs(Secret.of("a"));
  }
}
