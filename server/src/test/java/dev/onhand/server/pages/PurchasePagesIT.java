package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Purchase orders, made, changed and ended by people. */
class PurchasePagesIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static final String API = "/api/v1/purchase-orders";
  private static final String NEW = "/receiving/new";

  private static Visitor owner;

  @BeforeAll
  static void makeThings() {
    owner = new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
    for (String sku : List.of("TEA", "CUP", "POT")) {
      SERVER.admin().post("/api/v1/products", "{\"sku\":\"" + sku + "\"}");
    }
    SERVER.admin().post("/api/v1/locations", "{\"code\":\"shop\"}");
    SERVER.admin().post("/api/v1/locations", "{\"code\":\"attic\"}");
  }

  /**
   * What the form of a new order says.
   *
   * @param rows of each the SKU, the quantity and the location
   */
  private static String[] form(String reference, String expected, String... rows) {
    List<String> fields =
        new ArrayList<>(
            List.of(
                "form_key", owner.field(NEW, "form_key"),
                "key", owner.field(NEW, "key"),
                "action", "make",
                "reference", reference,
                "kind", "container",
                "supplier", "<b>Leaf",
                "location", "shop",
                "expected_at", expected,
                "note", "by sea",
                "lines", ""));
    for (int i = 0; i < rows.length; i += 3) {
      fields.addAll(List.of("line", "", "sku", rows[i], "quantity", rows[i + 1]));
      fields.addAll(List.of("line_location", rows[i + 2]));
    }
    return fields.toArray(String[]::new);
  }

  private static String location(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  @Test
  void makesAnOrderOnceHoweverOftenTheFormIsSent() {
    assertThat(owner.get("/receiving").body()).contains("href=\"/receiving/new\"");
    String[] form =
        form("BOX-1", "2030-12-20", "TEA", "500", "", "", "", "", "CUP", " 24 ", "attic");

    String made = location(owner.post(NEW, form));
    assertThat(location(owner.post(NEW, form))).isEqualTo(made);

    Client.Answer order = SERVER.admin().get(API + "/BOX-1");
    assertThat(order.at("/kind")).isEqualTo("container");
    assertThat(order.at("/supplier")).isEqualTo("<b>Leaf");
    assertThat(order.at("/note")).isEqualTo("by sea");
    assertThat(order.at("/expected_at")).isEqualTo("2030-12-20T23:59:00Z");
    assertThat(order.at("/incoming")).isEqualTo("524");
    assertThat(order.at("/lines/0/location")).isEqualTo("shop");
    assertThat(order.at("/lines/1/sku")).isEqualTo("CUP");
    assertThat(order.at("/lines/1/location")).isEqualTo("attic");
    assertThat(owner.get(made).body()).contains("BOX-1", "&lt;b&gt;Leaf");

    form[7] = "BOX-2";
    HttpResponse<String> other = owner.post(NEW, form);
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(other.body()).contains("made a purchase order before", "value=\"BOX-2\"");
    assertThat(SERVER.admin().get(API + "/BOX-2").status()).isEqualTo(404);
  }

  private static String make(String reference, String lines) {
    Client.Answer made =
        SERVER
            .admin()
            .post(
                API,
                "{\"reference\":\"%s\",\"location\":\"shop\",\"supplier\":\"Leaf\",\"lines\":[%s]}"
                    .formatted(reference, lines));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return "/receiving/" + made.at("/id");
  }

  /**
   * What the form says by which an order is changed.
   *
   * @param rows of each the name, the SKU and the quantity
   */
  private static String[] change(String path, String supplier, String expected, String... rows) {
    String edit = path + "/edit";
    List<String> fields =
        new ArrayList<>(
            List.of(
                "form_key",
                owner.field(edit, "form_key"),
                "version",
                owner.field(edit, "version"),
                "action",
                "save",
                "supplier",
                supplier,
                "expected_at",
                expected,
                "note",
                "",
                "lines",
                ""));
    for (int i = 0; i < rows.length; i += 3) {
      fields.addAll(List.of("line", rows[i], "sku", rows[i + 1], "quantity", rows[i + 2]));
      fields.addAll(List.of("line_location", ""));
    }
    return fields.toArray(String[]::new);
  }

  @Test
  void changesAnOrder() {
    String path = make("PO-1", "{\"sku\":\"TEA\",\"quantity\":5},{\"sku\":\"CUP\",\"quantity\":6}");
    String[] form = change(path, "", "2031-01-05", "1", "", "", "2", "CUP", "7", "", "POT", "8");

    assertThat(location(owner.post(path + "/edit", form))).isEqualTo(path + "?said=changed");
    assertThat(location(owner.post(path + "/edit", form)))
        .as("the same again")
        .isEqualTo(path + "?said=changed");

    Client.Answer order = SERVER.admin().get(API + "/PO-1");
    assertThat(order.at("/supplier")).isEqualTo("");
    assertThat(order.at("/expected_at")).isEqualTo("2031-01-05T23:59:00Z");
    assertThat(order.at("/lines/0/line")).isEqualTo("2");
    assertThat(order.at("/lines/0/expected")).isEqualTo("7");
    assertThat(order.at("/lines/1/sku")).isEqualTo("POT");
    assertThat(order.at("/version")).isEqualTo("2");
  }

  private static String[] end(String path, String action, String typed, String reason) {
    return new String[] {
      "form_key", owner.field(path, "form_key"),
      "version", owner.field(path, "version"),
      "action", action,
      "typed", typed,
      "reason", reason
    };
  }

  @Test
  void endsAnOrderOnceItsNameIsTyped() {
    String path = make("PO-2", "{\"sku\":\"TEA\",\"quantity\":5}");
    HttpResponse<String> untyped = owner.post(path + "/end", end(path, "close", "", "lost at sea"));
    assertThat(untyped.statusCode()).isEqualTo(400);
    assertThat(untyped.body())
        .contains("type PO-2", "value=\"lost at sea\"", "<details class=\"typed\" open");

    String[] form = end(path, "close", "PO-2", "lost at sea");
    assertThat(location(owner.post(path + "/end", form))).isEqualTo(path + "?said=close");
    assertThat(location(owner.post(path + "/end", form))).isEqualTo(path + "?said=close");
    assertThat(SERVER.admin().get(API + "/PO-2").at("/status")).isEqualTo("closed");
    assertThat(owner.get(path).body()).contains("Closed: lost at sea").doesNotContain("Change it");
    assertThat(location(owner.get(path + "/edit"))).isEqualTo(path);
  }
}
