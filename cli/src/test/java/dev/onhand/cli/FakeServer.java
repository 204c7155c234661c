package dev.onhand.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A server that gives prepared answers by the API's conventions and remembers what it was asked.
 */
final class FakeServer implements AutoCloseable {

  static final String TOKEN = "onh_live_test";

  private final HttpServer server;
  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  FakeServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  /** A prepared answer; the last one of a route is given again and again. */
  record Answer(int status, String type, String body, Map<String, String> headers) {
    Answer with(String header, String value) {
      Map<String, String> more = new HashMap<>(headers);
      more.put(header, value);
      return new Answer(status, type, body, more);
    }
  }

  /** A request as it came. */
  record Asked(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      byte[] bytes) {

    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    JsonNode json() {
      return Json.read(bytes).orElseThrow();
    }
  }

  static Answer json(int status, String body) {
    return new Answer(status, "application/json", body, Map.of());
  }

  static Answer problem(int status, String code, String detail) {
    String body =
        """
        {"type":"https://onhand.dev/problems/%s","title":"Title","status":%d,"detail":"%s",\
        "code":"%s","request_id":"req-7"}"""
            .formatted(code, status, detail, code);
    return new Answer(status, "application/problem+json", body, Map.of("Request-Id", "req-7"));
  }

  /**
   * Prepares answers, to be given one after the other.
   *
   * @param route such as {@code GET /api/v1/products}, without parameters
   */
  FakeServer on(String route, Answer... given) {
    answers.put(route, new ArrayDeque<>(Arrays.asList(given)));
    return this;
  }

  FakeServer on(String route, String json) {
    return on(route, json(200, json));
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  Asked lastAsked() {
    return asked.getLast();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Asked request =
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getRawPath(),
              query(exchange.getRequestURI().getRawQuery()),
              exchange.getRequestHeaders().entrySet().stream()
                  .collect(
                      Collectors.toMap(
                          e -> e.getKey().toLowerCase(Locale.ROOT), e -> e.getValue().getFirst())),
              exchange.getRequestBody().readAllBytes());
      asked.add(request);
      Answer answer = answer(request);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Answer answer(Asked request) {
    boolean open = !request.path().startsWith("/api/");
    if (!open && !request.header("Authorization").equals("Bearer " + TOKEN)) {
      return problem(401, "unauthenticated", "The token is not known.");
    }
    Deque<Answer> prepared = answers.get(request.method() + " " + request.path());
    if (prepared == null) {
      return problem(404, "not_found", "There is nothing at " + request.path() + ".");
    }
    return prepared.size() > 1 ? prepared.remove() : prepared.element();
  }

  private static Map<String, String> query(String raw) {
    return Optional.ofNullable(raw).stream()
        .flatMap(query -> Arrays.stream(query.split("&")))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> decoded(pair[0]), pair -> decoded(pair[1])));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
