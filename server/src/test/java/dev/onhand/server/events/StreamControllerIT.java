package dev.onhand.server.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import dev.onhand.store.testing.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StreamControllerIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final AtomicInteger KEYS = new AtomicInteger();

  private static Client admin;
  private static String sku;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    Shop.open(SERVER);
    sku = Shop.product(admin);
  }

  @Test
  void tellsWhatHappensFromNowOnUnderTheIdsOfTheFeed() throws Exception {
    purchase();
    String before = latest();
    try (Stream stream = new Stream(SERVER, SERVER.adminToken(), "", "")) {
      assertThat(stream.contentType()).startsWith("text/event-stream");
      Eventually.within(SOON, "it begins", () -> !stream.lines().isEmpty());
      purchase();
      purchase();
      Eventually.within(SOON, "both are told", () -> stream.ids().size() == 2);
      List<String> feed = new ArrayList<>();
      admin
          .get("/api/v1/events?after=" + before)
          .json()
          .at("/data")
          .forEach(event -> feed.add(event.at("/id").asString("")));
      assertThat(stream.ids()).isEqualTo(feed);
      assertThat(stream.lines())
          .contains("event: stock.level.changed")
          .anyMatch(line -> line.startsWith("data: {\"id\":\"" + feed.getFirst() + "\""));
    }
  }

  @Test
  void goesOnAfterTheLastIdThatWasSeen() throws Exception {
    String seen = latest();
    purchase();
    purchase();
    try (Stream stream =
        new Stream(SERVER, SERVER.adminToken(), seen, "?type=stock.level.changed")) {
      Eventually.within(SOON, "both are told", () -> stream.ids().size() == 2);
    }
  }

  @Test
  void endsWhenItsTokenIsRevoked() throws Exception {
    Answer token =
        admin.post("/api/v1/tokens", "{\"name\":\"stream\",\"scopes\":[\"events:read\"]}");
    try (Stream stream = new Stream(SERVER, token.at("/token"), "", "")) {
      Eventually.within(SOON, "it begins", () -> !stream.lines().isEmpty());
      admin.post("/api/v1/tokens/" + token.at("/id") + "/revoke", "{}");
      Eventually.within(SOON, "it ends", stream::isOver);
    }
  }

  @Test
  void isForThoseWithItsScopeAlone() {
    assertThat(SERVER.client("").get("/api/v1/stream").status()).isEqualTo(401);
    Answer token = admin.post("/api/v1/tokens", "{\"name\":\"other\",\"scopes\":[\"stock:read\"]}");
    assertThat(SERVER.client(token.at("/token")).get("/api/v1/stream").status()).isEqualTo(403);
    assertThat(admin.get("/api/v1/stream?after=nothing").status()).isEqualTo(400);
  }

  @Test
  void tellsNothingOfAnotherSellerAndTakesSoManyAtOnce() throws Exception {
    String token =
        admin
            .post(
                "/api/v1/sellers", "{\"code\":\"other\",\"name\":\"other\",\"time_zone\":\"UTC\"}")
            .at("/token/token");
    List<Stream> streams = new ArrayList<>();
    try {
      for (int i = 0; i < StreamController.STREAMS_MAX; i++) {
        streams.add(new Stream(SERVER, token, "evt_0000000000000", ""));
      }
      Answer refused = SERVER.client(token).get("/api/v1/stream");
      assertThat(refused.code()).isEqualTo("too_many_streams");
      assertThat(refused.header("Retry-After")).isNotEmpty();
      try (Stream own = new Stream(SERVER, SERVER.adminToken(), "", "")) {
        Eventually.within(SOON, "it begins", () -> !own.lines().isEmpty());
        purchase();
        Eventually.within(SOON, "it is told to its own seller", () -> own.ids().size() == 1);
      }
      assertThat(streams).allSatisfy(stream -> assertThat(stream.ids()).isEmpty());
    } finally {
      streams.forEach(Stream::close);
    }
  }

  @Test
  void endsWithTheServerAtOnce() throws Exception {
    try (RunningServer other = RunningServer.start();
        Stream stream = new Stream(other, other.adminToken(), "", "")) {
      Eventually.within(SOON, "it begins", () -> !stream.lines().isEmpty());
      long begin = System.nanoTime();
      other.server().stop();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(9));
      Eventually.within(SOON, "it ends", stream::isOver);
    }
  }

  private static String latest() {
    return admin.get("/api/v1/events?after=latest").at("/next");
  }

  private static void purchase() {
    Answer made =
        admin.post(
            "/api/v1/movements",
            "{\"sku\":\"%s\",\"reason\":\"purchase\",\"quantity\":1,\"location\":\"berlin\"}"
                .formatted(sku),
            "Idempotency-Key",
            "stream-" + KEYS.incrementAndGet());
    assertThat(made.status()).as(made.text()).isLessThan(300);
  }

  /** Somebody who listens. */
  private static final class Stream implements AutoCloseable {

    private static final HttpClient HTTP =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpResponse<InputStream> response;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reading;

    Stream(RunningServer server, String token, String lastId, String query) throws Exception {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(server.server().url() + "/api/v1/stream" + query))
              .header("Authorization", "Bearer " + token);
      if (!lastId.isEmpty()) {
        request.header("Last-Event-ID", lastId);
      }
      response = HTTP.send(request.build(), BodyHandlers.ofInputStream());
      assertThat(response.statusCode()).isEqualTo(200);
      reading = Thread.ofVirtual().start(this::read);
    }

    private void read() {
      try (BufferedReader reader =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        reader.lines().forEach(lines::add);
      } catch (IOException | java.io.UncheckedIOException e) {
        lines.add("cut");
      }
    }

    String contentType() {
      return response.headers().firstValue("content-type").orElse("");
    }

    List<String> lines() {
      return List.copyOf(lines);
    }

    List<String> ids() {
      return lines.stream()
          .filter(line -> line.startsWith("id: "))
          .map(line -> line.substring(4))
          .toList();
    }

    boolean isOver() {
      return !reading.isAlive();
    }

    @Override
    public void close() {
      try {
        response.body().close();
      } catch (IOException e) {
        reading.interrupt();
      }
    }
  }
}
