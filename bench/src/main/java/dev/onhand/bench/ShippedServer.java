package dev.onhand.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** The program as it is shipped, started as a person would, in a data directory of its own. */
final class ShippedServer implements AutoCloseable {

  private static final int START_SECONDS_MAX = 120;

  private final Path directory;
  private final boolean isKept;
  private final Process process;
  private final int port;
  private final String token;

  /**
   * Starts it in a directory that is gone when it ends.
   *
   * @param program {@code bin/onhand} of the build
   */
  ShippedServer(Path program) throws IOException, InterruptedException {
    this(program, Files.createTempDirectory("onhand-bench"), false);
  }

  /** Starts it in a directory that is kept. */
  static ShippedServer in(Path directory, Path program) throws IOException, InterruptedException {
    return new ShippedServer(program, directory, true);
  }

  private ShippedServer(Path program, Path directory, boolean isKept)
      throws IOException, InterruptedException {
    this.directory = directory;
    this.isKept = isKept;
    port = freePort();
    ProcessBuilder start =
        new ProcessBuilder(
                program.toString(),
                "serve",
                "--data",
                directory.toString(),
                "--port",
                Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("out").toFile());
    start.environment().put("ONHAND_HTTP_ALLOW_PRIVATE", "127.0.0.0/8"); // simulated shops
    process = start.start();
    awaitReady();
    token = Files.readString(directory.resolve("token")).strip();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady() throws InterruptedException, IOException {
    IOException lastFailure = null;
    for (int tenths = 0; tenths < START_SECONDS_MAX * 10; tenths++) {
      if (!process.isAlive()) {
        throw new IOException("the server ended: " + Files.readString(directory.resolve("out")));
      }
      try (RawHttp http = new RawHttp(port, "")) {
        if (http.get("/readyz").status() == 200) {
          return;
        }
      } catch (IOException e) {
        lastFailure = e; // not listening yet
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new IOException(
        "the server did not start within " + START_SECONDS_MAX + " seconds", lastFailure);
  }

  RawHttp connect() throws IOException {
    return connect("Authorization: Bearer " + token);
  }

  /**
   * @param credentials the header that says who asks
   */
  RawHttp connect(String credentials) throws IOException {
    return new RawHttp(port, credentials);
  }

  /** Makes products, called by the prefix and a number from 0, with as many units of each. */
  void stock(String prefix, int products, long units) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer out = new OutputStreamWriter(new GZIPOutputStream(bytes), StandardCharsets.UTF_8)) {
      out.write("key,occurred_at,sku,location,reason,quantity,reference,note\n");
      for (int i = 0; i < products; i++) {
        out.write(
            "stock-%d,2026-01-01T00:00:00Z,%s%d,main,purchase,%d,,%n"
                .formatted(i, prefix, i, units));
      }
    }
    try (RawHttp http = connect()) {
      RawHttp.require(
          http.post(
              "/api/v1/imports?kind=movements&create=true",
              "",
              "application/gzip",
              bytes.toByteArray()),
          200);
    }
  }

  String token() {
    return token;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** How much memory the server's JVM holds, in megabytes. */
  long residentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(-1);
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    process
        .onExit()
        .orTimeout(30, TimeUnit.SECONDS)
        .exceptionally(late -> process.destroyForcibly())
        .join();
    if (!isKept) {
      remove(directory);
    }
  }

  static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
