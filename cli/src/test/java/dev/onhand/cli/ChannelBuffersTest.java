package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelBuffersTest {

  private static final String PATH = "/api/v1/channels/bm/buffers";
  private static final String BUFFER =
      """
      {"sku":"MUG","buffer":2,"sold_lines":12,"sold_units":13,"expected_lines":0.1,"percent_without":9.5,\
      "percent":0.02,"reason":"Sold elsewhere."}""";
  private static final String TALLY =
      """
      {"orders":4,"oversold_orders":1,"oversold_units":%d,"backordered_units":0,"lost_orders":0,"lost_units":0,\
      "splits":0,"pushes":9,"calls":9,"stale_minutes":1,"withheld_unit_days":0}""";
  private static final String PROPOSALS =
      """
      {"object":"buffer_proposals","channel":"bm","from":"2026-11-01T00:00:00Z","to":"2026-11-29T00:00:00Z",\
      "oversell_percent":0.1,"measured_pushes":500,"lag_millis":94000,"reason":null,"buffers":[%s],"trial":\
      {"from":"2026-11-15T00:00:00Z","to":"2026-11-29T00:00:00Z","tuned":1,"reproduced":true,"unchanged":%s,\
      "changed":%s,"assumptions":["Listings of bm are slow."]}}"""
          .formatted(BUFFER, TALLY.formatted(3), TALLY.formatted(1));
  private static final String TUNING =
      """
      {"object":"buffer_tuning","channel":"bm","on":true,"oversell_percent":1.0,"days":14,\
      "tuned_at":"2026-11-29T00:00:00Z","buffers":[%s]}"""
          .formatted(BUFFER);

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void showsWhatIsProposedAndWhatHadComeOfIt() {
    server.on("POST " + PATH + "/proposals", PROPOSALS);
    Result result = shell.run("channel", "buffers", "bm", "--propose", "--days", "28");

    assertThat(result.exit()).isEqualTo(Exit.OK);
    assertThat(result.out())
        .contains("| MUG |      2 |              12 |    13 | 9.5")
        .contains("| oversold units              |        3 |    1 |");
    assertThat(result.err()).contains("Taken so: Listings of bm are slow.");
    assertThat(server.lastAsked().json().toString()).isEqualTo("{\"days\":28}");
  }

  @Test
  void switchesItOnAndOff() {
    server.on("PATCH " + PATH, TUNING).on("GET " + PATH, TUNING);

    shell.run("channel", "buffers", "bm", "--on", "--oversell-percent", "1");
    assertThat(server.lastAsked().json().toString())
        .isEqualTo("{\"oversell_percent\":1.0,\"on\":true}");
    shell.run("channel", "buffers", "bm", "--off");
    assertThat(server.lastAsked().json().toString()).isEqualTo("{\"on\":false}");
    assertThat(shell.run("channel", "buffers", "bm").out()).contains("MUG");
    assertThat(server.lastAsked().method()).isEqualTo("GET");
    assertThat(shell.run("channel", "buffers", "bm", "--on", "--off").exit()).isEqualTo(Exit.USAGE);
  }
}
