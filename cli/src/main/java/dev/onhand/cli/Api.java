package dev.onhand.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The server's REST API. The only class that speaks HTTP. */
final class Api implements AutoCloseable {

  private static final String BASE = "/api/v1";
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

  /** The longest list page is far smaller; a server that sends more is none of ours. */
  private static final long ANSWER_BYTES_MAX = 64L << 20;

  /** Long enough for any problem. */
  private static final int PROBLEM_BYTES_MAX = 1 << 20;

  private final Connection connection;
  private final HttpClient client;

  Api(Connection connection) {
    this.connection = connection;
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_WITHIN);
    if (!connection.isEncrypted()) {
      builder.sslContext(unusedTls());
    }
    this.client = builder.build();
  }

  Connection connection() {
    return connection;
  }

  /**
   * Asks the server.
   *
   * @return a success
   * @throws ProblemException if the server refuses
   */
  Reply send(Request request) throws InterruptedException {
    requireServerOrToken();
    BodyPublisher body =
        request.body() == null
            ? BodyPublishers.noBody()
            : BodyPublishers.ofByteArray(Json.bytes(request.body()));
    HttpRequest.Builder builder =
        builder(BASE + request.path() + request.query().encoded(), request.patience())
            .header("Authorization", "Bearer " + connection.requireToken())
            .method(request.method(), body);
    if (request.body() != null) {
      builder.header("Content-Type", "application/json");
    }
    if (request.key() != null) {
      builder.header("Idempotency-Key", quoted(request.key()));
    }
    if (request.ifMatch() != null) {
      builder.header("If-Match", request.ifMatch());
    }
    return successful(exchange(builder.build(), request.key()), request.key());
  }

  JsonNode get(String path, Query query) throws InterruptedException {
    return send(Request.get(path).query(query)).body();
  }

  /**
   * Sends a file as it is.
   *
   * @param length in bytes, -1 if unknown
   */
  Reply upload(Request request, InputStream file, long length, String type)
      throws InterruptedException {
    requireServerOrToken();
    BodyPublisher stream = BodyPublishers.ofInputStream(() -> file);
    HttpRequest upload =
        builder(BASE + request.path() + request.query().encoded(), request.patience())
            .header("Authorization", "Bearer " + connection.requireToken())
            .header("Content-Type", type)
            // A refusal, such as of the token, comes before the file is sent.
            .expectContinue(true)
            .POST(length > 0 ? BodyPublishers.fromPublisher(stream, length) : stream)
            .build();
    return successful(exchange(upload, null), null);
  }

  /**
   * Fetches a file. It takes its place only once it is whole.
   *
   * @throws IOException if it cannot be written
   */
  void download(Request request, Path target) throws InterruptedException, IOException {
    requireServerOrToken();
    HttpRequest asked =
        builder(BASE + request.path() + request.query().encoded(), request.patience())
            .header("Authorization", "Bearer " + connection.requireToken())
            .GET()
            .build();
    HttpResponse<InputStream> response = send(asked, BodyHandlers.ofInputStream(), null);
    try (InputStream body = response.body()) {
      if (response.statusCode() / 100 != 2) {
        JsonNode problem =
            Json.read(body.readNBytes(PROBLEM_BYTES_MAX)).orElse(MissingNode.getInstance());
        successful(new Reply(response.statusCode(), problem, response.headers()), null);
      }
      Path part = target.resolveSibling(target.getFileName() + ".part");
      Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Asks for a page outside the API, without a token, and takes any answer. */
  Reply probe(String path) throws InterruptedException {
    return exchange(builder(path, CONNECT_WITHIN).GET().build(), null);
  }

  /** Must be called: the client's own thread would hold up the end of the program. */
  @Override
  public void close() {
    client.shutdownNow();
    try {
      client.awaitTermination(Duration.ofSeconds(1));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where there is neither, the missing server is the news. */
  private void requireServerOrToken() throws InterruptedException {
    if (connection.token().isEmpty()) {
      probe("/livez");
    }
  }

  private HttpRequest.Builder builder(String pathAndQuery, Duration patience) {
    return HttpRequest.newBuilder(URI.create(connection.url() + pathAndQuery))
        .timeout(patience)
        .header("Accept", "application/json, application/problem+json")
        .header("User-Agent", "onhand-cli/" + Version.number());
  }

  private Reply exchange(HttpRequest request, @Nullable String key) throws InterruptedException {
    HttpResponse<byte[]> response =
        send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX), key);
    Optional<JsonNode> body = Json.read(response.body());
    if (body.isEmpty() && response.statusCode() / 100 == 2) {
      throw unavailable("answered with something that is not JSON", "is it an Onhand server?");
    }
    return new Reply(
        response.statusCode(), body.orElse(MissingNode.getInstance()), response.headers());
  }

  private <T> HttpResponse<T> send(
      HttpRequest request, BodyHandler<T> reading, @Nullable String key)
      throws InterruptedException {
    try {
      return client.send(request, reading);
    } catch (ConnectException | HttpConnectTimeoutException | UnresolvedAddressException nobody) {
      throw unavailable(
          "does not answer",
          "start a server with: onhand serve --data ./data\nor name another with ONHAND_URL");
    } catch (HttpTimeoutException late) {
      throw unavailable("did not answer in time", uncertain(request, key));
    } catch (IOException broken) {
      throw unavailable(
          "broke the connection (" + Plain.text(String.valueOf(broken.getMessage())) + ")",
          uncertain(request, key));
    }
  }

  private static String uncertain(HttpRequest request, @Nullable String key) {
    if (request.method().equals("GET") || request.method().equals("PUT")) {
      return "repeat the command";
    }
    return key == null
        ? "whether it was done is not known: look before you repeat the command"
        : ProblemException.repeatWith(key);
  }

  private CommandException unavailable(String what, String advice) {
    return new CommandException(Exit.UNAVAILABLE, connection.url() + " " + what, advice);
  }

  private Reply successful(Reply reply, @Nullable String key) {
    if (reply.isSuccess()) {
      return reply;
    }
    Problem problem = Problem.of(reply);
    if (problem.code().isEmpty()) {
      throw new CommandException(
          problem.exit(),
          connection.url() + " answered with HTTP status " + reply.status(),
          "it may not be an Onhand server: check ONHAND_URL");
    }
    throw new ProblemException(problem, key);
  }

  /** A string of RFC 9651, in which only the quote and the backslash are escaped. */
  private static String quoted(String key) {
    return '"' + key.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Without this the client would read the machine's certificates, which takes long. */
  private static SSLContext unusedTls() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[0], new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("TLS is part of every Java", impossible);
    }
  }
}
