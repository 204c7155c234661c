package dev.onhand.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherIT {
  private static final Duration CACHE_TIME_MAX = Duration.ofSeconds(60);

  @TempDir private static Path shared;

  /** A distribution that ran once, through a link, and made its cache: that takes seconds. */
  private static Path ran;

  private static Path link;

  @TempDir private Path folder;

  private Path dist;

  @BeforeAll
  static void runOnce() throws Exception {
    ran = unpacked(shared);
    link = Files.createSymbolicLink(shared.resolve("link"), ran.resolve("bin/onhand"));
    assertPrintsVersion(Shell.run(Map.of(), link, "--version"));
    Eventually.within(CACHE_TIME_MAX, "class cache is made", () -> isMade(ran));
  }

  @BeforeEach
  void unpack() throws IOException {
    dist = unpacked(folder);
  }

  /** Lays out the scripts and the client's jars: all that a client command needs. */
  private static Path unpacked(Path folder) throws IOException {
    Path dist = folder.resolve("a folder/onhand");
    for (String part : List.of("bin", "lib/client")) {
      Path target = Files.createDirectories(dist.resolve(part));
      for (Path file : list(Shell.DISTRIBUTION.resolve(part))) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
    // A cache that is laid beside it at once is newer.
    Files.setLastModifiedTime(dist.resolve("lib/client"), FileTime.from(Instant.EPOCH));
    return dist;
  }

  @Test
  void runsFromAnyPlaceThroughALink() throws Exception {
    assertPrintsVersion(Shell.run(Map.of(), link, "--version"));
  }

  @Test
  void laterStartsUseTheClassCacheThatTheFirstMade() throws Exception {
    byte[] made = Files.readAllBytes(cache());

    assertPrintsVersion(Shell.run(Map.of(), ran.resolve("bin/onhand"), "--version"));
    assertThat(cache()).hasBinaryContent(made);
    assertThat(list(ran)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not a cache"})
  void spoiltClassCacheIsPassedOverInSilence(String content) throws Exception {
    Path spoilt = Files.writeString(dist.resolve(cache().getFileName()), content);

    assertPrintsVersion(version(Map.of()));
    assertThat(spoilt).hasContent(content);
    assertThat(list(dist)).as("no other is made").hasSize(3);
  }

  @Test
  void takesTheJavaThatIsSetWhenItIsNewEnough() throws Exception {
    Path java = fakeJava("99.0.1");
    Files.createFile(dist.resolve("onhand-99.0.1.aot")); // there is a cache, so none is made

    Shell.Result result = version(Map.of("JAVA_HOME", java.toString()));

    assertThat(result.out()).startsWith("java 99.0.1 ").contains("dev.onhand.cli.Main --version");
  }

  @Test
  void passesOverTheJavaThatIsSetWhenItIsOlder() throws Exception {
    Path java = fakeJava("21.0.4");
    Files.copy(cache(), dist.resolve(cache().getFileName()));

    assertPrintsVersion(version(Map.of("JAVA_HOME", java.toString())));
  }

  /** A Java home whose program prints its arguments. */
  private Path fakeJava(String version) throws IOException {
    Path java = folder.resolve("java/bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, "#!/bin/sh\necho java " + version + " \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(
        folder.resolve("java/release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    return folder.resolve("java");
  }

  private Shell.Result version(Map<String, String> environment) throws Exception {
    return Shell.run(environment, dist.resolve("bin/onhand"), "--version");
  }

  private static void assertPrintsVersion(Shell.Result result) {
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).matches("onhand \\d+\\.\\d+\\.\\d+\n");
    assertThat(result.err()).isEmpty();
  }

  private static Path cache() {
    return list(ran).stream().filter(LauncherIT::isCache).findFirst().orElseThrow();
  }

  private static boolean isMade(Path dist) {
    List<Path> files = list(dist);
    return files.size() == 3 && files.stream().anyMatch(LauncherIT::isCache);
  }

  private static boolean isCache(Path file) {
    return file.toString().endsWith(".aot");
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
