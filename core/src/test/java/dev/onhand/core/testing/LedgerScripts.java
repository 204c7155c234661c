package dev.onhand.core.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The golden scripts, wherever the tests of core come from: a directory or a jar. */
public final class LedgerScripts {

  /**
   * A script.
   *
   * @param name of its file
   */
  public record Script(String name, String text) {
    @Override
    public String toString() {
      return name;
    }
  }

  private LedgerScripts() {}

  /** All of them, by name. */
  public static List<Script> all() {
    try {
      URI home = LedgerScripts.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      Path path = Path.of(home);
      if (Files.isDirectory(path)) {
        return in(path.resolve("ledger"));
      }
      try (FileSystem jar = FileSystems.newFileSystem(path)) {
        return in(jar.getPath("ledger"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Script> in(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".ledger"))
          .sorted()
          .map(file -> new Script(file.getFileName().toString(), read(file)))
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
