package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  private static List<String> form(String reference, String... rows) {
    List<String> fields = new ArrayList<>();
    Collections.addAll(fields, "form_key", owner.field(NEW, "form_key"));
    Collections.addAll(fields, "key", owner.field(NEW, "key"));
    Collections.addAll(fields, "reference", reference, "kind", "container", "location", "shop");
    Collections.addAll(fields, "supplier", "<b>Leaf", "expected_at", "2030-12-20");
    Collections.addAll(fields, "note", "by sea", "lines", "");
    for (int i = 0; i < rows.length; i += 3) {
      Collections.addAll(fields, "line", "", "sku", rows[i], "quantity", rows[i + 1]);
      Collections.addAll(fields, "line_location", rows[i + 2]);
    }
    return fields;
  }

  private static void put(List<String> form, String name, String value) {
    form.set(form.indexOf(name) + 1, value);
  }

  private static HttpResponse<String> send(String path, List<String> form) {
    return owner.post(path, form.toArray(String[]::new));
  }

  private static String location(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private static int made(String reference) {
    return SERVER.admin().get(API + "/" + reference).status();
  }

  @Test
  void makesAnOrderOnceHoweverOftenTheFormIsSent() {
    assertThat(owner.get("/receiving").body()).contains("href=\"/receiving/new\"");
    List<String> form = form("BOX-1", "TEA", "500", "", "", "", "", "CUP", " 24 ", "attic");

    String path = location(send(NEW, form));
    assertThat(location(send(NEW, form))).isEqualTo(path);

    Client.Answer order = SERVER.admin().get(API + "/BOX-1");
    assertThat(order.at("/kind")).isEqualTo("container");
    assertThat(order.at("/supplier")).isEqualTo("<b>Leaf");
    assertThat(order.at("/note")).isEqualTo("by sea");
    assertThat(order.at("/expected_at")).isEqualTo("2030-12-20T23:59:00Z");
    assertThat(order.at("/incoming")).isEqualTo("524");
    assertThat(order.at("/lines/0/location")).isEqualTo("shop");
    assertThat(order.at("/lines/1/sku")).isEqualTo("CUP");
    assertThat(order.at("/lines/1/location")).isEqualTo("attic");
    assertThat(owner.get(path).body())
        .contains("It is made.", "&lt;b&gt;Leaf", ">20 Dec 2030</time>");
  }

  @Test
  void whatWasMadeByAFormIsNotMadeOtherwiseByTheSame() {
    List<String> form = form("BOX-2", "TEA", "1", "");
    location(send(NEW, form));

    put(form, "reference", "BOX-3");
    HttpResponse<String> other = send(NEW, form);
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(other.body()).contains("made a purchase order before", "value=\"BOX-3\"");
    assertThat(made("BOX-3")).isEqualTo(404);

    put(form, "key", other.body().replaceAll("(?s).*name=\"key\" value=\"([^\"]*)\".*", "$1"));
    location(send(NEW, form));
    put(form, "key", "another-form");
    assertThat(send(NEW, form).body())
        .contains("id=\"reference-wrong\">There is already a purchase order 'BOX-3'.");
  }

  @Test
  void marksEachFieldThatIsWrongAndKeepsWhatWasTyped() {
    List<String> form =
        form(
            "", "TEA", "many", "", "", "4", "", "", "", "", "CUP", "", "", "POT", "3", "", "POT",
            "4", "shop", "POT", "5", "attic");
    put(form, "expected_at", "soon");
    HttpResponse<String> wrong = send(NEW, form);

    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body())
        .contains(
            "role=\"alert\"",
            "id=\"reference-wrong\">reference is missing<",
            "id=\"expected_at-wrong\">expected_at must be a day such as",
            "id=\"0.quantity-wrong\">quantity must be a whole number written in digits",
            "id=\"1.sku-wrong\">sku is missing<",
            "id=\"3.quantity-wrong\">quantity is missing<",
            "id=\"5.sku-wrong\">POT is in row 5 already",
            "aria-describedby=\"0.quantity-wrong\"",
            "value=\"many\"",
            "value=\"soon\"",
            "value=\"by sea\"",
            "value=\"&lt;b>Leaf\"",
            "is-invalid-lite")
        .doesNotContain("2.sku-wrong", "6.sku-wrong", "is-invalid ");
  }

  @Test
  void marksEveryProductThatIsNotKnownAndMakesNothing() {
    HttpResponse<String> wrong =
        send(NEW, form("BOX-4", "NONE", "1", "", "TEA", "1", "", "NOR", "1", ""));

    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body())
        .contains(
            "id=\"0.sku-wrong\">There is no product 'NONE'. Create it first.",
            "id=\"2.sku-wrong\">There is no product 'NOR'. Create it first.")
        .doesNotContain("1.sku-wrong");
    assertThat(made("BOX-4")).isEqualTo(404);
  }

  @Test
  void saysThatNothingIsOrdered() {
    assertThat(send(NEW, form("BOX-5", "", "", "")).body())
        .contains("id=\"lines-wrong\">Say what is ordered");
    assertThat(made("BOX-5")).isEqualTo(404);
  }

  @Test
  void addsRowsAndTakesOverWhatWasPasted() {
    List<String> form = form("BOX-6", "TEA", "1", "", "", "", "");
    put(form, "lines", "sku;quantity\nCUP;2\nPOT;attic;3\n");
    HttpResponse<String> more = send(NEW + "/rows", form);

    assertThat(more.statusCode()).isEqualTo(200);
    assertThat(more.body())
        .contains("value=\"BOX-6\"", "value=\"CUP\"", "<option value=\"attic\" selected>")
        .containsOnlyOnce("autofocus");
    assertThat(more.body().split("name=\"sku\"", -1)).hasSize(1 + 3 + 5);
    assertThat(made("BOX-6")).isEqualTo(404);

    put(form, "lines", "CUP");
    HttpResponse<String> wrong = send(NEW + "/rows", form);
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("id=\"pasted-wrong\">Line 1 must be", ">CUP</textarea>");

    List<String> made = form("BOX-6");
    put(made, "lines", "CUP,2\nPOT,3\n");
    location(send(NEW, made));
    assertThat(SERVER.admin().get(API + "/BOX-6").at("/incoming")).isEqualTo("5");
  }

  @Test
  void beginsWithWhatWasChosen() {
    assertThat(owner.get("/stock").body()).contains("formaction=\"/receiving/new/rows\"");
    List<String> chosen = new ArrayList<>(List.of("form_key", owner.field(NEW, "form_key")));
    Collections.addAll(chosen, "chosen", "TEA", "chosen", "POT");
    Collections.addAll(chosen, "location_of_all", "attic");
    assertThat(send(NEW + "/rows", chosen).body())
        .contains("value=\"TEA\"", "value=\"POT\"", "<option value=\"attic\" selected>")
        .containsPattern("name=\"key\" value=\"page-\\w+\"");
    assertThat(owner.get("/stock/TEA").body()).contains("href=\"/receiving/new?lines=TEA%2C%0A\"");
    assertThat(owner.get(NEW + "?lines=TEA%2C%0A").body()).contains("value=\"TEA\"");
  }

  private static String make(String reference) {
    Client.Answer made =
        SERVER
            .admin()
            .post(
                API,
                """
                {"reference":"%s","location":"shop","supplier":"Leaf","expected_at":"2031-01-05T10:00:00Z",\
                "lines":[{"sku":"TEA","quantity":5},{"sku":"CUP","quantity":6}]}\
                """
                    .formatted(reference));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return "/receiving/" + made.at("/id");
  }

  /**
   * What the form says by which an order is changed.
   *
   * @param rows of each the name, the SKU and the quantity
   */
  private static List<String> change(String path, String supplier, String... rows) {
    String edit = path + "/edit";
    List<String> fields = new ArrayList<>();
    Collections.addAll(fields, "form_key", owner.field(edit, "form_key"));
    Collections.addAll(fields, "version", owner.field(edit, "version"));
    Collections.addAll(fields, "supplier", supplier, "expected_at", "2031-01-05");
    Collections.addAll(fields, "note", "", "lines", "");
    for (int i = 0; i < rows.length; i += 3) {
      Collections.addAll(fields, "line", rows[i], "sku", rows[i + 1], "quantity", rows[i + 2]);
      Collections.addAll(fields, "line_location", "");
    }
    return fields;
  }

  @Test
  void changesAnOrderAndLeavesTheHourOfADayThatStays() {
    String path = make("PO-1");
    List<String> form = change(path, "", "1", "", "", "2", "CUP", "7", "", "POT", "8");

    assertThat(location(send(path + "/edit", form))).isEqualTo(path + "?said=changed");
    assertThat(location(send(path + "/edit", form)))
        .as("the same again")
        .isEqualTo(path + "?said=changed");

    Client.Answer order = SERVER.admin().get(API + "/PO-1");
    assertThat(order.json().at("/supplier").isNull()).isTrue();
    assertThat(order.at("/expected_at")).isEqualTo("2031-01-05T10:00:00Z");
    assertThat(order.at("/lines/0/line")).isEqualTo("2");
    assertThat(order.at("/lines/0/expected")).isEqualTo("7");
    assertThat(order.at("/lines/1/sku")).isEqualTo("POT");
    assertThat(order.at("/version")).isEqualTo("2");
  }

  @Test
  void theSecondOfTwoIsToldBothAndKeepsWhatTheyTyped() {
    String path = make("PO-2");
    List<String> late = change(path, "Twig", "1", "TEA", "9", "2", "CUP", "6");
    location(send(path + "/edit", change(path, "Root", "1", "TEA", "8", "2", "CUP", "6")));

    HttpResponse<String> told = send(path + "/edit", late);
    assertThat(told.statusCode()).isEqualTo(412);
    assertThat(told.body())
        .contains(
            "It is now 'supplier Root, 8 × TEA to shop'; you wanted 'supplier Twig, 9 × TEA to shop'",
            "value=\"Twig\"",
            "name=\"version\" value=\"2\"")
        .doesNotContain("CUP to shop");
    assertThat(SERVER.admin().get(API + "/PO-2").at("/supplier")).isEqualTo("Root");

    put(late, "version", "2");
    location(send(path + "/edit", late));
    assertThat(SERVER.admin().get(API + "/PO-2").at("/supplier")).isEqualTo("Twig");
  }

  /** More rows, or a mistake, are no look at what somebody else did. */
  @Test
  void isToldAlsoWhoAskedForRowsOrMadeAMistakeMeanwhile() {
    String path = make("PO-6");
    List<String> late = change(path, "Twig", "1", "TEA", "many", "2", "CUP", "6");
    location(send(path + "/edit", change(path, "Root", "1", "TEA", "5", "2", "CUP", "6")));

    assertThat(send(path + "/edit/rows", late).body()).contains("name=\"version\" value=\"1\"");
    HttpResponse<String> wrong = send(path + "/edit", late);
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body())
        .contains("id=\"0.quantity-wrong\"", "name=\"version\" value=\"1\"", "value=\"Twig\"");
  }

  @Test
  void marksALocationThatIsNotThere() {
    HttpResponse<String> wrong = send(NEW, form("BOX-7", "TEA", "1", "cellar"));
    assertThat(wrong.body())
        .contains(
            "id=\"0.location-wrong\">There is no location 'cellar'",
            "<option value=\"cellar\" selected>");
    List<String> form = form("BOX-7", "TEA", "1", "");
    put(form, "location", "cellar");
    assertThat(send(NEW, form).body())
        .contains("id=\"location-wrong\">There is no location 'cellar'");
  }

  @Test
  void whatArrivedStaysOnItsOrder() {
    String path = make("PO-3");
    SERVER
        .admin()
        .post(
            API + "/PO-3/receipts",
            "{\"lines\":[{\"sku\":\"CUP\",\"quantity\":2}]}",
            "Idempotency-Key",
            "r");
    assertThat(owner.get(path + "/edit").body()).contains("readonly").doesNotContain("2,TEA");

    HttpResponse<String> other =
        send(path + "/edit", change(path, "", "1", "TEA", "5", "2", "POT", "6"));
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(other.body()).contains("id=\"1.sku-wrong\">Of line '2' 2 units");
    HttpResponse<String> gone =
        send(path + "/edit", change(path, "", "1", "TEA", "5", "2", "", ""));
    assertThat(gone.body()).contains("id=\"lines-wrong\">Of line '2' 2 units arrived");
  }

  private static List<String> end(String path, String action, String typed, String reason) {
    List<String> fields = new ArrayList<>();
    Collections.addAll(fields, "form_key", owner.field(path, "form_key"));
    Collections.addAll(fields, "version", owner.field(path, "version"), "action", action);
    Collections.addAll(fields, "typed", typed, "reason", reason);
    return fields;
  }

  @ParameterizedTest
  @CsvSource({"close, closed, Closed: lost at sea", "cancel, cancelled, Cancelled: lost at sea"})
  void endsAnOrderOnceItsNameIsTyped(String action, String status, String said) {
    String path = make("PO-" + action);
    HttpResponse<String> untyped = send(path + "/end", end(path, action, "PO", "lost at sea"));
    assertThat(untyped.statusCode()).isEqualTo(400);
    assertThat(untyped.body())
        .contains("type PO-" + action + "<", "value=\"lost at sea\"")
        .containsOnlyOnce("<details class=\"typed\" open>");
    assertThat(SERVER.admin().get(API + "/PO-" + action).at("/status")).isEqualTo("open");

    List<String> form = end(path, action, "PO-" + action, "lost at sea");
    assertThat(location(send(path + "/end", form))).isEqualTo(path + "?said=" + action);
    assertThat(location(send(path + "/end", form))).isEqualTo(path + "?said=" + action);
    assertThat(SERVER.admin().get(API + "/PO-" + action).at("/status")).isEqualTo(status);
    assertThat(owner.get(path).body()).contains(said).doesNotContain("Change it", "Book what came");
    assertThat(location(owner.get(path + "/edit"))).isEqualTo(path);
    assertThat(SERVER.admin().get("/api/v1/admin-actions?limit=1").at("/data/0/what"))
        .isEqualTo("end purchase: " + action);
  }

  @Test
  void isNotEndedWithoutAReasonNorByWhoDidNotSeeWhatCame() {
    String path = make("PO-4");
    List<String> late = end(path, "close", "PO-4", "the rest is lost");
    assertThat(send(path + "/end", end(path, "close", "PO-4", " ")).body())
        .contains("11 units are missing: give a reason");
    assertThat(send(path + "/end", end(path, "forget", "PO-4", "")).body())
        .contains("action must be close or cancel");
    SERVER.admin().post(API + "/PO-4/receipts", "{\"rest\":true}", "Idempotency-Key", "r");

    HttpResponse<String> told = send(path + "/end", late);
    assertThat(told.statusCode()).isEqualTo(412);
    assertThat(told.body())
        .contains(
            "It is now 'received, 11 units expected, 11 received'; you wanted 'closed: the rest is lost'");
    assertThat(SERVER.admin().get(API + "/PO-4").at("/status")).isEqualTo("received");
  }

  @Test
  void whoMayOnlyReadIsOfferedNothing() {
    String path = make("PO-5");
    Client.Answer reader =
        SERVER.admin().post("/api/v1/tokens", "{\"name\":\"r\",\"scopes\":[\"stock:read\"]}");
    Visitor visitor = new Visitor(SERVER.server().url()).signedIn(reader.at("/token"));
    assertThat(visitor.get("/receiving").body()).doesNotContain(NEW);
    assertThat(visitor.get(path).body()).doesNotContain("Change it", "When nothing more comes");
    assertThat(visitor.get("/stock").body()).doesNotContain(NEW);
    assertThat(visitor.get("/stock/TEA").body()).doesNotContain(NEW);
  }
}
