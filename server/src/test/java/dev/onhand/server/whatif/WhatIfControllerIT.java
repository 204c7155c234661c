package dev.onhand.server.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhatIfControllerIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static final String BEGINNING = "\"from\":\"2000-01-01T00:00:00Z\"";

  private static Client admin;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    Shop.open(SERVER);
    sell(stocked(1, 0), 1); // so that there is the channel
  }

  private static Answer ask(String body) {
    return admin.post("/api/v1/what-ifs", "{" + body + "}");
  }

  private static long of(Answer answer, String which, String measure) {
    return answer.json().at("/" + which + "/" + measure).asLong(-1);
  }

  private static String stocked(long berlin, long paris) {
    String sku = Shop.product(admin);
    set(sku, "berlin", berlin);
    set(sku, "paris", paris);
    return sku;
  }

  private static void sell(String sku, long units) {
    Answer order =
        admin.send(
            "PUT",
            "/api/v1/orders/web/" + sku,
            "{\"status\":\"processing\",\"lines\":[{\"line\":\"1\",\"sku\":\"%s\",\"quantity\":%d}]}"
                .formatted(sku, units));
    assertThat(order.status()).as(order.text()).isLessThan(300);
  }

  @Test
  void isWhatHappenedUnderTheSameSettings() {
    String sku = stocked(5, 0);
    sell(sku, 7);
    set(sku, "paris", 4);
    Answer answer = ask(BEGINNING);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().at("/reproduced").asBoolean()).as(answer.text()).isTrue();
    assertThat(answer.json().at("/movements").asLong()).isPositive();
    assertThat(answer.json().at("/steps").asLong()).isPositive();
    assertThat(answer.json().at("/changed")).isEqualTo(answer.json().at("/unchanged"));
    assertThat(of(answer, "unchanged", "oversold_units")).isGreaterThanOrEqualTo(2);
    assertThat(answer.json().at("/levels")).isEmpty();
  }

  @Test
  void keepsUnitsBackFromBuyers() {
    String sku = stocked(5, 0);
    sell(sku, 5);
    Answer none = ask(BEGINNING + ",\"channels\":[{\"channel\":\"web\",\"buffer\":0}]");
    Answer one = ask(BEGINNING + ",\"channels\":[{\"channel\":\"web\",\"buffer\":1}]");
    assertThat(of(none, "changed", "lost_units")).isZero();
    assertThat(of(one, "changed", "lost_units")).isGreaterThanOrEqualTo(5);
    assertThat(of(one, "unchanged", "lost_units")).isZero();
    assertThat(one.json().at("/levels").toString())
        .contains(
            "{\"sku\":\"%s\",\"location\":\"berlin\",\"unchanged\":0,\"changed\":5}"
                .formatted(sku));
    assertThat(one.json().at("/assumptions").toString()).contains("web has no account");
  }

  @Test
  void hasNothingOfAnotherSeller() {
    sell(stocked(5, 0), 5);
    Answer made =
        admin.post(
            "/api/v1/sellers",
            "{\"code\":\"stranger\",\"name\":\"Stranger\",\"time_zone\":\"UTC\"}");
    Client stranger = SERVER.client(made.at("/token/token"));
    Answer answer = stranger.post("/api/v1/what-ifs", "{" + BEGINNING + "}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().at("/movements").asLong()).isZero();
    assertThat(answer.json().at("/unchanged/orders").asLong()).isZero();
    assertThat(
            stranger
                .post(
                    "/api/v1/what-ifs",
                    "{" + BEGINNING + ",\"channels\":[{\"channel\":\"web\",\"buffer\":1}]}")
                .status())
        .isEqualTo(400);
  }

  @Test
  void takesUnitsFromElsewhere() {
    String sku = stocked(5, 10);
    sell(sku, 3);
    Answer answer = ask(BEGINNING + ",\"sourcing\":\"most_available\"");
    assertThat(answer.json().at("/reproduced").asBoolean()).as(answer.text()).isTrue();
    assertThat(answer.json().at("/levels").toString())
        .contains(
            "{\"sku\":\"%s\",\"location\":\"berlin\",\"unchanged\":2,\"changed\":5}".formatted(sku))
        .contains(
            "{\"sku\":\"%s\",\"location\":\"paris\",\"unchanged\":10,\"changed\":7}"
                .formatted(sku));
  }

  private static void set(String sku, String location, long units) {
    admin.post(
        "/api/v1/stock/" + sku + "/set",
        "{\"location\":\"%s\",\"on_hand\":%d}".formatted(location, units),
        "Idempotency-Key",
        sku + location);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "'to':'2026-01-01T00:00:00Z'; /from; from is missing",
        "'from':'yesterday'; /from; from must be a time",
        "'from':'2026-02-01T00:00:00Z','to':'2026-01-01T00:00:00Z'; /to; to must be after from",
        "'from':'2026-01-01T00:00:00Z','sourcing':'cheapest'; /sourcing; sourcing must be one of",
        "'from':'2026-01-01T00:00:00Z','channels':[{}]; /channels/0/channel; channel is missing",
        "'from':'2026-01-01T00:00:00Z','channels':[{'channel':'web','buffer':-1}]; /channels/0/buffer; buffer must be",
        "'from':'2026-01-01T00:00:00Z','channels':[{'channel':'web','calls_per_day':0}]; /channels/0; calls_per_day must be",
        "'from':'2026-01-01T00:00:00Z','channels':[{'channel':'web'},{'channel':'web'}]; /channels/1/channel; channel is named twice",
        "'from':'2026-01-01T00:00:00Z','channels':[{'channel':'nowhere','buffer':1}]; /channels; channels names 'nowhere'",
        "'from':'2026-01-01T00:00:00Z','channels':[{'channel':'web','calls_per_day':5}]; /channels; channels gives a budget",
      })
  void saysWhatIsWrong(String body, String pointer, String detail) {
    Answer answer = ask(body.replace('\'', '"'));
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.at("/errors/0/pointer")).as(answer.text()).isEqualTo(pointer);
    assertThat(answer.at("/errors/0/detail")).startsWith(detail);
  }
}
