package dev.onhand.e2e;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program of ours to its end and keeps what it said. */
public final class Shell {
  /** The repository's folder. */
  public static final Path ROOT = root();

  /** The distribution as it was assembled by this build. */
  public static final Path DISTRIBUTION = ROOT.resolve("cli/target/onhand");

  private static final int SECONDS_MAX = 180;

  private Shell() {}

  /** What a program left: its exit code, and what it wrote to stdout and stderr. */
  public record Result(int exitCode, String out, String err) {}

  /** Runs the program in the repository's folder with these settings in its environment. */
  public static Result run(Map<String, String> environment, Path program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Path err = Files.createTempFile("onhand", ".err");
    Path out = Files.createTempFile("onhand", ".out");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(ROOT.toFile())
              .redirectInput(new File("/dev/null"))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " ran for more than " + SECONDS_MAX + " s");
      }
      return new Result(process.exitValue(), read(out), read(err));
    } finally {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }

  /** Skips the test where the distribution is one that an offline build makes. */
  static void assumeBuiltOnline() {
    assumeFalse(
        Boolean.getBoolean("onhand.offline"),
        "built offline, where the bill of materials is not made");
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve(".mvn"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
