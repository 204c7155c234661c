package dev.onhand.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs commands as a user's shell would, with a terminal or without. */
final class Shell {

  static final Instant NOW = Instant.parse("2025-06-01T12:00:00Z");

  private final Map<String, String> environment = new HashMap<>();
  private Path directory = Path.of("no-such-directory");
  private Screen screen = Screen.NONE;
  private InstantSource clock = InstantSource.fixed(NOW);
  private byte[] input = new byte[0];

  /** What a command printed, and how it ended. */
  record Result(int exit, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }
  }

  /** A shell whose commands find that server. */
  static Shell of(FakeServer server) {
    return new Shell().with("ONHAND_URL", server.url()).with("ONHAND_TOKEN", FakeServer.TOKEN);
  }

  Shell with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Shell in(Path where) {
    directory = where;
    return this;
  }

  Shell on(Screen terminal) {
    screen = terminal;
    return this;
  }

  Shell at(InstantSource time) {
    clock = time;
    return this;
  }

  /** On a terminal of that width. */
  Shell terminal(int columns) {
    return on(new Screen(true, true, true, columns));
  }

  Shell typing(String text) {
    input = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  Surroundings surroundings(PrintStream out, PrintStream err) {
    return new Surroundings(
        environment,
        directory,
        directory.resolve("home"),
        new Surroundings.Streams(new ByteArrayInputStream(input), out, err),
        screen,
        ZoneId.of("Europe/Luxembourg"),
        clock,
        () -> "fresh-key");
  }

  Result run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Main.run(
            arguments,
            surroundings(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8)));
    return new Result(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
