package dev.onhand.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;

/**
 * Runs some commands against a server that only pretends, so that the Java machine can note which
 * classes they need and have them ready the next time. The start script runs it once.
 */
public final class Rehearsal {

  private static final byte[] ANSWER =
      """
      {"object":"list","data":[{"id":"sku_0000000000001","sku":"Größe-1","name":"Rehearsal",
      "on_hand":1,"updated_at":"2025-01-01T00:00:00Z","levels":[{"location":"MAIN","on_hand":1}]}],
      "time_zone":"UTC","code":"invalid_request","detail":"Rehearsal","has_more":false}"""
          .getBytes(StandardCharsets.UTF_8);

  private Rehearsal() {}

  public static void main(String[] arguments) throws IOException {
    int[] exits =
        run(
            "stock list",
            "stock list --csv",
            "stock show MUG-1 --at 2025-01-01 --json",
            "product show refused",
            "movement add MUG-1 --reason sale --quantity 1 --location MAIN",
            "ledger head",
            "doctor",
            "stock list --help",
            "no-such-command");
    System.exit(exits.length == 0 ? Exit.FAILED : Exit.OK);
  }

  /** Runs commands, each given in one line, and returns their exit statuses. */
  public static int[] run(String... lines) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", Rehearsal::answer);
    server.start();
    try {
      Surroundings surroundings = surroundings(server.getAddress().getPort());
      return Arrays.stream(lines)
          .mapToInt(line -> Main.run(line.split(" ", -1), surroundings))
          .toArray();
    } finally {
      server.stop(0);
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      boolean refuse = exchange.getRequestURI().getPath().endsWith("/refused");
      exchange.sendResponseHeaders(refuse ? 400 : 200, ANSWER.length);
      exchange.getResponseBody().write(ANSWER);
    }
  }

  private static Surroundings surroundings(int port) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Surroundings(
        Map.of("ONHAND_URL", "http://127.0.0.1:" + port, "ONHAND_TOKEN", "onh_rehearsal"),
        Path.of(""),
        Path.of(""),
        new Surroundings.Streams(new ByteArrayInputStream(new byte[0]), nowhere, nowhere),
        new Screen(false, true, true, 80),
        ZoneOffset.UTC,
        InstantSource.system(),
        () -> "rehearsal");
  }
}
