package dev.onhand.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Data as a server leaves them that was started on none and stopped, and the classes that its JVM
 * loaded, as it keeps them. Both are made once for a build: a server that begins with them takes a
 * third of the processor time of one that makes all of it anew.
 */
final class ReadyServer {

  private static final Path FOLDER = Shell.ROOT.resolve("e2e/target/ready");
  private static final Path DATA = FOLDER.resolve("data");
  private static final Path CLASSES = FOLDER.resolve("classes.jsa");

  /** Of what distribution they are; written when all is there. */
  private static final Path MADE_OF = FOLDER.resolve("made-of.txt");

  /** For this process, in which no distribution takes the place of another. */
  private static boolean made;

  private ReadyServer() {}

  /** Lays such data at a place where nothing is. */
  static void layAt(Path data) throws IOException, InterruptedException {
    make();
    copy(DATA, data);
  }

  /** The flag by which a JVM of a server begins with the classes. */
  static String flag() throws IOException, InterruptedException {
    make();
    return "\"-XX:SharedArchiveFile=%s\"".formatted(CLASSES);
  }

  /** The first of all processes that run tests makes it, and the others wait. */
  private static synchronized void make() throws IOException, InterruptedException {
    if (made) {
      return;
    }
    Files.createDirectories(FOLDER.getParent());
    Path lock = FOLDER.resolveSibling("ready.lock");
    try (FileChannel file =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = file.lock()) {
      assertThat(held.isValid()).isTrue();
      String distribution = distribution();
      if (!Files.exists(MADE_OF) || !Files.readString(MADE_OF).equals(distribution)) {
        Shell.run(Map.of(), Path.of("/bin/rm"), "-rf", FOLDER.toString());
        Files.createDirectories(FOLDER);
        start().close();
        Files.writeString(MADE_OF, distribution);
      }
      made = true;
    }
  }

  private static ShippedServer start() throws IOException, InterruptedException {
    String flags =
        "%s \"-XX:ArchiveClassesAtExit=%s\"".formatted(ShippedServer.COMPILED_ONCE, CLASSES);
    return ShippedServer.start(DATA, Map.of(ShippedServer.JAVA_OPTIONS, flags));
  }

  /** By their content: a build gives its files the same times each time. */
  private static String distribution() throws IOException {
    try (Stream<Path> files = Files.walk(Shell.DISTRIBUTION.resolve("lib"))) {
      return files
          .filter(Files::isRegularFile)
          .sorted()
          .map(file -> file + " " + sum(file))
          .collect(Collectors.joining("\n"));
    }
  }

  private static String sum(Path file) {
    try {
      return Sha256.hex(Files.readAllBytes(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** With its modes, without which PostgreSQL does not start. */
  private static void copy(Path from, Path to) throws IOException, InterruptedException {
    Shell.Result copied =
        Shell.run(Map.of(), Path.of("/bin/cp"), "-a", from.toString(), to.toString());
    assertThat(copied.exitCode()).as(copied.err()).isZero();
  }
}
