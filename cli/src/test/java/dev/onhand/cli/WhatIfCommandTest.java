package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class WhatIfCommandTest {

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  private static String answer(long differences) {
    return """
        {"object":"what_if","from":"2026-10-01T00:00:00Z","to":"2026-11-01T00:00:00Z","movements":57000,"steps":2200,\
        "reproduced":%s,"differences":%d,"examples":%s,\
        "unchanged":{"orders":1100,"oversold_orders":7,"oversold_units":9,"lost_units":0},\
        "changed":{"orders":1098,"oversold_orders":1,"oversold_units":1,"lost_units":12},\
        "levels":[],"assumptions":["Stock that came did so all the same."]}"""
        .formatted(
            differences == 0, differences, differences == 0 ? "[]" : "[\"order web/1: other\"]");
  }

  @Test
  void comparesWhatItWasWithWhatItWouldHaveBeen() {
    server.on("POST /api/v1/what-ifs", answer(0));
    Result result =
        shell.run(
            "what-if",
            "--from",
            "2026-10-01T00:00:00Z",
            "--buffer",
            "web=2",
            "--buffer",
            "bm=1",
            "--calls-per-day",
            "bm=500",
            "--sourcing",
            "most-available",
            "--sourcing",
            "web=nearest");
    assertThat(result.exit()).isEqualTo(Exit.OK);
    assertThat(result.out().replaceAll(" +", " "))
        .contains("| oversold units | 9 | 1 |")
        .contains("| units not sold | 0 | 12 |");
    assertThat(result.err()).contains("Stock that came").contains("is what happened");
    JsonNode body = server.asked().getFirst().json();
    assertThat(body.toString())
        .isEqualTo(
            "{\"from\":\"2026-10-01T00:00:00Z\",\"sourcing\":\"most_available\",\"channels\":["
                + "{\"channel\":\"web\",\"sourcing\":\"nearest\",\"buffer\":2},"
                + "{\"channel\":\"bm\",\"buffer\":1,\"calls_per_day\":500}]}");
  }

  @Test
  void endsWithThreeWhereTheReplayIsNotWhatHappened() {
    server.on("POST /api/v1/what-ifs", answer(4));
    Result result = shell.run("what-if", "--from", "2026-10-01T00:00:00Z");
    assertThat(result.exit()).isEqualTo(Exit.DIFFERENCES);
    assertThat(result.err()).contains("differs: order web/1: other").contains("in 4 places");
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(shell.run("what-if").exit()).isEqualTo(Exit.USAGE);
    assertThat(shell.run("what-if", "--from", "soon").exit()).isEqualTo(Exit.USAGE);
    Result two = shell.run("what-if", "--from", "2026-10-01T00:00:00Z", "--buffer", "2");
    assertThat(two.exit()).isEqualTo(Exit.USAGE);
    assertThat(two.err()).contains("error: --buffer takes CHANNEL=N, not 2");
  }
}
