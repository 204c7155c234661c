package dev.onhand.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Kills the shipped server, its database or both while callers record movements. What was
 * acknowledged must be there once, what was refused must not, and what got no answer is one of the
 * two when it is sent again. {@code -Donhand.kills=100 -Donhand.seed=N} runs longer, or again.
 */
class KillIT {
  private static final int KILLS = Integer.getInteger("onhand.kills", 5);
  private static final long SEED = Long.getLong("onhand.seed", System.nanoTime());
  private static final int CALLERS = 6;
  private static final int ACKNOWLEDGED_MAX = 300;
  private static final int TOO_MANY = 1_000_000;
  private static final Duration TIME_MAX = Duration.ofSeconds(120);
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** The client journal: what was sent under each key, and the status of its last answer. */
  private final Map<String, String> sent = new ConcurrentHashMap<>();

  private final Map<String, Integer> answered = new ConcurrentHashMap<>();

  private ShippedServer server;

  @AfterEach
  void endAll() throws InterruptedException {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void keepsWhatItAcknowledgedThroughEveryKill() throws Exception {
    System.out.println("KillIT: -Donhand.seed=" + SEED + " -Donhand.kills=" + KILLS);
    Random random = new Random(SEED);
    Path data = folder.resolve("data");
    server = ShippedServer.start(data);
    setUp();
    refusesSecondServer(data);
    for (int kill = 0; kill < KILLS; kill++) {
      killUnderLoad(kill, random);
      server = ShippedServer.start(data);
      resendUnanswered();
      checkJournal(kill);
      checkLedger(data);
    }
  }

  private void setUp() throws InterruptedException {
    assertThat(post("/locations", "l", "{\"code\":\"main\"}")).isEqualTo(201);
    assertThat(post("/products", "p", "{\"sku\":\"HOT\"}")).isEqualTo(201);
    record("opening", "purchase", 50);
    assertThat(answered).containsEntry("opening", 201);
  }

  private void refusesSecondServer(Path data) throws Exception {
    Shell.Result second =
        Shell.run(
            Map.of(),
            Shell.DISTRIBUTION.resolve("bin/onhand"),
            "serve",
            "--data",
            data.toString(),
            "--port",
            "0");
    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.err()).contains("Another Onhand (process " + server.pid() + ") is using ");
  }

  /** In turn the server, its database, and both. */
  private void killUnderLoad(int kill, Random random) throws InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    int moment = answered.size() + 1 + random.nextInt(ACKNOWLEDGED_MAX);
    List<Thread> callers = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      String prefix = kill + "-" + caller + "-";
      Random own = new Random(random.nextLong());
      callers.add(Thread.ofVirtual().start(() -> call(prefix, own, over)));
    }
    try {
      Eventually.within(TIME_MAX, "callers are answered", () -> answered.size() >= moment);
      if (kill % 3 != 0) {
        ShippedServer.endDatabase(folder.resolve("data"));
      }
      if (kill % 3 != 1) {
        server.kill();
      }
    } finally {
      over.set(true);
      for (Thread caller : callers) {
        caller.join();
      }
    }
    if (server.isAlive()) {
      server.close();
    }
  }

  private void call(String prefix, Random random, AtomicBoolean over) {
    try {
      for (int n = 0; !over.get(); n++) {
        boolean sale = random.nextBoolean();
        int quantity = random.nextInt(10) == 0 && sale ? TOO_MANY : 1 + random.nextInt(5);
        record(prefix + n, sale ? "sale" : "purchase", quantity);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void record(String key, String reason, int quantity) throws InterruptedException {
    String body =
        "{\"sku\":\"HOT\",\"location\":\"main\",\"reason\":\"%s\",\"quantity\":%d}"
            .formatted(reason, quantity);
    sent.put(key, body);
    int status = post("/movements", key, body);
    if (status != 0 && status < 500) {
      answered.put(key, status);
    }
  }

  private void resendUnanswered() throws InterruptedException {
    for (Map.Entry<String, String> unanswered : sent.entrySet()) {
      if (!answered.containsKey(unanswered.getKey())) {
        int status = post("/movements", unanswered.getKey(), unanswered.getValue());
        assertThat(status).as(unanswered.getKey()).isIn(201, 409);
        answered.put(unanswered.getKey(), status);
      }
    }
  }

  private void checkJournal(int kill) throws IOException, InterruptedException {
    assertThat(answered.values()).as("nothing but recorded and refused").containsOnly(201, 409);
    Set<String> acknowledged =
        answered.entrySet().stream()
            .filter(answer -> answer.getValue() == 201)
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
    Map<String, Integer> there = new HashMap<>();
    long units = 0;
    for (JsonNode movement : journal()) {
      there.merge(movement.at("/key").asString(), 1, Integer::sum);
      int quantity = movement.at("/quantity").asInt();
      units += movement.at("/reason").asString().equals("sale") ? -quantity : quantity;
    }
    assertThat(new TreeSet<>(there.keySet())).as("after kill %d", kill).isEqualTo(acknowledged);
    assertThat(there.values()).as("each once").containsOnly(1);
    assertThat(get("/stock/HOT").at("/on_hand").asLong()).isEqualTo(units).isNotNegative();
  }

  private List<JsonNode> journal() throws IOException, InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    String after = "";
    JsonNode page;
    do {
      page = get("/movements?limit=200" + after);
      page.at("/data").forEach(all::add);
      after = all.isEmpty() ? "" : "&starting_after=" + all.getLast().at("/id").asString();
    } while (page.at("/has_more").asBoolean());
    return all;
  }

  private void checkLedger(Path data) throws Exception {
    Shell.Result verified =
        Shell.run(
            Map.of("ONHAND_URL", server.url(), "ONHAND_DATA", data.toString()),
            Shell.DISTRIBUTION.resolve("bin/onhand"),
            "ledger",
            "verify",
            "--full");
    assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  /** The answer's status; 0 if there was none. */
  private int post(String path, String key, String body) throws InterruptedException {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException noAnswer) {
      return 0;
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + "/api/v1" + path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", "Bearer " + server.token());
  }
}
