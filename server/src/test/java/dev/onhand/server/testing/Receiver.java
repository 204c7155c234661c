package dev.onhand.server.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.onhand.connector.StandardWebhooks;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.model.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who is told of events, on loopback, and keeps what came. */
public final class Receiver implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpServer server;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile Function<Call, Answer> answering = call -> Answer.OK;

  /** What came. */
  public record Call(Map<String, List<String>> headers, byte[] body) {

    public String id() {
      return headers.get("webhook-id").getFirst();
    }

    public JsonNode json() {
      return JSON.readTree(body);
    }

    public String type() {
      return json().at("/type").asString("");
    }

    /** Whether it is from who knows the secret, and of then. */
    public String check(String secret, Instant now) {
      return StandardWebhooks.check(
          Optional.of(Secret.of(secret)), new WebhookRequest(headers, "", body, now));
    }
  }

  /**
   * What is answered.
   *
   * @param status 0: the connection is cut, after the call was taken
   */
  public record Answer(int status, Map<String, String> headers, String body) {
    public static final Answer OK = new Answer(204, Map.of(), "");
    public static final Answer CUT = new Answer(0, Map.of(), "");

    public static Answer of(int status) {
      return new Answer(status, Map.of(), "answer " + status);
    }
  }

  public Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  public void answer(Function<Call, Answer> with) {
    answering = with;
  }

  public List<Call> calls() {
    return List.copyOf(calls);
  }

  public List<String> ids() {
    return calls.stream().map(Call::id).toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, List<String>> headers = new HashMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
      Call call = new Call(headers, exchange.getRequestBody().readAllBytes());
      calls.add(call);
      Answer answer = answering.apply(call);
      if (answer.status() == 0) {
        return;
      }
      answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      byte[] body = answer.body().getBytes();
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
