package dev.onhand.server.testing;

import dev.onhand.server.OnhandServer;
import dev.onhand.server.settings.ServerSettings;
import dev.onhand.store.database.DatabaseSettings;
import dev.onhand.store.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

  private final boolean isBeside;

  private RunningServer(
      TestDatabase database,
      Map<String, String> environment,
      UnaryOperator<DatabaseSettings> way,
      @Nullable InstantSource clock,
      boolean isBeside) {
    this.database = database;
    this.isBeside = isBeside;
    try {
      data = Files.createTempDirectory("onhand-server-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> all = new HashMap<>(environment);
    all.putIfAbsent("ONHAND_DATA", data.toString());
    all.putIfAbsent("ONHAND_PORT", "0");
    server =
        OnhandServer.start(
            ServerSettings.read(all).withDatabase(way.apply(database.settings())), clock);
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
    return new RunningServer(TestDatabase.create(), environment, way, null, false);
  }

  /** Another node on its database, with a data directory of its own and by another clock. */
  public RunningServer startBeside(
      Map<String, String> environment, UnaryOperator<DatabaseSettings> way, InstantSource clock) {
    return new RunningServer(database, environment, way, clock, true);
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
    if (!isBeside) {
      database.close();
    }
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
