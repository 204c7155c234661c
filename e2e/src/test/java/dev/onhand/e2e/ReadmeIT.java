package dev.onhand.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Types what the README tells a newcomer to type, in one shell, and looks for the lines that it
 * shows, in their order. Ids, times and seconds differ and are masked.
 */
class ReadmeIT {
  private static final String MARK = "@@ command ";
  private static final int MINUTES_MAX = 5;
  private static final int STOP_SECONDS_MAX = 60;

  @TempDir private Path folder;

  private final List<Process> started = new ArrayList<>();

  /** A command and the lines that it shows. */
  private record Step(String command, List<String> shown) {}

  @BeforeEach
  void layOut() throws IOException {
    Files.createSymbolicLink(folder.resolve("bin"), Shell.DISTRIBUTION.resolve("bin"));
  }

  @AfterEach
  void endAll() throws IOException, InterruptedException {
    Files.delete(folder.resolve("bin"));
    for (Process shell : started) {
      List<ProcessHandle> all = shell.descendants().toList();
      // Asked to end, the server stops its database too.
      all.forEach(ProcessHandle::destroy);
      Eventually.within(
          Duration.ofSeconds(STOP_SECONDS_MAX),
          "all that the README starts has ended",
          () -> all.stream().noneMatch(ProcessHandle::isAlive));
      shell.destroyForcibly();
    }
  }

  @Test
  void commandsDoWhatTheReadmeShows() throws Exception {
    List<Step> steps = steps(Files.readAllLines(Shell.ROOT.resolve("README.md")));
    assertThat(steps).as("commands in README.md").hasSizeGreaterThan(8);

    List<List<String>> outputs = run(steps);

    for (int i = 0; i < steps.size(); i++) {
      assertShows(steps.get(i), outputs.get(i));
    }
  }

  /** Lines may be left out of what is shown, and one may end early: with a comma. */
  private static void assertShows(Step step, List<String> output) {
    Iterator<String> lines = output.stream().map(ReadmeIT::masked).iterator();
    for (String line : step.shown()) {
      String wanted = masked(line);
      boolean found = false;
      while (!found && lines.hasNext()) {
        String actual = lines.next();
        found = actual.equals(wanted) || wanted.endsWith(",") && actual.startsWith(wanted);
      }
      assertThat(found)
          .as("\"%s\" in the output of: %s%n%s", line, step.command(), String.join("\n", output))
          .isTrue();
    }
  }

  private static List<Step> steps(List<String> lines) {
    List<Step> steps = new ArrayList<>();
    boolean within = false;
    for (String line : lines) {
      if (line.startsWith("```")) {
        within = line.equals("```console");
      } else if (within && line.startsWith("$ ")) {
        steps.add(new Step(line.substring(2), new ArrayList<>()));
      } else if (within) {
        steps.getLast().shown().add(line);
      }
    }
    return steps;
  }

  private List<List<String>> run(List<Step> steps) throws IOException, InterruptedException {
    int port = freePort();
    Path out = folder.resolve("out.txt");
    Path script = Files.writeString(folder.resolve("script.sh"), script(steps, port));
    ProcessBuilder builder =
        new ProcessBuilder("bash", script.toString())
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().put(ShippedServer.JAVA_OPTIONS, ShippedServer.COMPILED_ONCE);
    builder.environment().put("ONHAND_PORT", Integer.toString(port));
    builder.environment().put("ONHAND_URL", "http://127.0.0.1:" + port);
    Process shell = builder.start();
    started.add(shell);
    assertThat(shell.waitFor(MINUTES_MAX, TimeUnit.MINUTES)).as("the README ends").isTrue();
    String text = Files.readString(out);
    assertThat(shell.exitValue()).as(text).isZero();
    return outputs(text);
  }

  /** One shell for all; what a person would wait for (that the server serves), it waits for. */
  private static String script(List<Step> steps, int port) {
    StringBuilder script = new StringBuilder("set -e\ntrap 'kill $(jobs -p); wait' EXIT\n");
    for (Step step : steps) {
      script.append("echo; echo '").append(MARK).append("'\n");
      script.append(step.command().replace(":8080", ":" + port)).append('\n');
      if (step.command().endsWith("&")) {
        script.append(
            "curl -fsS -o /dev/null --retry 120 --retry-delay 1 --retry-connrefused"
                + " \"$ONHAND_URL/readyz\" 2>/dev/null\n");
      }
    }
    // The trap's exit status is that of the last command.
    return script.append("exit 0\n").toString();
  }

  private static List<List<String>> outputs(String text) {
    List<List<String>> outputs = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith(MARK)) {
        outputs.add(new ArrayList<>());
      } else if (!outputs.isEmpty()) {
        outputs.getLast().add(line);
      }
    }
    return outputs;
  }

  /** A line without what differs from run to run: ids, instants, durations, and tables' widths. */
  private static String masked(String line) {
    return line.replaceAll("mov_\\w+", "mov_#")
        .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", "#")
        .replaceAll("\\b[0-9.]+ s\\b", "# s")
        .replaceAll(" +", " ")
        .strip();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
