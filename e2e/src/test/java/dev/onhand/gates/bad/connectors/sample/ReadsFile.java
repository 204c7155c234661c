package dev.onhand.gates.bad.connectors.sample;

import dev.onhand.gates.bad.Breaks;
import java.nio.file.Files;
import java.nio.file.Path;

@Breaks("connectors know their channel")
final class ReadsFile {
  boolean isThere(Path path) {
    return Files.exists(path);
  }
}
