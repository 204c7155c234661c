package dev.onhand.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is at the other ends of the standard streams.
 *
 * @param in whether a person can be asked
 * @param out whether data is read by a person
 * @param err whether messages are read by a person
 * @param columns the terminal's width, 0 if unknown
 */
record Screen(boolean in, boolean out, boolean err, int columns) {

  /** No terminal anywhere. */
  static final Screen NONE = new Screen(false, false, false, 0);

  /** Reads the width from COLUMNS, which the start script sets. */
  static Screen detect(Map<String, String> environment) {
    return new Screen(
        isTerminal(0), isTerminal(1), isTerminal(2), columns(environment.get("COLUMNS")));
  }

  private static int columns(@Nullable String value) {
    return value != null && value.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(value) : 0;
  }

  /** Java can only tell for standard input and output together; Linux tells for each. */
  private static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException noProcFileSystem) {
      Console console = System.console();
      return console != null && console.isTerminal();
    }
  }
}
