package dev.onhand.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are made by a test and kept, so that each change of them is seen as a difference. */
public final class Golden {

  private static final String UPDATE = "onhand.update";

  /** The directory of the whole, from that of this module, where tests run. */
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private Golden() {}

  /**
   * Compares with what is kept; with {@code -Donhand.update=true} keeps it instead.
   *
   * @param path from the repository's root
   */
  public static void check(String path, String content) {
    Path file = ROOT.resolve(path);
    try {
      if (Boolean.getBoolean(UPDATE)) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
      }
      assertThat(Files.exists(file) ? Files.readString(file) : "")
          .as("%s; look at the difference, and accept it with -D%s=true", path, UPDATE)
          .isEqualTo(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
