package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueueCommandsTest {

  private static final String QUEUES =
      """
      [{"queue":"stock-sync","waiting":1,"running":0,"failed":2,"done":9,\
      "oldest_waiting_seconds":4,"last_run_at":"2025-05-01T10:00:00Z","next_run_at":"2025-05-01T11:00:00Z"},{"queue":"channel/bm","waiting":3,"running":0,"failed":0,"done":0,\
      "oldest_waiting_seconds":null,\
      "last_run_at":null,"next_run_at":null}]""";

  private static final String LISTING =
      """
      {"object":"listing","id":"lst_1","channel":"bm","desired":{"quantity":4,"at":"2025-05-01T09:00:00Z"},\
      "refused":"given_up","refused_detail":"failed 12 times in a row: boom","refused_at":"2025-05-01T10:00:00Z",\
      "failures":12}""";

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void monitorsOneQueueOrAll() {
    server.on("GET /api/v1/queues", QUEUES);

    assertThat(shell.run("queue", "monitor", "stock-sync").lines())
        .hasSize(5)
        .anyMatch(
            line ->
                line.startsWith(
                    "| stock-sync |       1 |       0 |      2 |    9 |                4 | 2025-05-01 1"));
    assertThat(shell.run("queue", "monitor", "channel/bm").out()).contains("|       3 |");
    assertThat(shell.run("queue", "monitor").lines()).hasSize(6);
  }

  @Test
  void saysWhenThereIsNoSuchQueue() {
    server.on("GET /api/v1/queues", QUEUES);

    assertThat(shell.run("queue", "monitor", "stok-sync").exit()).isEqualTo(Exit.NOT_FOUND);
  }

  @Test
  void listsFailedJobs() {
    server
        .on("GET /api/v1/jobs", ProductCommandsTest.list(job("job_1")))
        .on("GET /api/v1/listings", ProductCommandsTest.list(LISTING));

    Result result = shell.run("queue", "failed", "--queue", "stock-sync");

    assertThat(result.out()).contains("database is gone");
    assertThat(server.lastAsked().query())
        .containsEntry("state", "failed")
        .containsEntry("queue", "stock-sync");
  }

  @Test
  void retriesTheJobsThatAreNamed() {
    server.on("POST /api/v1/jobs/job_1/retry", job("job_1"));

    Result result = shell.run("queue", "retry", "job_1");

    assertThat(result.exit()).isEqualTo(Exit.OK);
    assertThat(result.err()).isEqualTo("1 job will run again.\n");
  }

  @Test
  void listsListingsThatWaitForAPerson() {
    server
        .on("GET /api/v1/inbox", ProductCommandsTest.list())
        .on("GET /api/v1/jobs", ProductCommandsTest.list(job("job_1")))
        .on("GET /api/v1/listings", ProductCommandsTest.list(LISTING));

    assertThat(shell.run("queue", "failed").out())
        .contains("| job_1 |", "| lst_1 | channel/bm | push", "failed 12 times in a row: boom");
    Result ofChannel = shell.run("queue", "failed", "--queue", "channel/bm");
    assertThat(ofChannel.out()).contains("lst_1").doesNotContain("job_1");
    assertThat(server.lastAsked().query())
        .containsEntry("only", "refused")
        .containsEntry("channel", "bm");
    assertThat(shell.run("queue", "failed", "--limit", "1").err()).contains("There are more");
  }

  @Test
  void letsListingsBeToldAgain() {
    server
        .on("GET /api/v1/listings", ProductCommandsTest.list(LISTING))
        .on("POST /api/v1/listings/lst_1/unblock", LISTING);

    Result result = shell.run("queue", "retry", "--failed", "--queue", "channel/bm");

    assertThat(result.exit()).isZero();
    assertThat(server.lastAsked().path()).isEqualTo("/api/v1/listings/lst_1/unblock");
  }

  @Test
  void retriesAllThatFailed() {
    server
        .on("GET /api/v1/listings", ProductCommandsTest.list())
        .on("GET /api/v1/jobs", ProductCommandsTest.list(job("job_2"), job("job_1")))
        .on("GET /api/v1/inbox", ProductCommandsTest.list(event()))
        .on("POST /api/v1/inbox/inb_1/retry", event())
        .on("POST /api/v1/jobs/job_1/retry", job("job_1"))
        .on("POST /api/v1/jobs/job_2/retry", job("job_2"));

    shell.run("queue", "retry", "--failed");

    assertThat(server.asked())
        .extracting(FakeServer.Asked::path)
        .isEqualTo(
            List.of(
                "/api/v1/jobs",
                "/api/v1/listings",
                "/api/v1/inbox",
                "/api/v1/jobs/job_2/retry",
                "/api/v1/jobs/job_1/retry",
                "/api/v1/inbox/inb_1/retry"));
  }

  @Test
  void listsAndRetriesWhatChannelsToldInVain() {
    server
        .on("GET /api/v1/inbox", ProductCommandsTest.list(event()))
        .on("POST /api/v1/inbox/inb_1/retry", event());

    assertThat(shell.run("queue", "failed", "--queue", "inbox").out())
        .contains("inb_1", "order.placed", "the channel shows no order order_7");
    assertThat(server.lastAsked().query()).containsEntry("state", "failed");
    assertThat(shell.run("queue", "retry", "--failed", "--queue", "inbox").exit())
        .isEqualTo(Exit.OK);
    assertThat(server.lastAsked().path()).isEqualTo("/api/v1/inbox/inb_1/retry");
  }

  @Test
  void givesUpWhatAChannelToldWithAReason() {
    server.on("POST /api/v1/inbox/inb_1/dismiss", event());

    Result result = shell.run("queue", "dismiss", "inb_1", "--reason", "booked by hand");

    assertThat(result.exit()).isEqualTo(Exit.OK);
    assertThat(result.err()).isEqualTo("inb_1 is given up.\n");
    assertThat(server.lastAsked().json().toString()).isEqualTo("{\"reason\":\"booked by hand\"}");
    assertThat(shell.run("queue", "dismiss", "inb_1").exit()).isEqualTo(Exit.USAGE);
  }

  @Test
  void listsAllThatFailedInOneList() {
    server
        .on("GET /api/v1/jobs", ProductCommandsTest.list(job("job_1")))
        .on("GET /api/v1/listings", ProductCommandsTest.list(LISTING))
        .on("GET /api/v1/inbox", ProductCommandsTest.list(event()));

    assertThat(shell.run("queue", "failed").out()).contains("job_1", "lst_1", "inb_1");
    assertThat(shell.run("queue", "failed", "--all", "--json").out())
        .contains("job_1", "lst_1", "inb_1");
  }

  private static String event() {
    return """
        {"object":"inbox_event","id":"inb_1","queue":"inbox","channel":"shop","kind":"order.placed",\
        "orders":["order_7"],"state":"failed","attempts":9,"error":"the channel shows no order order_7",\
        "created_at":"2025-05-01T10:00:00Z","ended_at":"2025-05-01T10:30:00Z"}""";
  }

  @Test
  void refusesToRetryNothingInParticular() {
    assertThat(shell.run("queue", "retry").exit()).isEqualTo(Exit.USAGE);
    assertThat(shell.run("queue", "retry", "--failed", "job_1").exit()).isEqualTo(Exit.USAGE);
  }

  private static String job(String id) {
    return """
        {"object":"job","id":"%s","queue":"stock-sync","kind":"verify","state":"failed",\
        "attempts":4,"error":"database is gone","created_at":"2025-05-01T10:00:00Z",\
        "ended_at":"2025-05-01T10:30:00Z"}"""
        .formatted(id);
  }
}
