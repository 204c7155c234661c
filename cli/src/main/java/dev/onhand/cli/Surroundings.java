package dev.onhand.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * All that a command takes from the machine it runs on. Tests bring their own.
 *
 * @param directory what relative paths start from
 * @param home the user's own directory
 * @param zone in which times are shown
 * @param keys makes a fresh key for each write
 */
record Surroundings(
    Map<String, String> environment,
    Path directory,
    Path home,
    Streams streams,
    Screen screen,
    ZoneId zone,
    InstantSource clock,
    Supplier<String> keys) {

  /**
   * The standard streams.
   *
   * @param out data
   * @param err all else
   */
  record Streams(InputStream in, PrintStream out, PrintStream err) {

    /** Always UTF-8: names may hold any character, whatever the locale is. */
    static Streams standard() {
      return new Streams(
          System.in, print(FileDescriptor.out, false), print(FileDescriptor.err, true));
    }

    private static PrintStream print(FileDescriptor descriptor, boolean autoFlush) {
      return new PrintStream(
          new BufferedOutputStream(new FileOutputStream(descriptor), 1 << 14),
          autoFlush,
          StandardCharsets.UTF_8);
    }
  }

  static Surroundings ofThisMachine() {
    Map<String, String> environment = System.getenv();
    return new Surroundings(
        environment,
        Path.of(""),
        Path.of(System.getProperty("user.home", "")),
        Streams.standard(),
        Screen.detect(environment),
        ZoneId.systemDefault(),
        InstantSource.system(),
        () -> UUID.randomUUID().toString());
  }

  /** The same machine with other variables. */
  Surroundings withEnvironment(Map<String, String> variables) {
    return new Surroundings(variables, directory, home, streams, screen, zone, clock, keys);
  }

  /** A setting, "" where it is not set. */
  String setting(String name) {
    return environment.getOrDefault(name, "").strip();
  }

  /** Whether the user asked for text without colours, or the terminal cannot show them. */
  boolean wantsNoColor() {
    return !setting("NO_COLOR").isEmpty() || setting("TERM").equals("dumb");
  }
}
