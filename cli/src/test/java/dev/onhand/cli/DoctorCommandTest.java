package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);
  @TempDir private Path directory;

  @BeforeEach
  void prepare() {
    shell.in(directory).at(InstantSource.system());
    server
        .on("GET /livez", FakeServer.json(200, "{\"status\":\"up\"}"))
        .on("GET /readyz", "{\"status\":\"up\",\"database\":\"up\"}")
        .on("GET /api/v1/seller", "{\"code\":\"default\",\"time_zone\":\"UTC\"}")
        .on("GET /api/v1/doctor", report("ok", "PostgreSQL 18.6"));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void findsNothingWrong() {
    Result result = shell.run("doctor");

    assertThat(result.exit()).isEqualTo(Exit.OK);
    assertThat(result.out())
        .contains("| clock    | ok     | agrees with the server's")
        .contains("| token    | ok     | ONHAND_TOKEN opens seller default")
        .contains("| database | ok     | PostgreSQL 18.6");
    assertThat(result.err()).isEqualTo("Nothing is wrong.\n");
  }

  @Test
  void namesAMissingGrant() {
    String grant = "Run: grant select on movement to onhand_app;";
    server.on("GET /api/v1/doctor", report("failed", grant));

    Result result = shell.run("doctor", "--csv");

    assertThat(result.exit()).isEqualTo(Exit.FAILED);
    assertThat(result.out()).contains("database,failed," + grant);
  }

  @Test
  void saysHowToStartAServerThatDoesNotAnswer() {
    server.close();

    Result result = shell.run("doctor");

    assertThat(result.exit()).isEqualTo(Exit.UNAVAILABLE);
    assertThat(result.out()).contains(server.url() + " does not answer", "onhand serve --data");
  }

  @Test
  void tellsAWrongTokenFromAMissingOne() {
    assertThat(shell.with("ONHAND_TOKEN", "onh_live_wrong").run("doctor").exit())
        .isEqualTo(Exit.AUTHENTICATION);

    Result missing = shell.with("ONHAND_TOKEN", "").run("doctor");
    assertThat(missing.exit()).isEqualTo(Exit.AUTHENTICATION);
    assertThat(missing.out()).contains("data/token cannot be read");
  }

  @Test
  void warnsOfClocksThatDisagree() {
    InstantSource early = InstantSource.offset(InstantSource.system(), Duration.ofSeconds(-60));

    Result result = shell.at(early).run("doctor");

    assertThat(result.exit()).isEqualTo(Exit.OK);
    assertThat(result.out()).contains("warning", "differs from the server's by ");
  }

  @Test
  void failsWhenTheDatabaseIsDown() {
    server.on("GET /readyz", FakeServer.json(503, "{\"status\":\"down\",\"database\":\"down\"}"));

    assertThat(shell.run("doctor").exit()).isEqualTo(Exit.UNAVAILABLE);
  }

  @Test
  void failsWhenOthersCanReadTheToken() throws IOException {
    Path token = Files.createDirectory(directory.resolve("data")).resolve("token");
    Files.writeString(token, FakeServer.TOKEN);
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(shell.run("doctor").out()).contains("run chmod 600");

    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    assertThat(shell.run("doctor").out()).contains("GB free for").doesNotContain("chmod");
  }

  private static String report(String result, String detail) {
    return """
        {"object":"doctor","version":"development","checks":[{"check":"database",\
        "result":"%s","detail":"%s"}]}"""
        .formatted(result, detail);
  }
}
