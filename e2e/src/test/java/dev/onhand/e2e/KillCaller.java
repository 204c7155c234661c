package dev.onhand.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.store.testing.ClientJournal;
import dev.onhand.store.testing.ClientJournal.Attempt;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Callers of the API who note what they send before they send it, and what they are told, and who
 * do not lose heart when nobody answers. Thread-safe.
 */
final class KillCaller {
  private static final int BATCH = 20;

  /** No product has as much, so a sale of it is refused whenever it comes. */
  private static final int TOO_MANY = 1_000_000;

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(10);
  private static final Duration ANSWER_TIME_MAX = Duration.ofSeconds(30);
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ClientJournal journal;
  private final Map<String, String> sent = new ConcurrentHashMap<>();
  private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answered = new AtomicInteger();
  private volatile boolean stopped;
  private volatile String url = "";
  private volatile String token = "";

  KillCaller(ClientJournal journal) {
    this.journal = journal;
  }

  /** From now on there. */
  void callAt(String newUrl, String newToken) {
    url = newUrl;
    token = newToken;
  }

  void setUp() {
    assertThat(post("/locations", "l", "{\"code\":\"main\"}").map(HttpResponse::statusCode))
        .contains(201);
    assertThat(post("/products", "p", "{\"sku\":\"HOT\"}").map(HttpResponse::statusCode))
        .contains(201);
    assertThat(single("opening", wish("opening", "purchase", 50)).getAsBoolean()).isTrue();
    assertThat(journal.recorded()).isEqualTo(1);
  }

  /** Another product than the one that is moved. */
  void bringIn(String sku, int units) throws IOException, InterruptedException {
    make("POST", "/products", "{\"sku\":\"%s\"}".formatted(sku));
    make(
        "POST",
        "/movements",
        "{\"sku\":\"%s\",\"location\":\"main\",\"reason\":\"opening_stock\",\"quantity\":%d}"
            .formatted(sku, units));
  }

  void start() {
    stopped = false;
  }

  void stop() {
    stopped = true;
  }

  /** How many movements were recorded or refused, each time they were. */
  int answered() {
    return answered.get();
  }

  /** Answers that no kill may cause. */
  List<String> unexpected() {
    return List.copyOf(unexpected);
  }

  /**
   * Sends movements one by one, and now and then some together; what gets no answer is sent again
   * before anything else is.
   */
  void callUntilStopped(String prefix, Random random) {
    for (int n = 0; !stopped; n++) {
      BooleanSupplier call =
          random.nextInt(BATCH) == 0
              ? batch(prefix + n, random)
              : single(prefix + n, wish(prefix + n, random));
      while (!call.getAsBoolean() && !stopped) {
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
    }
  }

  /** One by one, also what was sent together: a key is a key. */
  void sendUnansweredAgain() {
    for (String key : journal.unknown()) {
      assertThat(single(key, sent.get(key)).getAsBoolean()).as(key).isTrue();
    }
  }

  private String wish(String key, Random random) {
    boolean sale = random.nextBoolean();
    int quantity = sale && random.nextInt(10) == 0 ? TOO_MANY : 1 + random.nextInt(5);
    return wish(key, sale ? "sale" : "purchase", quantity);
  }

  private String wish(String key, String reason, int quantity) {
    String wish =
        "\"sku\":\"HOT\",\"location\":\"main\",\"reason\":\"%s\",\"quantity\":%d"
            .formatted(reason, quantity);
    sent.put(key, wish);
    return wish;
  }

  /** A call that says whether it learnt what became of the movement. */
  private BooleanSupplier single(String key, String wish) {
    return () -> {
      Attempt attempt = journal.send(key);
      Optional<HttpResponse<String>> answer = post("/movements", key, "{" + wish + "}");
      int status = answer.map(HttpResponse::statusCode).orElse(0);
      switch (status) {
        case 201 -> end(attempt::recorded);
        case 409 -> end(attempt::refused);
        default -> attempt.unknown();
      }
      return status == 201 || status == 409 || isUnexpected(answer);
    };
  }

  private void end(Runnable how) {
    how.run();
    answered.incrementAndGet();
  }

  /** No answer and 503 are what a kill may cause; anything else is noted, and not tried again. */
  private boolean isUnexpected(Optional<HttpResponse<String>> answer) {
    boolean isUnexpected = answer.isPresent() && answer.get().statusCode() != 503;
    if (isUnexpected) {
      unexpected.add(answer.get().statusCode() + " " + answer.get().body());
    }
    return isUnexpected;
  }

  /** The same for movements that are sent together, each of which has a fate of its own. */
  private BooleanSupplier batch(String prefix, Random random) {
    List<String> keys = IntStream.range(0, BATCH).mapToObj(i -> prefix + "-" + i).toList();
    String items =
        keys.stream()
            .map(key -> "{\"key\":\"%s\",%s}".formatted(key, wish(key, random)))
            .collect(Collectors.joining(","));
    return () -> {
      List<Attempt> attempts = keys.stream().map(journal::send).toList();
      Optional<HttpResponse<String>> answer =
          post("/movements:batch", "batch-" + prefix, "{\"items\":[" + items + "]}");
      if (answer.map(HttpResponse::statusCode).orElse(0) != 200) {
        attempts.forEach(Attempt::unknown);
        return isUnexpected(answer);
      }
      noteAll(attempts, JSON.readTree(answer.orElseThrow().body()).at("/data"));
      return true;
    };
  }

  private void noteAll(List<Attempt> attempts, JsonNode data) {
    for (int i = 0; i < attempts.size(); i++) {
      Attempt attempt = attempts.get(i);
      switch (data.at("/" + i + "/status").asString()) {
        case "recorded", "already_recorded" -> end(attempt::recorded);
        case "refused" -> end(attempt::refused);
        default -> unexpected.add(data.toString());
      }
    }
  }

  /** The whole journal as the API shows it, page by page. */
  List<JsonNode> movements() throws IOException, InterruptedException {
    return all("/movements?limit=200");
  }

  /** A whole list, page by page. */
  List<JsonNode> all(String path) throws IOException, InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    String after = "";
    JsonNode page;
    do {
      page = get(path + after);
      page.at("/data").forEach(all::add);
      after = all.isEmpty() ? "" : "&starting_after=" + all.getLast().at("/id").asString();
    } while (page.at("/has_more").asBoolean());
    return all;
  }

  long onHand() throws IOException, InterruptedException {
    return get("/stock/HOT").at("/on_hand").asLong();
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  /** What must succeed. */
  void make(String method, String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", path + body.hashCode())
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isBetween(200, 299);
  }

  /** The answer, if one came. */
  private Optional<HttpResponse<String>> post(String path, String key, String body) {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return Optional.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException noAnswer) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a caller", e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + "/api/v1" + path))
        .timeout(ANSWER_TIME_MAX)
        .header("Authorization", "Bearer " + token);
  }
}
