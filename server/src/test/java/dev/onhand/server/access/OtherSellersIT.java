package dev.onhand.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.orders.Bringer;
import dev.onhand.engine.orders.FailedOrder;
import dev.onhand.engine.orders.FailedOrders;
import dev.onhand.engine.orders.Orders;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.Route;
import dev.onhand.server.testing.RunningServer;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What one seller has does not exist for another, on whichever route it is asked for. */
class OtherSellersIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  /** Of those who run the server, about sellers on purpose. */
  private static final Set<String> ABOUT_SELLERS = Set.of("/api/v1/sellers/{code}/tokens");

  /** Named alike for all sellers, and filled with each one's own: ReportControllerIT. */
  private static final String REPORT = "/api/v1/reports/{report}";

  /** Of which each seller has some of their own. */
  private static final Set<String> OWN =
      Set.of(
          "/api/v1/tokens",
          "/api/v1/queues",
          "/api/v1/admin-actions",
          "/api/v1/alert-kinds",
          "/api/v1/reports");

  /** Where a name that is not known yet makes the caller a thing of that name. */
  private static final Set<String> MAKING =
      Set.of(
          "PUT /api/v1/channels/{code}",
          "PUT /api/v1/channels/{code}/account",
          "PUT /api/v1/postcode-areas/{country}",
          "PUT /api/v1/orders/{channel}/{external_id}",
          "POST /api/v1/orders/{channel}/{external_id}/status");

  private static final Client OWNER = SERVER.admin();

  /** By the beginning of a path: what its variables are, as the owner knows them. */
  private static final Map<String, List<String>> THINGS = new HashMap<>();

  /** By path: a body that is valid, where {} is not. */
  private static final Map<String, String> BODIES =
      Map.ofEntries(
          Map.entry("/api/v1/stock/{ref}/set", "{\"location\":\"shop\",\"on_hand\":3}"),
          Map.entry(
              "/api/v1/orders/{channel}/{external_id}/lines/{line}/resource", "{\"to\":\"shop\"}"),
          Map.entry("/api/v1/bundles/{ref}", "{\"components\":[{\"sku\":\"TEA\",\"units\":6}]}"),
          Map.entry("/api/v1/stock/{ref}/floor", "{\"location\":\"shop\",\"floor\":0}"),
          Map.entry("/api/v1/differences/{id}/fix", "{\"action\":\"push\"}"),
          Map.entry("/api/v1/inbox/{id}/dismiss", "{\"reason\":\"done by hand\"}"),
          Map.entry(
              "/api/v1/batches/{id}/scans", "{\"scans\":[{\"id\":\"other\",\"code\":\"TEA\"}]}"),
          Map.entry("/api/v1/batches/{id}/plan", "{\"skus\":[\"TEA\"]}"),
          Map.entry("/api/v1/batches/{id}/recount", "{\"skus\":[\"TEA\"]}"),
          Map.entry(
              "/api/v1/purchase-orders/{id}/receipts",
              "{\"lines\":[{\"line\":\"1\",\"quantity\":1}]}"),
          Map.entry(
              "/api/v1/transfers/{id}/receive", "{\"lines\":[{\"sku\":\"TEA\",\"quantity\":1}]}"),
          Map.entry("/api/v1/webhooks/{id}/replay", "{\"failed\":true}"));

  private static Client stranger;

  @BeforeAll
  static void makeThings() throws SQLException {
    stranger = newSeller("stranger");
    String product = made(OWNER.post("/api/v1/products", "{\"sku\":\"TEA\"}"));
    String location = made(OWNER.post("/api/v1/locations", "{\"code\":\"shop\"}"));
    made(OWNER.post("/api/v1/locations", "{\"code\":\"store\"}"));
    THINGS.put("/api/v1/products/", List.of(product, "SHELF-7"));
    OWNER.send("PUT", "/api/v1/products/TEA/barcodes/SHELF-7", "{}");
    THINGS.put("/api/v1/locations/", List.of(location));
    String pack = made(OWNER.post("/api/v1/products", "{\"sku\":\"TEA-6\"}"));
    OWNER.send("PUT", "/api/v1/bundles/TEA-6", "{\"components\":[{\"sku\":\"TEA\",\"units\":6}]}");
    THINGS.put("/api/v1/bundles/", List.of(pack));
    THINGS.put("/api/v1/stock/", List.of(product, location));
    makeMovements();
    THINGS.put("/api/v1/users/", List.of("owner"));
    THINGS.put("/api/v1/tokens/", List.of(OWNER.get("/api/v1/tokens").at("/data/0/id")));
    THINGS.put(
        "/api/v1/jobs/",
        List.of(made(OWNER.post("/api/v1/stock/sync-from-movements", "{\"queue\":true}"))));
    makeAlerts();
    THINGS.put(
        "/api/v1/imports/",
        List.of(
            made(
                OWNER.post(
                    "/api/v1/imports?kind=movements",
                    "key,occurred_at,sku,location,reason,quantity,reference,note\n",
                    "Content-Type",
                    "text/csv"))));
    makeOrders();
    makeDeliveries();
    made(
        OWNER.send(
            "PUT",
            "/api/v1/channels/web/account",
            "{\"type\":\"backmarket\",\"settings\":{\"token\":\"t\",\"company\":\"c\",\"contact\":\"c@c.example\"}}"));
    String listing = listing();
    THINGS.put("/api/v1/listings/", List.of(listing));
    made(OWNER.send("PUT", "/api/v1/listings/" + listing + "/group", "{\"group\":\"drinks\"}"));
    THINGS.put("/api/v1/channels/", List.of("web", "drinks"));
    THINGS.put(
        "/api/v1/reconciliations/",
        List.of(made(OWNER.post("/api/v1/reconciliations", "{\"channel\":\"web\"}"))));
    THINGS.put("/api/v1/differences/", List.of(difference()));
    THINGS.put("/api/v1/held-changes/", List.of(heldChange()));
    THINGS.put("/api/v1/inbox/", List.of(inboxEvent()));
    makeWebhook();
  }

  private static void makeMovements() {
    THINGS.put(
        "/api/v1/movements/",
        List.of(
            made(
                OWNER.post(
                    "/api/v1/movements",
                    "{\"sku\":\"TEA\",\"reason\":\"purchase\",\"quantity\":5,\"location\":\"shop\"}",
                    "Idempotency-Key",
                    "purchase"))));
    THINGS.put(
        "/api/v1/returns/",
        List.of(
            OWNER
                .post(
                    "/api/v1/returns",
                    "{\"sku\":\"TEA\",\"quantity\":1,\"disposition\":\"damaged\",\"location\":\"shop\"}",
                    "Idempotency-Key",
                    "return")
                .at("/movements/0/id")));
  }

  /** It is never sent: nobody is called that name. */
  private static void makeWebhook() {
    String webhook =
        made(OWNER.post("/api/v1/webhooks", "{\"url\":\"https://receiver.invalid/\"}"));
    String delivery = made(OWNER.post("/api/v1/webhooks/" + webhook + "/test", "{}"));
    THINGS.put("/api/v1/webhooks/", List.of(webhook, delivery));
  }

  /** As if the channel had told of an order that it does not show. */
  private static String inboxEvent() throws SQLException {
    try (Connection connection = SERVER.database().superuser();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                insert into inbox_event (seller_id, channel_id, delivery_id, topic, orders, is_unreadable, received_at, state,
                  due_at, ended_at)
                select seller_id, channel_id, 'd-1', 'order.placed', '{}', false, now(), 'failed', now(), now()
                from channel_account
                returning event_id
                """)) {
      row.next();
      return PublicId.of(IdKind.INBOX_EVENT, row.getLong("event_id"));
    }
  }

  private static String listing() throws SQLException {
    try (Connection connection = SERVER.database().superuser();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                insert into listing (seller_id, channel_id, external_id, title, remote_state, shown_from, shown_to,
                  shown_changed_at, created_at, updated_at)
                select a.seller_id, a.channel_id, 'x-1', 'Tea', 'active', now(), now(), now(), now(), now()
                from channel_account a
                returning listing_id
                """)) {
      row.next();
      return PublicId.of(IdKind.LISTING, row.getLong(1));
    }
  }

  private static String heldChange() throws SQLException {
    try (Connection connection = SERVER.database().superuser();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                insert into held_change (seller_id, channel_id, held_at)
                select seller_id, channel_id, now() from listing
                returning held_id
                """)) {
      row.next();
      return PublicId.of(IdKind.HELD_CHANGE, row.getLong(1));
    }
  }

  private static String difference() throws SQLException {
    try (Connection connection = SERVER.database().superuser();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                insert into drift (seller_id, channel_id, listing_id, desired, believed, observed, cause, found_at, action)
                select seller_id, channel_id, listing_id, 1, 1, 2, 'edited_on_channel', now(), 'ask' from listing
                returning drift_id
                """)) {
      row.next();
      return PublicId.of(IdKind.DIFFERENCE, row.getLong(1));
    }
  }

  private static void makeOrders() {
    made(OWNER.send("PUT", "/api/v1/orders/web/1001", order("TEA")));
    OWNER.post("/api/v1/products", "{\"sku\":\"SOLD-OUT\"}");
    OWNER.send("PUT", "/api/v1/orders/web/waits", order("SOLD-OUT"));
    assertThat(OWNER.get("/api/v1/backorders").at("/data/0/external_id")).isEqualTo("waits");
    THINGS.put("/api/v1/orders/", List.of("web", "1001", "1"));
    THINGS.put("/api/v1/channels/", List.of("web"));
    THINGS.put("/api/v1/failed-orders/", List.of(failedOrder()));
    assertThat(
            OWNER
                .post(
                    "/api/v1/reservations",
                    "{\"sku\":\"TEA\",\"quantity\":1,\"reference\":\"cart\"}")
                .status())
        .isEqualTo(201);
    THINGS.put("/api/v1/reservations/", List.of("cart"));
    OWNER.send(
        "PUT",
        "/api/v1/postcode-areas/FR",
        "{\"areas\":[{\"prefix\":\"75\",\"latitude\":48.9,\"longitude\":2.3}]}");
    THINGS.put("/api/v1/postcode-areas/", List.of("FR"));
  }

  /** What goes from one place to another. */
  private static void makeDeliveries() {
    THINGS.put(
        "/api/v1/transfers/",
        List.of(
            made(
                OWNER.post(
                    "/api/v1/transfers",
                    "{\"reference\":\"t-1\",\"from_location\":\"shop\",\"to_location\":\"store\",\"lines\":[{\"sku\":\"TEA\",\"quantity\":2}]}",
                    "Idempotency-Key",
                    "transfer"))));
    made(
        OWNER.post(
            "/api/v1/purchase-orders",
            "{\"reference\":\"po-1\",\"location\":\"shop\",\"lines\":[{\"sku\":\"TEA\",\"quantity\":2}]}"));
    OWNER.post(
        "/api/v1/purchase-orders/po-1/receipts",
        "{\"lines\":[{\"line\":\"1\",\"quantity\":1}]}",
        "Idempotency-Key",
        "receipt");
    THINGS.put("/api/v1/purchase-orders/", List.of("po-1", "1"));
    String batch =
        made(OWNER.post("/api/v1/batches", "{\"kind\":\"top_up\",\"location\":\"shop\"}"));
    made(
        OWNER.post(
            "/api/v1/batches/" + batch + "/scans",
            "{\"scans\":[{\"id\":\"one\",\"code\":\"TEA\"}]}"));
    made(OWNER.post("/api/v1/batches/" + batch + "/push", "{}"));
    THINGS.put("/api/v1/batches/", List.of(batch));
  }

  /** As if the books had refused it once. */
  private static String failedOrder() {
    SellerId owner = SERVER.server().get(Sellers.class).findByCode("default").orElseThrow().id();
    OrderSnapshot snapshot =
        OrderSnapshot.of("new", new Freshness(null, null, Instant.EPOCH), List.of());
    SERVER
        .server()
        .get(FailedOrders.class)
        .refused(
            owner,
            Bringer.FILE,
            new FailedOrder.Failure(
                new Orders.Delivery(new Order.Name("web", "1002"), snapshot),
                "limit_exceeded",
                "Too many.",
                "tester"));
    return OWNER.get("/api/v1/failed-orders").at("/data/0/id");
  }

  private static Client newSeller(String code) {
    return SERVER.client(
        OWNER
            .post(
                "/api/v1/sellers",
                "{\"code\":\"%1$s\",\"name\":\"%1$s\",\"time_zone\":\"UTC\"}".formatted(code))
            .at("/token/token"));
  }

  private static String order(String sku) {
    return "{\"status\":\"processing\",\"lines\":[{\"line\":\"1\",\"sku\":\"%s\",\"quantity\":1}]}"
        .formatted(sku);
  }

  @Test
  void makesAnOrderOfItsOwnUnderTheNameThatAnothersHas() {
    Client third = newSeller("third");
    Answer owners = OWNER.get("/api/v1/orders/web/1001");
    Answer own = third.send("PUT", "/api/v1/orders/web/1001", order("TEA"));
    assertThat(own.at("/skipped/0/reason")).isEqualTo("unknown_sku");
    assertThat(own.at("/id")).isNotEqualTo(owners.at("/id"));
    third.post("/api/v1/orders/web/1001/status", "{\"status\":\"cancelled\"}");
    assertThat(OWNER.get("/api/v1/orders/web/1001").json()).isEqualTo(owners.json());
  }

  private static String made(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isBetween(200, 202);
    return answer.at("/id");
  }

  private static void makeAlerts() throws SQLException {
    THINGS.put("/api/v1/alerts/", List.of(alert()));
    THINGS.put(
        "/api/v1/alert-rules/",
        List.of(
            made(
                OWNER.send(
                    "PUT",
                    "/api/v1/alert-rules",
                    "{\"kind\":\"stock.low\",\"sku\":\"TEA\",\"threshold\":0}"))));
    made(
        OWNER.post(
            "/api/v1/alert-targets",
            "{\"name\":\"ops\",\"kind\":\"email\",\"address\":\"ops@shop.example\"}"));
    THINGS.put("/api/v1/alert-targets/", List.of("ops"));
  }

  private static String alert() throws SQLException {
    try (Connection connection = SERVER.database().superuser();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                insert into alert (seller_id, severity, kind, subject, detail, opened_at, last_seen_at)
                select seller_id, 'error', 'test', 'test', 'test', now(), now()
                from seller where code = 'default'
                returning alert_id
                """)) {
      row.next();
      return PublicId.of(IdKind.ALERT, row.getLong(1));
    }
  }

  static Stream<Route> namingThings() {
    return Route.all().stream()
        .filter(Route::hasVariable)
        // Channels call there, who are no seller's users; HookControllerIT.
        .filter(route -> !route.path().equals("/hooks/{hook}"))
        .filter(route -> !ABOUT_SELLERS.contains(route.path()))
        .filter(route -> !route.path().equals(REPORT))
        .filter(route -> !MAKING.contains(route.method() + " " + route.path()));
  }

  @ParameterizedTest
  @MethodSource("namingThings")
  void knowsNothingOfWhatAnotherHas(Route route) {
    String path = path(route);
    String body = route.method().equals("GET") ? null : BODIES.getOrDefault(route.path(), "{}");
    Answer answer =
        stranger.send(route.method(), path, body, "Idempotency-Key", "other-" + route.path());
    assertThat(answer.status()).as(answer.text()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("not_found");
  }

  @ParameterizedTest
  @MethodSource("namingThings")
  void isThereForItsOwner(Route route) {
    if (route.method().equals("GET")) {
      assertThat(OWNER.get(path(route)).status()).isEqualTo(200);
    }
  }

  private static String path(Route route) {
    String path = route.path();
    List<String> things =
        THINGS.entrySet().stream()
            .filter(entry -> route.path().startsWith(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow(
                () -> new AssertionError("say in THINGS what another seller has at " + route));
    for (String thing : things) {
      path = path.replaceFirst("\\{[^}]*}", thing);
    }
    return path;
  }

  @Test
  void listsNothingOfWhatAnotherHas() {
    Route.all().stream()
        .filter(route -> route.method().equals("GET") && !route.hasVariable())
        .filter(route -> route.handler().getName().startsWith("list"))
        .filter(route -> !OWN.contains(route.path()))
        .forEach(
            route ->
                assertThat(stranger.get(route.path()).json().at("/data").size())
                    .as(route.toString())
                    .isZero());
    assertThat(stranger.get("/api/v1/tokens").json().at("/data").size()).isOne();
    OWNER.send("PATCH", "/api/v1/locations/owners-own", "{}");
    assertThat(OWNER.get("/api/v1/admin-actions").text()).contains("owners-own");
    assertThat(stranger.get("/api/v1/admin-actions").text()).doesNotContain("owners-own");
  }

  @Test
  void takesNothingOfAnotherInABody() {
    String product = THINGS.get("/api/v1/products/").getFirst();
    Answer refused =
        stranger.post(
            "/api/v1/movements",
            "{\"product_id\":\""
                + product
                + "\",\"reason\":\"purchase\",\"quantity\":1,\"location\":\"shop\"}",
            "Idempotency-Key",
            "body");
    assertThat(refused.code()).isEqualTo("unknown_product");
  }
}
