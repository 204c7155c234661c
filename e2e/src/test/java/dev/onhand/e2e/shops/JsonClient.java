package dev.onhand.e2e.shops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Speaks JSON with one server, with the same headers always. */
final class JsonClient {
  /** Long, for a machine that has other things to do. */
  private static final Duration ANSWER_TIME_MAX = Duration.ofSeconds(120);

  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String base;
  private final Map<String, String> headers;

  JsonClient(String base) {
    this(base, Map.of());
  }

  private JsonClient(String base, Map<String, String> headers) {
    this.base = base;
    this.headers = headers;
  }

  /** An answer; its body is missing where it is no JSON. */
  record Answer(String question, int status, JsonNode body, HttpHeaders headers) {

    boolean isGood() {
      return status < 300;
    }

    /** The body of an answer that must be good. */
    JsonNode good() {
      if (!isGood()) {
        throw new AssertionError(question + " answered " + status + ": " + body);
      }
      return body;
    }
  }

  /** The same with this header too. */
  JsonClient with(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new JsonClient(base, Map.copyOf(more));
  }

  Answer get(String path) {
    return send("GET", path, HttpRequest.BodyPublishers.noBody());
  }

  Answer post(String path, Object body) {
    return send("POST", path, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
  }

  /** Whether anybody answers there, and well. */
  boolean answers(String path) {
    try {
      return get(path).isGood();
    } catch (UncheckedIOException nobody) {
      return false;
    }
  }

  private Answer send(String method, String path, HttpRequest.BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(ANSWER_TIME_MAX)
            .header("Content-Type", "application/json")
            .method(method, body);
    headers.forEach(request::header);
    try {
      HttpResponse<String> answer =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(
          method + " " + path, answer.statusCode(), read(answer.body()), answer.headers());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts it", e);
    }
  }

  private static JsonNode read(String body) {
    return body.startsWith("{") || body.startsWith("[")
        ? JSON.readTree(body)
        : MissingNode.getInstance();
  }
}
