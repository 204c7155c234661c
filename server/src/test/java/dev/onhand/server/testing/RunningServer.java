package dev.onhand.server.testing;

import dev.onhand.server.OnhandServer;
import dev.onhand.server.settings.ServerSettings;
import dev.onhand.store.database.DatabaseSettings;
import dev.onhand.store.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The whole server on a free port, with a database and a data directory of its own. Close it, or
 * let JUnit:
 *
 * <pre>{@code
 * @RegisterExtension static final RunningServer SERVER = RunningServer.start();
 * }</pre>
 */
public final class RunningServer implements AutoCloseable, AfterAllCallback {

  private final TestDatabase database;
  private final Path data;
  private final OnhandServer server;

  private RunningServer(TestDatabase database, Path data, OnhandServer server) {
    this.database = database;
    this.data = data;
    this.server = server;
  }

  public static RunningServer start() {
    return start(Map.of());
  }

  /** With settings of its own, by the names of their variables. */
  public static RunningServer start(Map<String, String> environment) {
    return start(environment, UnaryOperator.identity());
  }

  /** The same, reaching its database in another way, such as through a proxy. */
  public static RunningServer start(
      Map<String, String> environment, UnaryOperator<DatabaseSettings> way) {
    try {
      TestDatabase database = TestDatabase.create();
      Path data = Files.createTempDirectory("onhand-server-test");
      ServerSettings settings =
          ServerSettings.read(
                  Stream.concat(
                          Map.of("ONHAND_DATA", data.toString(), "ONHAND_PORT", "0")
                              .entrySet()
                              .stream(),
                          environment.entrySet().stream())
                      .collect(
                          java.util.stream.Collectors.toMap(
                              Map.Entry::getKey, Map.Entry::getValue, (usual, own) -> own)))
              .withDatabase(way.apply(database.settings()));
      return new RunningServer(database, data, OnhandServer.start(settings));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A client with the admin token. */
  public Client admin() {
    return client(adminToken());
  }

  /** A client with another token; empty: with none. */
  public Client client(String token) {
    return new Client(server.url(), token);
  }

  public String adminToken() {
    try {
      return Files.readString(data.resolve("token")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public OnhandServer server() {
    return server;
  }

  public TestDatabase database() {
    return database;
  }

  public Path data() {
    return data;
  }

  @Override
  public void close() {
    server.close();
    database.close();
    try (Stream<Path> files = Files.walk(data)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }
}
