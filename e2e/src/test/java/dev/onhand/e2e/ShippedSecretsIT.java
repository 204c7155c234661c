package dev.onhand.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.store.database.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tokens and passwords of a shipped server in trouble come out nowhere: in no answer, output, log
 * or other file, in no process list and no dump of threads.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ShippedSecretsIT {
  private static final Duration TIME_MAX = Duration.ofSeconds(60);

  /** A token's beginning is shown, to tell tokens apart. */
  private static final int TOKEN_SHOWN = 13;

  private static final String WORKER_PASSWORD = "canary-of-the-worker";
  private static final String OWNER_PASSWORD = "canary-of-the-owner";
  private static final String MISTYPED = "canary-mistyped";
  private static final String STRANGE_TOKEN = "onh_live_canaryofanothershop";

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> seen = new ArrayList<>();
  private String url = "";
  private String token = "";

  @Test
  void showsNoTokenAndNoPasswordOfAnExternalDatabase() throws Exception {
    try (TestServer database = TestServer.start(folder.resolve("database"))) {
      makeUsers(database);
      Map<String, String> environment = environment(database);
      String till;
      try (ShippedServer server = ShippedServer.start(folder.resolve("data"), environment)) {
        url = server.url();
        token = server.token();
        till = tokenOfTheTill();
        askBadly();
        failInside(database);
        loseTheDatabase(database);
        askByCommandLine();
        lookAtProcesses(server.pid());
      }
      startInVain(environment);
      List<String> secrets =
          List.of(
              token.substring(TOKEN_SHOWN),
              till.substring(TOKEN_SHOWN),
              WORKER_PASSWORD,
              OWNER_PASSWORD,
              MISTYPED,
              STRANGE_TOKEN);
      assertThat(seen).hasSizeGreaterThan(20).allSatisfy(text -> assertIsFree(text, secrets));
      // In the database's own files, too: neither a thief nor a backup gets a token from there.
      assertFilesAreFree(folder, secrets, Set.of(folder.resolve("data/token")));
      assertThat(log()).contains("GET /api/v1/locations/onh_live_*** failed");
    }
  }

  @Test
  void showsNothingOfItsOwnDatabaseToOthers() throws Exception {
    Path data = folder.resolve("data");
    Files.createDirectory(
        data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    try (ShippedServer server = ShippedServer.start(data, Map.of("ONHAND_TOKEN", STRANGE_TOKEN))) {
      url = server.url();
      token = server.token();
      server.killDatabase();
      Eventually.within(TIME_MAX, "it starts again", () -> log().contains("PostgreSQL runs again"));
      awaitStatus(200);
      String password = Files.readString(data.resolve("postgres.password")).strip();
      List<String> secrets = List.of(token.substring(TOKEN_SHOWN), password, STRANGE_TOKEN);
      lookAtProcesses(server.pid());
      ProcessHandle postmaster = server.postmaster().orElseThrow();
      lookAtProcesses(postmaster.pid());
      seen.add(proc(postmaster.pid(), "environ"));
      assertThat(seen).allSatisfy(text -> assertIsFree(text, secrets));
      Set<Path> holders = Set.of(data.resolve("token"), data.resolve("postgres.password"));
      assertFilesAreFree(folder, secrets, holders);
      assertThat(holders).allSatisfy(file -> assertMode(file, "rw-------"));
      assertThat(List.of("postgres", "log", "imports"))
          .allSatisfy(name -> assertMode(data.resolve(name), "rwx------"));
    }
  }

  private static void makeUsers(TestServer database) throws SQLException {
    execute(
        database,
        "create role shop login noinherit password '" + WORKER_PASSWORD + "'",
        "create role shop_owner login password '" + OWNER_PASSWORD + "'",
        "grant onhand_app, onhand_committer, onhand_platform to shop",
        "create database shop owner shop_owner");
  }

  private static Map<String, String> environment(TestServer database) {
    return Map.of(
        "ONHAND_DATABASE_URL",
        "jdbc:postgresql://127.0.0.1:%d/shop".formatted(database.port()),
        "ONHAND_DATABASE_USER",
        "shop",
        "ONHAND_DATABASE_PASSWORD",
        WORKER_PASSWORD,
        "ONHAND_DATABASE_MIGRATION_USER",
        "shop_owner",
        "ONHAND_DATABASE_MIGRATION_PASSWORD",
        OWNER_PASSWORD,
        "ONHAND_LOG_MOVEMENTS",
        "true");
  }

  /** The one answer that shows a token, once. */
  private String tokenOfTheTill() throws Exception {
    HttpResponse<String> made =
        send("POST", "/api/v1/tokens", "{\"name\":\"till\",\"scopes\":[\"stock:read\"]}", token);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    String till = new JsonMapper().readTree(made.body()).at("/token").asString();
    assertThat(till).startsWith("onh_live_");
    see("GET", "/api/v1/tokens", "", token);
    see("GET", "/api/v1/tokens", "", till);
    return till;
  }

  private void askBadly() throws Exception {
    for (String path :
        List.of("products", "locations", "movements", "movements:batch", "tokens", "imports")) {
      see("POST", "/api/v1/" + path, "{\"" + token + "\":\"" + token + "\"}", token);
      see("POST", "/api/v1/" + path + "?kind=" + token, token, token);
      see("GET", "/api/v1/" + path + "/" + token + "?" + token + "=" + token, "", token);
      see("GET", "/api/v1/" + path, "", token + "x");
    }
    see("GET", "/readyz", "", token);
    see("GET", "/metrics", "", token);
  }

  /** An error that nobody foresaw, which is logged with all that led to it. */
  private void failInside(TestServer database) throws Exception {
    executeInShop(database, "alter table location rename to location_gone");
    assertThat(see("GET", "/api/v1/locations/" + token, "", token)).isEqualTo(500);
    executeInShop(database, "alter table location_gone rename to location");
  }

  /** Its password is changed behind its back, and back. */
  private void loseTheDatabase(TestServer database) throws Exception {
    execute(
        database,
        "alter role shop password 'another'",
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'shop'");
    Eventually.within(
        TIME_MAX,
        "the database turns the server away",
        () ->
            see("GET", "/api/v1/products", "", token) == 503
                && logOfDatabase().contains("password authentication failed"));
    execute(database, "alter role shop password '" + WORKER_PASSWORD + "'");
    awaitStatus(200);
  }

  private void awaitStatus(int status) throws InterruptedException {
    Eventually.within(
        TIME_MAX,
        "the API answers " + status,
        () -> see("GET", "/api/v1/products", "", token) == status);
  }

  private void askByCommandLine() throws Exception {
    for (List<String> command :
        List.of(
            List.of("doctor"),
            List.of("token", "list"),
            List.of("log", "show"),
            List.of("product", "add", "", "--json"),
            List.of("stock", "show", "NONE"))) {
      onhand(command, Map.of("ONHAND_DATA", folder.resolve("data").toString()));
      onhand(command, Map.of("ONHAND_TOKEN", STRANGE_TOKEN));
      onhand(command, Map.of("ONHAND_TOKEN", STRANGE_TOKEN + " and more"));
    }
  }

  private Shell.Result onhand(List<String> command, Map<String, String> environment)
      throws Exception {
    Map<String, String> all = new HashMap<>(environment);
    all.put("ONHAND_URL", url);
    Shell.Result result =
        Shell.run(all, Shell.DISTRIBUTION.resolve("bin/onhand"), command.toArray(String[]::new));
    seen.add(result.out());
    seen.add(result.err());
    return result;
  }

  /** Starts that must fail, and say why. */
  private void startInVain(Map<String, String> environment) throws Exception {
    String address = environment.get("ONHAND_DATABASE_URL");
    String inside = address.replace("//", "//shop:" + MISTYPED + "@");
    for (Map<String, String> wrong :
        List.of(
            Map.of("ONHAND_DATABASE_PASSWORD", MISTYPED),
            Map.of("ONHAND_DATABASE_MIGRATION_PASSWORD", MISTYPED),
            Map.of("ONHAND_DATABASE_URL", address + "?password=" + MISTYPED),
            Map.of("ONHAND_DATABASE_URL", inside),
            Map.of("ONHAND_DATABASE_URL", inside.replace("jdbc:postgresql", "postgres")))) {
      Map<String, String> all = new HashMap<>(environment);
      all.putAll(wrong);
      all.put(ShippedServer.JAVA_OPTIONS, ShippedServer.quickly());
      Shell.Result result =
          onhand(List.of("serve", "--data", folder.resolve("data").toString(), "--port", "0"), all);
      assertThat(result.exitCode()).as(result.err()).isNotZero();
      // Of java itself, which names its flags.
      assertThat(result.err().replaceFirst("NOTE: .*\n", "")).isNotBlank();
    }
  }

  /** What any user of the machine sees of it, and what its keeper sends to those who help. */
  private void lookAtProcesses(long pid) throws Exception {
    List<ProcessHandle> processes = new ArrayList<>(ProcessHandle.of(pid).stream().toList());
    ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).forEach(processes::add);
    for (ProcessHandle process : processes) {
      seen.add(proc(process.pid(), "cmdline"));
      seen.add(process.info().commandLine().orElse(""));
    }
    if (proc(pid, "cmdline").contains("java")) {
      for (String what : List.of("Thread.print", "VM.command_line", "VM.system_properties")) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Shell.Result dump = Shell.run(Map.of(), jcmd, Long.toString(pid), what);
        assertThat(dump.exitCode()).as(dump.err()).isZero();
        seen.add(dump.out());
      }
    }
  }

  private static String proc(long pid, String file) throws IOException {
    Path path = Path.of("/proc", Long.toString(pid), file);
    try {
      return Files.readString(path, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException elsewhereOrEnded) {
      return "";
    }
  }

  /** Asks, and keeps all of the answer. */
  private int see(String method, String path, String body, String bearer) {
    try {
      HttpResponse<String> answer = send(method, path, body, bearer);
      seen.add(answer.headers().map() + "\n" + answer.body());
      return answer.statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> send(String method, String path, String body, String bearer)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Authorization", "Bearer " + bearer)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static void executeInShop(TestServer database, String statement) throws SQLException {
    try (Connection connection = database.superuser("shop");
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  private static void execute(TestServer database, String... statements) throws SQLException {
    try (Connection connection = database.superuser();
        Statement sql = connection.createStatement()) {
      for (String statement : statements) {
        sql.execute(statement);
      }
    }
  }

  private String log() {
    try {
      return contentOf(folder.resolve("data/log/onhand.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String logOfDatabase() {
    try (Stream<Path> files = Files.list(folder.resolve("database/log"))) {
      StringBuilder text = new StringBuilder();
      for (Path file : files.toList()) {
        text.append(contentOf(file));
      }
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertMode(Path file, String mode) throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .as("mode of %s", file)
        .isEqualTo(mode);
  }

  private static void assertIsFree(String text, List<String> secrets) {
    assertThat(text).doesNotContain(secrets);
  }

  private static void assertFilesAreFree(Path root, List<String> secrets, Set<Path> holders)
      throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files = all.filter(file -> Files.isRegularFile(file) && !holders.contains(file)).toList();
    }
    assertThat(files).hasSizeGreaterThan(100);
    for (Path file : files) {
      String content = contentOf(file);
      for (String secret : secrets) {
        assertThat(content.contains(secret)).as("%s in %s", secret, file).isFalse();
      }
    }
  }

  private static String contentOf(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException removedMeanwhile) {
      return "";
    }
  }
}
