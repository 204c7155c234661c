package dev.onhand.server.reports;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What a report's figures are is told by the tests of the store. */
class ReportControllerIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static final String PATH = "/api/v1/reports";

  /** One for each call. */
  private static final Executor THREADS = call -> Thread.ofVirtual().start(call);

  private static Client admin;

  @BeforeAll
  static void makeThings() {
    admin = SERVER.admin();
    made(admin.post("/api/v1/locations", "{\"code\":\"@shop\"}"));
    made(admin.post("/api/v1/products", "{\"sku\":\"=1+1\",\"name\":\"a, \\\"b\\\"\\nc\"}"));
    made(admin.post("/api/v1/products", "{\"sku\":\"MUG\",\"name\":\"Mug\"}"));
    move("in", "=1+1", "purchase", 4);
    move("mugs", "MUG", "purchase", 2);
    move("out", "=1+1", "damage", 3);
  }

  private static void made(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  private static void move(String key, String sku, String reason, int units) {
    made(
        admin.post(
            "/api/v1/movements",
            "{\"sku\":\"%s\",\"reason\":\"%s\",\"quantity\":%d,\"location\":\"@shop\"}"
                .formatted(sku, reason, units),
            "Idempotency-Key",
            key));
  }

  private static List<JsonNode> reports() {
    return StreamSupport.stream(admin.get(PATH).json().at("/data").spliterator(), false).toList();
  }

  @Test
  void saysWhichReportsThereAre() {
    assertThat(reports()).hasSizeGreaterThan(10);
    assertThat(reports())
        .extracting(report -> report.at("/name").asString())
        .doesNotHaveDuplicates()
        .contains("stock-movements", "valuation", "ageing", "stock-accuracy", "channel-accuracy");
    assertThat(reports())
        .allSatisfy(report -> assertThat(report.at("/answers").asString()).endsWith("."));
  }

  @Test
  void answersEachReport() {
    for (JsonNode report : reports()) {
      Answer answer = admin.get(PATH + "/" + report.at("/name").asString());
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThat(answer.json().at("/columns")).isEqualTo(report.at("/columns"));
      for (JsonNode row : answer.json().at("/data")) {
        assertThat(row.propertyNames())
            .containsExactlyElementsOf(
                report.at("/columns").valueStream().map(c -> c.at("/name").asString()).toList());
      }
    }
  }

  @Test
  void answersRowsByTheirColumns() {
    Answer answer = admin.get(PATH + "/stock-movements?reason=damage");

    assertThat(answer.at("/data/0/sku")).isEqualTo("=1+1");
    assertThat(answer.json().at("/data/0/change").longValue()).isEqualTo(-3);
    assertThat(answer.json().at("/data").size()).isOne();
    assertThat(answer.json().at("/has_more").booleanValue()).isFalse();
    assertThat(answer.at("/from")).isLessThan(answer.at("/to"));
  }

  @Test
  void saysThatThereAreMore() {
    Answer answer = admin.get(PATH + "/stock-movements?limit=1");

    assertThat(answer.json().at("/data").size()).isOne();
    assertThat(answer.json().at("/has_more").booleanValue()).isTrue();
  }

  @Test
  void hasAllRowsAsCsvWithoutFormulas() {
    Answer file = admin.get(PATH + "/stock-movements?format=csv&sku=%3D1%2B1");

    assertThat(file.header("Content-Type")).startsWith("text/csv");
    assertThat(file.header("Content-Disposition")).contains("onhand-stock-movements.csv");
    List<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file.text()).stream().toList();
    assertThat(rows).extracting(row -> row.getField("sku")).containsExactly("'=1+1", "'=1+1");
    assertThat(rows.getFirst().getField("name")).isEqualTo("a, \"b\"\nc");
    assertThat(rows.getFirst().getField("change")).isEqualTo("-3");
  }

  @ParameterizedTest
  @CsvSource({
    "stock-movements?from=yesterday, from",
    "stock-movements?from=2026-11-02&to=2026-11-01, to",
    "stock-movements?to=0000-01-01, to",
    "stock-movements?reason=whim, reason",
    "stock-movements?limit=0, limit",
    "stock-movements?limit=10001, limit",
    "stock-movements?limit=many, limit",
    "stock-movements?format=pdf, format",
    "valuation?from=2026-11-01, from",
    "valuation?channel=web, channel",
    "valuation?colour=red, colour"
  })
  void saysWhichParameterIsWrong(String question, String parameter) {
    Answer refused = admin.get(PATH + "/" + question);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("/errors/0/pointer").replace("/", "")).isEqualTo(parameter);
  }

  @ParameterizedTest
  @CsvSource({"sku=none, product", "location=none, location", "channel=none, channel"})
  void saysWhatTheSellerDoesNotHave(String filter, String thing) {
    Answer refused = admin.get(PATH + "/stock-movements?" + filter);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("/detail")).contains("There is no " + thing);
    assertThat(admin.get(PATH + "/stock-movements?format=xlsx&" + filter).status()).isEqualTo(400);
  }

  @Test
  void keepsOrdersFromThoseWhoMaySeeStockAlone() {
    Answer token = admin.post("/api/v1/tokens", "{\"name\":\"t\",\"scopes\":[\"stock:read\"]}");
    Client clerk = SERVER.client(token.at("/token"));

    assertThat(clerk.get(PATH).text()).contains("valuation").doesNotContain("channel-performance");
    assertThat(clerk.get(PATH + "/valuation").status()).isEqualTo(200);
    Answer refused = clerk.get(PATH + "/channel-performance");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.at("/detail")).contains("orders:read");
    assertThat(clerk.get(PATH + "/none").status()).isEqualTo(404);
  }

  /** Those that are made cannot end while the table is locked, so the first answer is a refusal. */
  @Test
  void makesFourSideBySideAndTellsAFifthToComeAgain() throws Exception {
    List<CompletableFuture<Answer>> five;
    try (Connection connection = SERVER.database().superuser();
        Statement lock = connection.createStatement()) {
      connection.setAutoCommit(false);
      lock.execute("lock table stock_level in access exclusive mode");
      five =
          IntStream.range(0, 5)
              .mapToObj(
                  i -> CompletableFuture.supplyAsync(() -> admin.get(PATH + "/valuation"), THREADS))
              .toList();
      Answer first =
          (Answer)
              CompletableFuture.anyOf(five.toArray(CompletableFuture<?>[]::new))
                  .get(30, TimeUnit.SECONDS);
      assertThat(first.code()).as(first.text()).isEqualTo("busy");
      assertThat(first.header("Retry-After")).isEqualTo("10");
      connection.rollback();
    }
    assertThat(five.stream().map(CompletableFuture::join).map(Answer::status).sorted())
        .containsExactly(200, 200, 200, 200, 503);
    assertThat(admin.get(PATH + "/valuation").status()).isEqualTo(200);
  }

  @Test
  void showsEachSellerItsOwn() {
    Answer seller =
        admin.post("/api/v1/sellers", "{\"code\":\"other\",\"name\":\"O\",\"time_zone\":\"UTC\"}");
    Client stranger = SERVER.client(seller.at("/token/token"));

    for (JsonNode report : reports()) {
      Answer answer = stranger.get(PATH + "/" + report.at("/name").asString());
      assertThat(answer.json().at("/data").size()).as(answer.text()).isZero();
    }
  }
}
