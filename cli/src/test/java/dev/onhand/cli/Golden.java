package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts that are kept in files. Run the tests with -Dgolden.update=true to write them anew. */
final class Golden {

  private Golden() {}

  static void check(String name, String actual) {
    checkFile(Path.of("src/test/resources/golden", name), actual);
  }

  static void checkFile(Path file, String actual) {
    try {
      if (Boolean.getBoolean("golden.update")) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, actual);
      }
      assertThat(actual)
          .as("%s (to write it anew: -Dgolden.update=true)", file)
          .isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
