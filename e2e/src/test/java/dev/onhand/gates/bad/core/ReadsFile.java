package dev.onhand.gates.bad.core;

import dev.onhand.gates.bad.Breaks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

@Breaks("core is pure")
final class ReadsFile {
  String read(Path path) throws IOException {
    return Files.readString(path);
  }
}
