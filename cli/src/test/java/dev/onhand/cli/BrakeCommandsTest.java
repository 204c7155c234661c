package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrakeCommandsTest {

  private static final String HELD = held("waiting", 40);
  private static final String LISTING =
      """
      {"object":"held_listing","id":"lst_0000000000001","title":"Mug","sku":"MUG","from":12,"to":9999,"desired":9999,\
      "held":true}""";
  private static final String LIMITS =
      """
      {"object":"brake","channel":"bm","listings_above":50,"zeroed_percent":20,"raised_percent":50,"units_above":1000,\
      "units_percent":50}""";

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  private static String held(String state, int holding) {
    return """
        {"object":"held_change","id":"hld_0000000000001","channel":"bm","state":"%s","held_at":"2025-05-01T02:00:00Z",\
        "decided_at":null,"decided_by":null,"raised":40,"lowered":0,"zeroed":0,"units_raised":390000,"units_lost":0,\
        "holding":%d}"""
        .formatted(state, holding);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void listsWhatWaits() {
    server.on("GET /api/v1/held-changes", ProductCommandsTest.list(HELD));
    Result result = shell.run("brake", "list", "--channel", "bm");

    assertThat(result.exit()).isEqualTo(Exit.OK);
    assertThat(result.out()).contains("| hld_0000000000001 | bm      | waiting |", "390000");
    assertThat(server.asked().getFirst().query())
        .containsEntry("state", "waiting")
        .containsEntry("channel", "bm");
  }

  @Test
  void showsWhatWouldBeTold() {
    server.on(
        "GET /api/v1/held-changes/hld_0000000000001/listings", ProductCommandsTest.list(LISTING));
    Result result = shell.run("brake", "show", "hld_0000000000001");

    assertThat(result.out()).contains("| lst_0000000000001 | Mug   | MUG |   12 | 9999 |");
  }

  @Test
  void decides() {
    server
        .on("POST /api/v1/held-changes/hld_0000000000001/approve", held("approved", 0))
        .on("POST /api/v1/held-changes/hld_0000000000001/reject", held("rejected", 40));

    assertThat(shell.run("brake", "approve", "hld_0000000000001").out()).contains("approved");
    assertThat(shell.run("brake", "reject", "hld_0000000000001").out()).contains("rejected");
  }

  @Test
  void changesOnlyTheLimitsThatAreGiven() {
    server
        .on("PATCH /api/v1/channels/bm/brake", LIMITS)
        .on("GET /api/v1/channels/bm/brake", LIMITS);

    shell.run("brake", "limits", "bm", "--listings-above", "50");
    assertThat(server.asked().getFirst().json().toString()).isEqualTo("{\"listings_above\":50}");
    assertThat(shell.run("brake", "limits", "bm").out()).contains("50");
    assertThat(server.asked().getLast().method()).isEqualTo("GET");
  }
}
