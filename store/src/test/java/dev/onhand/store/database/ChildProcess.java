package dev.onhand.store.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another JVM that runs a main class of the tests, to be killed, or to be another user's. */
public final class ChildProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader lines;

  private ChildProcess(Process process) {
    this.process = process;
    this.lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  public static ChildProcess start(
      List<String> prefix, String classPath, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp", classPath));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ChildProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  public static String classPath() {
    String ofTests = System.getProperty("surefire.test.class.path");
    return ofTests == null ? System.getProperty("java.class.path") : ofTests;
  }

  /** Reads on until a line begins so; gives what follows there. */
  public String await(String beginning) throws IOException {
    List<String> seen = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(beginning)) {
        return line.substring(beginning.length());
      }
      seen.add(line);
    }
    throw new AssertionError("no \"" + beginning + "\" in:\n" + String.join("\n", seen));
  }

  /** Its next line, null at its end. */
  public @Nullable String readLine() throws IOException {
    return lines.readLine();
  }

  /** Tells it a line; whether it could be told. */
  public boolean send(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** What it says to its end. */
  public List<String> rest() {
    return lines.lines().toList();
  }

  public long pid() {
    return process.pid();
  }

  /** As {@code kill -9} does. What it said before can still be read. */
  public void kill() {
    // Not by the process itself, which would close its streams.
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }

  /** Nothing more will be told to it. */
  public void endInput() throws IOException {
    process.getOutputStream().close();
  }

  /** Waits until it has ended; its exit code. */
  public int join() {
    return process.onExit().join().exitValue();
  }

  @Override
  public void close() {
    kill();
  }
}
