package dev.onhand.gates;

import dev.onhand.e2e.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the sources and what is built from them stand. */
final class Repository {
  static final Path ROOT = Shell.ROOT;

  private Repository() {}

  /** Every module's folder, in the order of their names. */
  static List<Path> modules() {
    try (Stream<Path> folders = Files.list(ROOT)) {
      return folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))).sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The version that the root pom gives to all modules. */
  static String version() {
    return Pom.of(ROOT).text("/project/version");
  }
}
