package dev.onhand.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The link by which the first owner of a new server sets a password. */
final class FirstLink {

  private FirstLink() {}

  /** Its path on the server; empty: the owner came in, or the server was begun elsewhere. */
  static Optional<String> in(Path data) {
    Path file = data.resolve("welcome");
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("The link in " + file + " cannot be read", e);
    }
  }
}
