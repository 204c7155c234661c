package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelShadowTest {

  private static final String SHADOW =
      """
      {"object":"channel_shadow","channel":"bm","shadow":true,"since":"2026-11-01T00:00:00Z","until":null,\
      "lag_seconds":5,"listings":12,"pushes":40,"sold":{"lines":7,"units":8,"missing":0},\
      "avoided":{"lines":2,"units":3,"missing":3},"oversold":{"lines":0,"units":0,"missing":0},\
      "turned_away":{"lines":1,"units":1,"missing":0},"newest_sales":[{"listing":"lst_0000000000001",\
      "title":"Mug","sku":"MUG","order":"1001","line":"1","sold_at":"2026-11-02T10:00:00Z","units":2,"missing":2,\
      "would_show":0,"kind":"avoided"}],"newest_pushes":[]}""";

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void saysWhichOversellsItWouldHaveAvoided() {
    server.on("GET /api/v1/channels/bm/shadow", SHADOW);
    Result result = shell.run("channel", "shadow", "bm", "--lag-seconds", "60");

    assertThat(result.exit()).isEqualTo(Exit.OK);
    assertThat(result.out())
        .contains("| oversold, and would not have |     2 |     3 |       3 |")
        .contains("| 1001  | MUG |     2 |       2 |          0 | avoided |");
    assertThat(server.lastAsked().query()).containsEntry("lag_seconds", "60");
  }

  @Test
  void switchesOverAndBack() {
    server
        .on("GET /api/v1/channels/bm/shadow", SHADOW)
        .on("POST /api/v1/channels/bm/shadow/begin", SHADOW)
        .on("POST /api/v1/channels/bm/shadow/end", SHADOW);

    shell.run("channel", "shadow", "bm", "--begin");
    assertThat(server.asked().getFirst().path()).endsWith("/shadow/begin");
    shell.run("channel", "shadow", "bm", "--end");
    assertThat(server.asked().get(2).path()).endsWith("/shadow/end");
    assertThat(shell.run("channel", "shadow", "bm", "--begin", "--end").exit())
        .isEqualTo(Exit.USAGE);
  }
}
