package dev.onhand.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.onhand.server.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {

  @Test
  void servesThisMachineFromItsOwnDatabaseUnlessTold() {
    ServerSettings settings = ServerSettings.read(Map.of());
    assertThat(settings.bind()).isEqualTo("127.0.0.1");
    assertThat(settings.port()).isEqualTo(8080);
    assertThat(settings.managementPort()).isZero();
    assertThat(settings.database()).isNull();
    assertThat(settings.timeZone()).isEqualTo(ZoneId.of("UTC"));
    assertThat(settings.environment()).isEmpty();
    assertThat(settings.notes()).isEmpty();
  }

  @Test
  void tellsAllThatIsWrongAtOnce() {
    SettingsException wrong =
        catchThrowableOfType(
            SettingsException.class,
            () ->
                ServerSettings.read(
                    Map.of(
                        "ONHAND_PORT", "80800",
                        "ONHAND_TIME_ZONE", "Nowhere",
                        "ONHAND_ENVIRONMENT", "far more than a word or two",
                        "ONHAND_LOG_FORMAT", "xml",
                        "ONHAND_LOG_MOVEMENTS", "yes",
                        "ONHAND_COMMITTER_LANES", "0",
                        "ONHAND_DATABASE_URL", "postgres://me:secret@host/db")));
    assertThat(wrong.problems()).hasSize(7);
    assertThat(wrong.getMessage())
        .contains("ONHAND_PORT", "Nowhere", "xml", "ONHAND_DATABASE_URL", "ONHAND_DATABASE_USER")
        .doesNotContain("secret");
  }

  @Test
  void masksSecretsAndWarnsOfTheUnknown() {
    ServerSettings settings =
        ServerSettings.read(
            Map.of(
                "ONHAND_DATABASE_URL", "jdbc:postgresql://db:5432/onhand",
                "ONHAND_DATABASE_USER", "me",
                "ONHAND_DATABASE_PASSWORD", "canary",
                "ONHAND_PROT", "1",
                "ONHAND_TOKEN", "canary",
                "PATH", "canary"));
    assertThat(settings.notes())
        .containsExactly(
            "ONHAND_DATABASE_PASSWORD=***",
            "ONHAND_DATABASE_URL=jdbc:postgresql://db:5432/onhand",
            "ONHAND_DATABASE_USER=me",
            "there is no setting ONHAND_PROT; is it misspelt?");
    assertThat(settings.toString()).doesNotContain("canary");
  }

  @Test
  void readsASecretFromAFile(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("password"), "canary\n");
    ServerSettings settings =
        ServerSettings.read(
            Map.of(
                "ONHAND_DATABASE_URL", "jdbc:postgresql://db:5432/onhand",
                "ONHAND_DATABASE_USER", "me",
                "ONHAND_DATABASE_PASSWORD_FILE", file.toString()));
    assertThat(settings.database()).isNotNull();
    assertThat(settings.database().login().password().reveal()).isEqualTo("canary");
    assertThatThrownBy(
            () -> ServerSettings.read(Map.of("ONHAND_DATABASE_PASSWORD_FILE", "/none/such")))
        .hasMessageContaining("cannot be read");
  }

  @Test
  void isListedInTheReference() {
    StringBuilder page =
        new StringBuilder(
            """
            # Settings

            The server is set up by environment variables, or by options of `onhand serve` where there are such. What is
            wrong is told all at once, before anything starts; what is set is shown in the log with secrets masked, and an
            unknown `ONHAND_` variable is named there. A secret can be given as a file instead: put `_FILE` behind its name.
            `onhand demo` uses none of them, so that it touches nothing that is in use; `onhand serve --data ./onhand-demo`
            serves with them what a demo left.

            | variable | default | what it means |
            |---|---|---|
            """);
    for (Setting setting : Setting.values()) {
      page.append(
          "| `%s` | %s | %s%s |\n"
              .formatted(
                  setting.variable(),
                  setting.usual().isEmpty() ? "" : "`" + setting.usual() + "`",
                  setting.meaning(),
                  setting.isSecret() ? " Or a file: `" + setting.fileVariable() + "`." : ""));
    }
    Golden.check("docs/reference/settings.md", page.toString());
  }
}
