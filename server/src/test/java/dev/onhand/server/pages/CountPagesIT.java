package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.RunningServer;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A count that is led on its page. */
class CountPagesIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Visitor owner;

  @BeforeAll
  static void makeThings() {
    owner = new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
    for (String sku : List.of("TEA", "CUP", "LID")) {
      SERVER.admin().post("/api/v1/products", "{\"sku\":\"%s\"}".formatted(sku));
    }
    SERVER.admin().post("/api/v1/locations", "{\"code\":\"shop\"}");
  }

  @Test
  void plansWhatIsToBeCountedAndHasItCountedAgain() {
    String batch = start("count", "2");
    assertThat(owner.get(batch).body())
        .contains("A correction of more than 2 units needs the approval of somebody who did not");
    assertThat(sent(batch + "/plan", "skus", " TEA\r\n\r\nLID ")).endsWith("said=plan");
    assertThat(owner.get(batch + "?said=plan").body())
        .contains("they are to be counted too", "TEA", "LID", "not counted");

    scan(batch, "CUP", "4");
    assertThat(owner.get(batch).body()).contains("it is not among what is to be counted: plan it");
    assertThat(sent(batch + "/plan", "skus", "CUP")).endsWith("said=plan");
    assertThat(owner.get(batch).body()).doesNotContain("it is not among what is to be counted");

    scan(batch, "TEA", "9");
    assertThat(owner.get(batch + "?only=uncounted").body()).doesNotContain("/stock/TEA\"");
    assertThat(owner.get(batch).body()).contains("value=\"TEA\"", "Count again");
    assertThat(sent(batch + "/recount", "sku", "TEA")).endsWith("said=recount");
    assertThat(owner.get(batch + "?only=uncounted").body()).contains("/stock/TEA\"");
    scan(batch, "TEA", "1");
    assertThat(
            SERVER
                .admin()
                .get(batch.replace("/batches", "/api/v1/batches") + "/lines?limit=10")
                .text())
        .contains("\"sku\":\"TEA\",\"planned\":true,\"scanned\":10,\"counted\":1,");
  }

  @Test
  void saysWhatCannotBePlanned() {
    String batch = start("count", "");
    assertThat(owner.get(batch).body()).doesNotContain("four-eyes");
    HttpResponse<String> refused = send(batch + "/plan", "skus", "TEA\nNONE");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .contains("Plan more products", ">TEA\nNONE</textarea>", "aria-describedby=\"skus-wrong\"")
        .containsPattern("id=\"skus-wrong\"[^>]*>[^<]*There is no product")
        .containsPattern("<details [^>]*id=\"plan\" open");
    assertThat(owner.get(batch).body())
        .doesNotContain("skus-wrong")
        .doesNotContainPattern("id=\"plan\" open");
    assertThat(send(batch + "/plan", "skus", " \n ").statusCode()).isEqualTo(400);
    assertThat(send(batch + "/recount", "sku", "LID").statusCode()).isEqualTo(409);
    String topUp = start("top_up", "");
    assertThat(owner.get(topUp).body()).doesNotContain("Plan more products", "Count again");
    HttpResponse<String> noCount = send(topUp + "/plan", "skus", "TEA");
    assertThat(noCount.statusCode()).isEqualTo(409);
    assertThat(noCount.body())
        .contains("class=\"alert alert-danger\" role=\"alert\"")
        .doesNotContain("skus-wrong");
    assertThat(send("/batches/bat_1/plan", "skus", "TEA").statusCode()).isEqualTo(404);
  }

  private static String start(String kind, String above) {
    return location(
        owner.post(
            "/batches",
            "form_key",
            owner.field("/batches", "form_key"),
            "kind",
            kind,
            "location",
            "shop",
            "four_eyes_above",
            above));
  }

  private static void scan(String batch, String code, String units) {
    String form = owner.field(batch, "scan");
    HttpResponse<String> answer =
        owner.post(
            batch + "/scan",
            "form_key",
            owner.field(batch, "form_key"),
            "scan",
            form,
            "code",
            code,
            "units",
            units);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
  }

  private static HttpResponse<String> send(String path, String field, String value) {
    return owner.post(path, "form_key", owner.field("/batches", "form_key"), field, value);
  }

  private static String sent(String path, String field, String value) {
    return location(send(path, field, value));
  }

  private static String location(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return answer.headers().firstValue("Location").orElseThrow();
  }
}
