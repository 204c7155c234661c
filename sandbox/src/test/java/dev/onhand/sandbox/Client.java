package dev.onhand.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real HTTP to one account, with the headers that its marketplace wants. */
public final class Client {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI base;
  private final Map<String, String> headers;
  private final Duration timeout;

  public Client(URI base, Map<String, String> headers) {
    this(base, headers, Duration.ofSeconds(5));
  }

  private Client(URI base, Map<String, String> headers, Duration timeout) {
    this.base = base;
    this.headers = headers;
    this.timeout = timeout;
  }

  public Client timeout(Duration newTimeout) {
    return new Client(base, headers, newTimeout);
  }

  public Client with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Client(base, more);
  }

  public Client without(String name) {
    Map<String, String> fewer = new LinkedHashMap<>(headers);
    fewer.remove(name);
    return new Client(base, fewer);
  }

  public HttpResponse<String> get(String path) throws IOException {
    return send("GET", path, "", BodyHandlers.ofString());
  }

  public HttpResponse<String> post(String path, String body) throws IOException {
    return send("POST", path, body, BodyHandlers.ofString());
  }

  public HttpResponse<InputStream> stream(String path) throws IOException {
    return send("GET", path, "", BodyHandlers.ofInputStream());
  }

  /** Reads a document that must be there. */
  public JsonNode json(String path) throws IOException {
    HttpResponse<String> response = get(path);
    if (response.statusCode() != 200) {
      throw new IOException(response.statusCode() + " " + response.body());
    }
    return json(response);
  }

  public static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  public <T> HttpResponse<T> send(String method, String path, String body, BodyHandler<T> handler)
      throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(timeout);
    request.method(
        method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      return HTTP.send(request.build(), handler);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
