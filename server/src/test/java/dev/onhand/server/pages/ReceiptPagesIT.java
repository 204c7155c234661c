package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import java.net.http.HttpResponse;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Receipts that were wrong are taken back on a purchase order's page. */
class ReceiptPagesIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static final String API = "/api/v1/purchase-orders";

  private static Visitor owner;

  @BeforeAll
  static void makeThings() {
    owner = new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
    SERVER.admin().post("/api/v1/locations", "{\"code\":\"shop\"}");
    SERVER.admin().post("/api/v1/products", "{\"sku\":\"TEA\"}");
  }

  /** An order of which 3 units came, twice. */
  private static String make(String reference) {
    return make(reference, "TEA");
  }

  private static String make(String reference, String sku) {
    Client.Answer made =
        SERVER
            .admin()
            .post(
                API,
                "{\"reference\":\"%s\",\"location\":\"shop\",\"lines\":[{\"line\":\"1\",\"sku\":\"%s\",\"quantity\":9}]}"
                    .formatted(reference, sku));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    receive(reference, "r-1");
    receive(reference, "r-2");
    return "/receiving/" + made.at("/id");
  }

  private static void receive(String reference, String key) {
    Client.Answer came =
        SERVER
            .admin()
            .post(
                API + "/" + reference + "/receipts",
                "{\"lines\":[{\"line\":\"1\",\"quantity\":3}]}",
                "Idempotency-Key",
                key);
    assertThat(came.status()).as(came.text()).isEqualTo(201);
  }

  private static String[] form(String path, String typed, String reason) {
    return new String[] {
      "form_key",
      owner.field(path, "form_key"),
      "version",
      owner.field(path, "version"),
      "action",
      "take_back",
      "typed",
      typed,
      "reason",
      reason
    };
  }

  private static String received(String reference) {
    return SERVER.admin().get(API + "/" + reference).at("/received");
  }

  @Test
  void isTakenBackOnceItsOrderIsTyped() {
    String path = make("PO-1");
    assertThat(owner.get(path).body()).contains("Take it back", "Receipt 2 is reversed as a whole");
    HttpResponse<String> untyped =
        owner.post(path + "/receipts/2", form(path, "PO", "counted twice"));
    assertThat(untyped.statusCode()).isEqualTo(400);
    assertThat(untyped.body())
        .contains("type PO-1<", "value=\"counted twice\"")
        .containsOnlyOnce("<details class=\"typed\" open>");
    HttpResponse<String> silent = owner.post(path + "/receipts/2", form(path, "PO-1", " "));
    assertThat(silent.body()).contains("Say why the receipt is taken back.");
    assertThat(received("PO-1")).isEqualTo("6");

    String[] form = form(path, "PO-1", "counted twice");
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> done = owner.post(path + "/receipts/2", form);
      assertThat(done.headers().firstValue("Location")).contains(path + "?said=back");
      assertThat(received("PO-1")).isEqualTo("3");
    }
    assertThat(owner.get(path + "?said=back").body())
        .contains("taken back by", "each of its movements is reversed")
        .containsOnlyOnce("as if it had never been");
    assertThat(owner.get("/journal?sku=TEA").body()).contains("counted twice");
    assertThat(owner.post(path + "/receipts/9", form).statusCode()).isEqualTo(404);
  }

  @Test
  void isNotTakenBackByWhoDidNotSeeWhatCame() {
    String path = make("PO-2");
    String[] late = form(path, "PO-2", "counted twice");
    receive("PO-2", "r-3");

    HttpResponse<String> told = owner.post(path + "/receipts/2", late);
    assertThat(told.statusCode()).isEqualTo(412);
    assertThat(told.body())
        .contains("9 units expected, 9 received'; you wanted 'receipt 2 taken back'");
    assertThat(received("PO-2")).isEqualTo("9");
  }

  @Test
  void isTakenBackWhereItsUnitsArePromisedIfTheyNeverCame() {
    SERVER.admin().post("/api/v1/products", "{\"sku\":\"CUP\"}");
    String path = make("PO-4", "CUP");
    Client.Answer held =
        SERVER
            .admin()
            .post(
                "/api/v1/reservations",
                "{\"reference\":\"cart-1\",\"sku\":\"CUP\",\"quantity\":5,\"minutes\":60}",
                "Idempotency-Key",
                "cart-1");
    assertThat(held.status()).as(held.text()).isEqualTo(201);
    String[] form = form(path, "PO-4", "it was a mistake");
    HttpResponse<String> refused = owner.post(path + "/receipts/2", form);
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
    assertThat(received("PO-4")).isEqualTo("6");

    String[] fact = Arrays.copyOf(form, form.length + 2);
    fact[form.length] = "fact";
    fact[form.length + 1] = "true";
    assertThat(owner.post(path + "/receipts/2", fact).statusCode()).isEqualTo(303);
    assertThat(received("PO-4")).isEqualTo("3");
  }

  @Test
  void isNotOfferedToWhoMayOnlyRead() {
    String path = make("PO-3");
    Client.Answer reader =
        SERVER.admin().post("/api/v1/tokens", "{\"name\":\"r\",\"scopes\":[\"stock:read\"]}");
    Visitor visitor = new Visitor(SERVER.server().url()).signedIn(reader.at("/token"));
    assertThat(visitor.get(path).body()).contains("What arrived").doesNotContain("Take it back");
  }
}
