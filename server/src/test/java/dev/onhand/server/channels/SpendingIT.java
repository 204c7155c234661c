package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Purpose;
import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import dev.onhand.store.testing.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What is told of an account's calls, its queue and its health. */
class SpendingIT {

  @RegisterExtension
  static final RunningServer SERVER =
      RunningServer.start(Map.of("ONHAND_HTTP_ALLOW_PRIVATE", "127.0.0.0/8"));

  private static final Duration SOON = Duration.ofSeconds(20);

  private static Client admin;

  private OneListing one;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    Shop.open(SERVER);
  }

  @BeforeEach
  void connect() throws Exception {
    one = new OneListing(admin);
  }

  @AfterEach
  void close() {
    one.close();
  }

  @Test
  void keepsABudgetAndSaysWhatIsLeftOfIt() {
    assertThat(put(",\"calls_per_day\":500,\"calls_per_second\":9,\"hourly_read\":false").status())
        .isEqualTo(200);

    Answer account = admin.get(one.path + "/account");
    assertThat(account.at("/calls_per_day")).isEqualTo("500");
    assertThat(account.json().at("/hourly_read").asBoolean(true)).isFalse();
    Answer spending = admin.get(one.path + "/account/spending");
    long spent = spending.json().at("/spent_today").asLong();
    assertThat(spent).as("its listings were read").isPositive();
    assertThat(spending.json().at("/left_today").asLong()).isEqualTo(500 - spent);
    Answer refused = put(",\"calls_per_second\":0");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("/detail")).contains("calls_per_second must be from 1 to 1000, not 0");
  }

  @Test
  void countsWhatWasLookedAtAsWhatPollingWouldHaveCost() {
    long before = day("polling");
    one.get();
    one.list("");

    assertThat(day("polling")).isEqualTo(before + 2);
    assertThat(day("saved")).isEqualTo(day("polling") - day("reads"));
  }

  @Test
  void isAQueueWithItsLastAndNextRun() throws Exception {
    assertThat(queue().path("waiting").asLong()).isOne();
    assertThat(queue().path("next_run_at").isNull()).as("it is paused").isTrue();
    assertThat(queue().path("last_run_at").isNull()).isFalse();

    one.remote.faults().next(Fault.REFUSED_ITEM, Purpose.PUSH, 1);
    admin.post(one.path + "/account/resume", "");
    Eventually.within(SOON, "it is refused", () -> queue().path("failed").asLong() == 1);
    assertThat(queue().path("next_run_at").isNull()).isFalse();
    assertThat(one.get().at("/refused_at")).isNotEmpty();
    admin.post("/api/v1/listings/" + one.id + "/unblock", "");
    Eventually.within(SOON, "it is told", () -> queue().path("waiting").asLong() == 0);
    assertThat(queue().path("failed").asLong()).isZero();
    assertThat(queue().path("done").asLong()).isPositive();
  }

  @Test
  void showsWhatIsToBeReadAndWhatChannelsToldAsQueuesToo() throws Exception {
    admin.post(one.path + "/account/resume", "");
    Eventually.within(
        SOON,
        "it is looked what is to be read",
        () -> {
          JsonNode reads = queue("reads/" + one.code);
          return Instant.parse(reads.path("next_run_at").asString(""))
              .isBefore(Instant.parse(reads.path("last_run_at").asString("")).plusSeconds(901));
        });
    assertThat(queue("reads/" + one.code).path("done").asLong()).isPositive();
    assertThat(queue("inbox").path("waiting").asLong()).isZero();
  }

  @Test
  void showsThatItsBreakerIsOpen() throws Exception {
    one.remote.faults().during(Fault.UNAVAILABLE, Duration.ofMinutes(10));
    admin.post(one.path + "/account/resume", "");

    Eventually.within(
        Duration.ofSeconds(60),
        "it is open",
        () -> admin.get(one.path + "/account").at("/breaker").equals("open"));
    String metrics = admin.get("/metrics").text();
    assertThat(metrics).contains("onhand_circuit_state{channel=\"" + one.code + "\"} 2.0");
  }

  @Test
  void tellsItsMetrics() throws Exception {
    admin.post(one.path + "/account/resume", "");
    Eventually.within(SOON, "it is told", () -> queue().path("done").asLong() == 1);

    try (var connection = SERVER.database().superuser();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select count(*) from channel_lag l join channel c using (seller_id, channel_id), unnest(l.pushes) as n"
                    + " where n = 1 and c.code = '"
                    + one.code
                    + "'")) {
      row.next();
      assertThat(row.getLong(1)).as("how long it waited is counted").isOne();
    }
    String channel = "{channel=\"" + one.code + "\"";
    assertThat(admin.get("/metrics").text())
        .contains(
            "onhand_push_attempts_total" + channel + ",outcome=\"confirmed\"} 1.0",
            "onhand_channel_calls_total" + channel + ",purpose=\"push\"} 1.0",
            "onhand_push_backlog" + channel + "} 0.0",
            "onhand_circuit_state" + channel + "} 0.0",
            "onhand_drift_listings" + channel + "} 0.0",
            "onhand_rate_limit_remaining_ratio" + channel + "}",
            "onhand_jobs_dead_letter{kind=\"push\"}",
            "onhand_push_duration_seconds_bucket",
            "onhand_listing_lag_seconds_bucket");
  }

  private Answer put(String more) {
    return admin.send(
        "PUT",
        one.path + "/account",
        """
        {"type":"backmarket","settings":{"address":"%s","company":"Shop","contact":"it@shop.example"}%s}"""
            .formatted(one.remote.base(), more));
  }

  private long day(String field) {
    return admin.get(one.path + "/account/spending").json().at("/days/0/" + field).asLong();
  }

  private JsonNode queue() {
    return queue("channel/" + one.code);
  }

  private JsonNode queue(String name) {
    return admin
        .get("/api/v1/queues")
        .json()
        .path("data")
        .valueStream()
        .filter(queue -> queue.path("queue").asString("").equals(name))
        .findFirst()
        .orElseThrow();
  }
}
