package dev.onhand.gates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A small project under the repository's own parent pom, built by the real Maven: so a gate is
 * proven as it is configured, and the proof cannot drift from it. Never goes to the network.
 */
record MavenProject(Path folder) {
  private static final int SECONDS_MAX = 120;

  record Result(int exitCode, String output) {}

  /** An empty project below the build's output. */
  static MavenProject named(String name) throws IOException {
    Path folder = Repository.ROOT.resolve("e2e/target/gates").resolve(name);
    delete(folder);
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("pom.xml"),
        """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <parent>
            <groupId>dev.onhand</groupId>
            <artifactId>onhand</artifactId>
            <version>%s</version>
            <relativePath>../../../../pom.xml</relativePath>
          </parent>
          <artifactId>%s</artifactId>
        </project>
        """
            .formatted(Repository.version(), name));
    MavenProject project = new MavenProject(folder);
    project.write(
        "package-info",
        """
        /** A sample. */
        @NullMarked
        package sample;

        import org.jspecify.annotations.NullMarked;
        """);
    return project;
  }

  MavenProject write(String type, String text) throws IOException {
    Path file = folder.resolve("src/main/java/sample").resolve(type + ".java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /** Runs Maven with these arguments on this Java. */
  Result run(Path javaHome, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("mvn", "-o", "-B", "-Dstyle.color=never"));
    command.addAll(List.of(arguments));
    Path log = folder.resolve("maven.log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", javaHome.toString());
    builder.environment().remove("MAVEN_OPTS");
    Process process = builder.start();
    if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("Maven ran for more than " + SECONDS_MAX + " s: " + log);
    }
    return new Result(process.exitValue(), Files.readString(log));
  }

  Result run(String... arguments) throws IOException, InterruptedException {
    return run(Path.of(System.getProperty("java.home")), arguments);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      List<Path> paths;
      try (Stream<Path> found = Files.walk(folder)) {
        paths = found.sorted((one, other) -> other.compareTo(one)).toList();
      }
      for (Path path : paths) {
        Files.delete(path);
      }
    }
  }
}
