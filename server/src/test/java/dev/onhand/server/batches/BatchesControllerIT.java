package dev.onhand.server.batches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class BatchesControllerIT {

  private static final String PATH = "/api/v1/batches";

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Client admin;
  private static Client eve;

  private String sku;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    Shop.open(SERVER);
    eve =
        SERVER.client(
            admin
                .post(
                    "/api/v1/tokens",
                    "{\"name\":\"eve\",\"scopes\":[\"stock:read\",\"stock:write\"]}")
                .at("/token"));
  }

  @BeforeEach
  void name() {
    sku = Shop.product(admin);
  }

  @Test
  void aTopUpIsScannedPushedVerifiedAndCompleted() {
    Answer started = start("{'kind':'top_up','location':'berlin','note':'pallet 3'}");
    assertThat(started.status()).isEqualTo(201);
    assertThat(started.at("/id")).startsWith("bat_");
    assertThat(started.at("/state")).isEqualTo("open");
    assertThat(started.at("/reason")).isEqualTo("purchase");
    assertThat(started.header("ETag")).isEqualTo("W/\"1\"");
    String path = PATH + "/" + started.at("/number");
    Answer kept = scan(path, scan("a", 3), scan("b", 4), scan("a", 3));
    assertThat(kept.json().at("/kept").asLong()).isEqualTo(2);
    assertThat(kept.json().at("/again").asLong()).isEqualTo(1);
    assertThat(kept.at("/scans/0/sku")).isEqualTo(sku);
    assertThat(stock()).isZero();
    Answer pushed = admin.post(path + "/push", "{}");
    assertThat(pushed.status()).isEqualTo(200);
    assertThat(pushed.at("/state")).isEqualTo("pushed");
    assertThat(pushed.json().at("/progress/units_added").asLong()).isEqualTo(7);
    assertThat(stock()).isEqualTo(7);
    assertThat(admin.post(path + "/push", "{}").json()).isEqualTo(pushed.json());
    assertThat(stock()).isEqualTo(7);
    Answer line = admin.get(path + "/lines");
    assertThat(line.json().at("/data/0/change").asLong()).isEqualTo(7);
    Answer movement = admin.get("/api/v1/movements/" + line.at("/data/0/movement"));
    assertThat(movement.at("/cause/kind")).isEqualTo("batch");
    assertThat(movement.at("/cause/reference")).isEqualTo(started.at("/number"));
    assertThat(movement.at("/cause/line")).isEqualTo(sku);
    Answer verified = admin.post(path + "/verify", "{}");
    assertThat(verified.at("/state")).isEqualTo("verified");
    assertThat(verified.json().at("/open")).isEmpty();
    assertThat(admin.post(path + "/complete", "{}").at("/state")).isEqualTo("completed");
    Answer records = admin.get("/api/v1/verification-records?type=topup&sku=" + sku);
    assertThat(records.json().at("/data")).hasSize(1);
    assertThat(records.at("/data/0/id")).startsWith("ver_");
    assertThat(records.at("/data/0/batch")).isEqualTo(started.at("/id"));
    assertThat(records.json().at("/data/0/quantity_change").asLong()).isEqualTo(7);
    assertThat(records.at("/data/0/notes")).isEqualTo("pallet 3");
    assertThat(records.at("/data/0/movement")).isEqualTo(line.at("/data/0/movement"));
  }

  @Test
  void aBatchIsUndoneOnce() {
    String path = started("{'kind':'top_up','location':'berlin'}");
    assertThat(admin.post(path + "/undo", "{}").code()).isEqualTo("conflict");
    scan(path, scan("undone", 3));
    admin.post(path + "/push", "{}");
    assertThat(stock()).isEqualTo(3);
    Answer dry = admin.post(path + "/undo?dry_run=true", "{}");
    assertThat(dry.json().at("/recorded").asInt()).as(dry.text()).isEqualTo(1);
    assertThat(stock()).isEqualTo(3);
    assertThat(admin.get(path).at("/state")).isEqualTo("pushed");
    assertThat(admin.get(path + "/lines").json().at("/data/0/reversed").asBoolean()).isFalse();
    assertThat(admin.post(path + "/undo", "{}").json().at("/recorded").asInt()).isEqualTo(1);
    Answer undone = admin.get(path);
    assertThat(undone.at("/state")).isEqualTo("undone");
    assertThat(undone.at("/ended_by")).isNotEmpty();
    assertThat(admin.get("/api/v1/imports/" + undone.at("/undone_by")).at("/undoes_batch"))
        .isEqualTo(undone.at("/id"));
    assertThat(admin.get(path + "/lines").json().at("/data/0/reversed").asBoolean()).isTrue();
    assertThat(admin.get(PATH + "?state=undone").text()).contains(undone.at("/id"));

    assertThat(admin.post(path + "/undo", "{}").json().at("/already_recorded").asInt())
        .isEqualTo(1);
    for (String step : List.of("push", "verify", "complete", "cancel")) {
      Answer refused = admin.post(path + "/" + step, "{}");
      assertThat(refused.status()).as(step).isEqualTo(409);
      assertThat(refused.text()).contains("It is undone");
    }
    assertThat(stock()).isZero();
    assertThat(admin.post(PATH + "/4711/undo", "{}").status()).isEqualTo(404);
  }

  /** What was sold since stays, and is named. */
  @Test
  void aBatchOfWhichNothingCouldBeReversedIsNotUndone() {
    String path = started("{'kind':'top_up','location':'berlin'}");
    scan(path, scan("sold", 3));
    admin.post(path + "/push", "{}");
    move(sku, "damage", 1, "berlin");
    assertThat(admin.post(path + "/undo", "{}").json().at("/refused").asInt()).isEqualTo(1);
    Answer batch = admin.get(path);
    assertThat(batch.at("/state")).isEqualTo("pushed");
    assertThat(batch.at("/undone_by")).startsWith("imp_");
    assertThat(admin.post(PATH + "/4711/undo", "{}").status()).isEqualTo(404);
  }

  private static List<String> planned(String path) {
    List<String> skus = new ArrayList<>();
    admin
        .get(path + "/lines")
        .json()
        .at("/data")
        .forEach(line -> skus.add(line.at("/sku").asString("")));
    return skus;
  }

  @Test
  void plansACountByWhatMovesAndByRisk() {
    admin.post("/api/v1/locations", "{\"code\":\"cellar\"}");
    String slow = Shop.product(admin);
    move(sku, "purchase", 90, "cellar");
    move(slow, "purchase", 2, "cellar");
    assertThat(planned(started("{'kind':'count','location':'cellar','abc':'a'}")))
        .containsExactly(sku);
    assertThat(planned(started("{'kind':'count','location':'cellar','abc':'c'}")))
        .containsExactly(slow);
    assertThat(planned(started("{'kind':'count','location':'cellar','riskiest':1}")))
        .containsExactly(sku);
    assertThat(start("{'kind':'count','location':'cellar','abc':'b'}").status()).isEqualTo(409);

    String count = started("{'kind':'count','location':'cellar','skus':['%s']}".formatted(sku));
    scan(count, scan("cellar", 89));
    assertThat(admin.post(count + "/approve", "{}").status()).isEqualTo(200);
    assertThat(planned(started("{'kind':'count','location':'cellar','riskiest':1}")))
        .containsExactly(slow);
    assertThat(
            planned(
                started(
                    "{'kind':'count','location':'cellar','riskiest':2,'not_counted_for_days':30}")))
        .containsExactly(slow);

    admin.post(count + "/undo", "{}");
    assertThat(
            planned(
                started(
                    "{'kind':'count','location':'cellar','riskiest':2,'not_counted_for_days':30}")))
        .containsExactlyInAnyOrder(sku, slow);
    assertThat(planned(started("{'kind':'count','location':'cellar','riskiest':1}")))
        .containsExactly(sku);
  }

  @Test
  void aCountThatDoesNotSayGoesByTheSellersFourEyes() {
    admin.patch("/api/v1/seller", "{\"four_eyes_above\":2}");
    try {
      Answer usual = start("{'kind':'count','location':'berlin','skus':['%s']}".formatted(sku));
      assertThat(usual.json().at("/four_eyes_above").asLong()).isEqualTo(2);
      assertThat(
              start("{'kind':'count','location':'berlin','four_eyes_above':9}")
                  .json()
                  .at("/four_eyes_above")
                  .asLong())
          .isEqualTo(9);
      assertThat(
              start("{'kind':'top_up','location':'berlin'}").json().at("/four_eyes_above").isNull())
          .isTrue();
      String path = PATH + "/" + usual.at("/number");
      scan(path, scan("found", 3));
      Answer refused = admin.post(path + "/approve", "{}");
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.text()).contains("somebody");
    } finally {
      assertThat(
              admin
                  .patch("/api/v1/seller", "{\"four_eyes_above\":-1}")
                  .json()
                  .at("/four_eyes_above")
                  .isNull())
          .isTrue();
    }
    assertThat(admin.patch("/api/v1/seller", "{\"four_eyes_above\":-2}").status()).isEqualTo(400);
  }

  @Test
  void aScanAfterThePushIsToldAndCanGoToAnotherBatch() {
    String path = started("{'kind':'top_up','location':'berlin'}");
    String early = scan("early", 1);
    scan(path, early);
    admin.post(path + "/push", "{}");
    Answer late = scan(path, early, scan("late", 2));
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.code()).isEqualTo("conflict");
    assertThat(late.text()).contains("'late").doesNotContain("'early");
    assertThat(scan(path, early).json().at("/again").asLong()).isOne();
  }

  @Test
  void namesWhatItCannotPost() {
    String path = started("{'kind':'top_up','location':'berlin'}");
    scan(path, scan("a", 1), "{'id':'" + UUID.randomUUID() + "','code':'no-such/thing'}");
    assertThat(admin.get(path).at("/unplaced/0/reason")).isEqualTo("unknown_code");
    Answer refused = admin.post(path + "/push", "{}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.at("/errors/0/pointer")).isEqualTo("/lines/no-such~1thing");
    assertThat(stock()).isZero();
    assertThat(admin.post(path + "/verify", "{}").status()).isEqualTo(409);
  }

  @Test
  void aBlindCountIsReviewedAndApprovedBySomebodyElse() {
    move(sku, "purchase", 20, "berlin");
    String path =
        started(
            "{'kind':'count','location':'berlin','skus':['%s'],'blind':true,'four_eyes_above':2}"
                .formatted(sku));
    assertThat(admin.get(path + "/lines?only=uncounted").at("/data/0/sku")).isEqualTo(sku);
    scan(path, scan("a", 15));
    Answer blind = admin.get(path + "/lines");
    assertThat(blind.json().at("/data/0/counted").asLong()).isEqualTo(15);
    assertThat(blind.json().at("/data/0/book").isNull()).isTrue();
    Answer reviewed = admin.get(path + "/lines?review=true&only=changed");
    assertThat(reviewed.json().at("/data/0/book").asLong()).isEqualTo(20);
    assertThat(reviewed.json().at("/data/0/change").asLong()).isEqualTo(-5);
    assertThat(admin.get(path + "/lines?review=true&only=unchanged").json().at("/data")).isEmpty();
    Answer own = admin.post(path + "/approve", "{}");
    assertThat(own.status()).isEqualTo(409);
    assertThat(own.text()).contains("somebody who did not count it");
    Answer approved = eve.post(path + "/approve", "{}");
    assertThat(approved.at("/state")).isEqualTo("pushed");
    assertThat(approved.at("/pushed_by")).isEqualTo("token:eve");
    assertThat(approved.json().at("/progress/units_removed").asLong()).isEqualTo(5);
    assertThat(approved.json().at("/progress/accuracy").asDouble()).isZero();
    assertThat(stock()).isEqualTo(15);
    assertThat(eve.post(path + "/complete", "{}").at("/state")).isEqualTo("completed");
    assertThat(admin.get(PATH + "?kind=count&state=completed").at("/data/0/id"))
        .isEqualTo(approved.at("/id"));
  }

  @Test
  void leavesOutWhatWasNotCountedOnlyIfTold() {
    String other = Shop.product(admin);
    String path =
        started("{'kind':'count','location':'berlin','skus':['%s','%s']}".formatted(sku, other));
    scan(path, scan("a", 2));
    assertThat(admin.post(path + "/approve", "{}").at("/errors/0/pointer"))
        .isEqualTo("/lines/" + other);
    assertThat(
            admin
                .post(path + "/approve", "{\"leave_uncounted\":true}")
                .json()
                .at("/progress/lines_posted")
                .asLong())
        .isOne();
    assertThat(stock()).isEqualTo(2);
  }

  @Test
  void aDevicesClockThatIsWrongIsMended() {
    String path = started("{'kind':'count','location':'berlin'}");
    Answer ahead =
        admin.post(
            path + "/scans",
            "{\"scans\":[{\"id\":\"%s\",\"code\":\"%s\",\"scanned_at\":\"2099-01-01T00:00:00Z\"}]}"
                .formatted(UUID.randomUUID(), sku));
    assertThat(ahead.status()).isEqualTo(400);
    assertThat(ahead.at("/errors/0/pointer")).isEqualTo("/scans/0/scanned_at");
    for (int year : new int[] {2099, 2001}) { // a clock that is fast, and one that was never set
      Answer mended =
          admin.post(
              path + "/scans",
              "{\"sent_at\":\"%d-01-01T00:10:00Z\",\"scans\":[{\"id\":\"%s\",\"code\":\"%s\",\"scanned_at\":\"%d-01-01T00:00:00Z\"}]}"
                  .formatted(year, UUID.randomUUID(), sku, year));
      assertThat(mended.json().at("/kept").asLong()).as(mended.text()).isOne();
    }
    for (JsonNode kept : admin.get(path + "/scans").json().at("/data")) {
      Duration late =
          Duration.between(
              Instant.parse(kept.at("/scanned_at").asString("")),
              Instant.parse(kept.at("/received_at").asString("")));
      assertThat(late)
          .as("by the device it was sent ten minutes after it was scanned")
          .isBetween(Duration.ofMinutes(10).minusSeconds(5), Duration.ofMinutes(10).plusSeconds(5));
    }
  }

  @Test
  void pagesThroughLinesAndScans() {
    String path = started("{'kind':'top_up','location':'berlin'}");
    String second = Shop.product(admin);
    scan(path, scan("a", 1), "{'id':'" + UUID.randomUUID() + "','code':'" + second + "'}");
    Answer first = admin.get(path + "/lines?limit=1");
    assertThat(first.json().at("/has_more").asBoolean()).isTrue();
    Answer next =
        admin.get(path + "/lines?limit=1&starting_after=" + first.at("/data/0/product_id"));
    assertThat(next.json().at("/has_more").asBoolean()).isFalse();
    assertThat(next.at("/data/0/sku")).isNotEqualTo(first.at("/data/0/sku"));
    Answer back = admin.get(path + "/lines?limit=1&ending_before=" + next.at("/data/0/product_id"));
    assertThat(back.json().at("/data")).isEqualTo(first.json().at("/data"));
    assertThat(admin.get(path + "/scans?limit=1").json().at("/has_more").asBoolean()).isTrue();
  }

  @Test
  void isChangedOnlyAtTheVersionThatWasSeen() {
    String path = started("{'kind':'top_up','location':'berlin'}");
    scan(path, scan("a", 1));
    Answer stale = admin.send("POST", path + "/push", "{}", "If-Match", "W/\"9\"");
    assertThat(stale.status()).isEqualTo(412);
    assertThat(admin.send("POST", path + "/push", "{}", "If-Match", "W/\"1\"").status())
        .isEqualTo(200);
    assertThat(admin.post(path + "/cancel", "{}").code()).isEqualTo("conflict");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|400|/kind",
        "{'kind':'top_up'}|400|/location",
        "{'kind':'guess','location':'berlin'}|400|/kind",
        "{'kind':'top_up','location':'rome'}|422|/location",
        "{'kind':'top_up','location':'berlin','reason':'sale'}|400|/reason",
        "{'kind':'count','location':'berlin','reason':'purchase'}|400|/reason",
        "{'kind':'top_up','location':'berlin','blind':true}|400|/kind",
        "{'kind':'count','location':'berlin','skus':['none']}|422|/skus/0",
        "{'kind':'count','location':'berlin','skus':[null]}|400|/skus/0",
        "{'kind':'stock_take','location':'berlin','skus':['SKU']}|400|/skus",
        "{'kind':'count','location':'berlin','four_eyes_above':-1}|400|/four_eyes_above",
        "{'kind':'count','location':'berlin','not_counted_for_days':0}|400|/not_counted_for_days",
        "{'kind':'count','location':'berlin','abc':'d'}|400|/abc",
        "{'kind':'count','location':'berlin','riskiest':0}|400|/riskiest",
        "{'kind':'count','location':'berlin','riskiest':1,'abc':'a'}|400|/riskiest",
        "{'kind':'count','location':'berlin','riskiest':1,'skus':['SKU']}|400|/skus",
        "{'kind':'top_up','location':'berlin','riskiest':1}|400|/kind",
      })
  void refusesBatchesThatCannotBe(String body, int status, String pointer) {
    Answer refused = start(body.replace("SKU", sku));
    assertThat(refused.status()).as(refused.text()).isEqualTo(status);
    assertThat(refused.at("/errors/0/pointer")).isEqualTo(pointer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'scans':[]}|/scans",
        "{}|/scans",
        "{'scans':[null]}|/scans/0",
        "{'scans':[{'code':'a'}]}|/scans/0/id",
        "{'scans':[{'id':'a'}]}|/scans/0/code",
        "{'scans':[{'id':'a','code':' '}]}|/scans/0/code",
        "{'scans':[{'id':'a','code':'b','units':1000000001}]}|/scans/0/units",
        "{'scans':[{'id':'a','code':'b','scanned_at':'soon'}]}|/scans/0/scanned_at",
        "{'scans':[{'id':'a','code':'b'}],'sent_at':'now'}|/sent_at",
      })
  void refusesScansThatCannotBe(String body, String pointer) {
    String path = started("{'kind':'top_up','location':'berlin'}");
    Answer refused = admin.post(path + "/scans", body.replace('\'', '"'));
    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.at("/errors/0/pointer")).isEqualTo(pointer);
  }

  @Test
  void scansByABarcodeOfOnesOwn() {
    String barcodes = "/api/v1/products/" + sku + "/barcodes";
    String barcode = "SHELF/" + sku;
    String given = barcodes + "/SHELF%2F" + sku;
    String path = started("{'kind':'top_up','location':'berlin'}");
    String own = "{'id':'own-%s','code':'%s','units':5}".formatted(sku, barcode);
    assertThat(scan(path, own).at("/scans/0/unplaced")).isEqualTo("unknown_code");
    assertThat(admin.send("PUT", given, "{}").at("/barcode")).isEqualTo(barcode);
    assertThat(admin.send("PUT", given, "{}").status()).isEqualTo(200);
    assertThat(admin.get(path).json().at("/unplaced")).isEmpty();
    assertThat(scan(path, own.replace("own-", "again-")).at("/scans/0/sku")).isEqualTo(sku);
    String other = Shop.product(admin);
    Answer taken =
        admin.send("PUT", "/api/v1/products/" + other + "/barcodes/SHELF%2F" + sku, "{}");
    assertThat(taken.code()).isEqualTo("conflict");
    assertThat(admin.send("PUT", barcodes + "/" + other, "{}").code()).isEqualTo("conflict");
    assertThat(admin.send("DELETE", given, null).json().at("/data")).isEmpty();
    assertThat(admin.get(barcodes).json().at("/data")).isEmpty();
    admin.post(path + "/push", "{}"); // what was found before stays found; the first is not
    assertThat(admin.get(path).at("/unplaced/0/code")).isEqualTo(barcode);
  }

  @Test
  void knowsNoOtherNamesOfBatches() {
    assertThat(admin.get(PATH + "/99999999").code()).isEqualTo("not_found");
    assertThat(admin.get(PATH + "/abc").code()).isEqualTo("not_found");
    assertThat(admin.get(PATH + "/0").code()).isEqualTo("not_found");
    assertThat(admin.get("/api/v1/verification-records?type=guess").status()).isEqualTo(400);
  }

  private static Answer start(String body) {
    return admin.post(PATH, body.replace('\'', '"'));
  }

  private static String started(String body) {
    Answer started = start(body);
    assertThat(started.status()).as(started.text()).isEqualTo(201);
    return PATH + "/" + started.at("/id");
  }

  /** A scan of this test's product, with an id that no other test has. */
  private String scan(String name, long units) {
    return "{'id':'%s-%s','code':'%s','units':%d}".formatted(name, sku, sku, units);
  }

  private static Answer scan(String path, String... scans) {
    return admin.post(
        path + "/scans", "{\"scans\":[" + String.join(",", scans).replace('\'', '"') + "]}");
  }

  private long stock() {
    return admin.get("/api/v1/stock/" + sku).json().at("/on_hand").asLong();
  }

  private static void move(String sku, String reason, int units, String location) {
    admin.post(
        "/api/v1/movements",
        "{\"sku\":\"%s\",\"reason\":\"%s\",\"quantity\":%d,\"location\":\"%s\"}"
            .formatted(sku, reason, units, location),
        "Idempotency-Key",
        UUID.randomUUID().toString());
  }
}
