package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTest {

  @TempDir private Path directory;
  private Shell shell;

  @BeforeEach
  void prepare() {
    shell = new Shell().in(directory);
  }

  @Test
  void looksOnThisMachineAndInTheDataDirectory() throws IOException {
    write("data/token", "onh_live_data\n", "rw-------");

    Connection connection = find(null);

    assertThat(connection.url()).hasToString(Connection.DEFAULT_URL);
    assertThat(connection.token()).contains("onh_live_data");
    assertThat(connection.source()).endsWith("data/token");
  }

  @Test
  void prefersTheEnvironment() throws IOException {
    write("data/token", "onh_live_data", "rw-------");
    shell.with("ONHAND_TOKEN", "onh_live_env").with("ONHAND_URL", "https://onhand.example.com/");

    Connection connection = find(null);

    assertThat(connection.url()).hasToString("https://onhand.example.com");
    assertThat(connection.token()).contains("onh_live_env");
    assertThat(connection.isEncrypted()).isTrue();
    assertThat(connection.isLocal()).isFalse();
  }

  @Test
  void prefersADataDirectoryThatIsNamedToTheConfiguration() throws IOException {
    write("other/token", "onh_live_other", "rw-------");
    write("third/token", "onh_live_third", "rw-------");
    configure("token = \"onh_live_config\"", "rw-------");

    assertThat(find(null).token()).contains("onh_live_config");
    assertThat(find(Path.of("other")).token()).contains("onh_live_other");
    assertThat(shell.with("ONHAND_DATA", "third")).isNotNull();
    assertThat(find(null).token()).contains("onh_live_third");
  }

  @Test
  void readsTheConfiguration() throws IOException {
    configure(
        """
        # my server
        url = "https://onhand.example.com" # at home
        data = "elsewhere"
        """,
        "rw-r--r--");

    Connection connection = find(null);

    assertThat(connection.url()).hasToString("https://onhand.example.com");
    assertThat(connection.data()).isEqualTo(directory.resolve("elsewhere"));
  }

  @Test
  void refusesAConfigurationWithATokenThatOthersCanRead() throws IOException {
    configure("token = \"onh_live_config\"", "rw-r--r--");

    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> find(null))
        .withMessageContaining("can be read by others")
        .satisfies(e -> assertThat(e.advice()).contains("chmod 600"));
  }

  @Test
  void refusesALineThatIsNoSetting() throws IOException {
    configure("url = \"http://localhost\"\ntokn = \"x\"", "rw-------");

    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> find(null))
        .withMessageContaining("line 2 is not a setting");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:8080",
        "ftp://localhost",
        "http://",
        "http://user:secret@localhost",
        "http://localhost?x=1",
        "http://local host"
      })
  void refusesWhatIsNoUrlOfAServer(String url) {
    shell.with("ONHAND_URL", url);

    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> find(null))
        .satisfies(e -> assertThat(e.exit()).isEqualTo(Exit.USAGE));
  }

  @Test
  void refusesATokenThatIsNoneWithoutEchoingIt() {
    shell.with("ONHAND_TOKEN", "Bearer secret");

    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> find(null))
        .satisfies(e -> assertThat(e.exit()).isEqualTo(Exit.AUTHENTICATION))
        .satisfies(e -> assertThat(e.getMessage() + e.advice()).doesNotContain("secret"));
  }

  private Connection find(Path data) {
    PrintStream nowhere =
        new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return Connection.find(shell.surroundings(nowhere, nowhere), data);
  }

  private void configure(String text, String permissions) throws IOException {
    write("home/.config/onhand/config.toml", text, permissions);
  }

  private void write(String name, String text, String permissions) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
