package dev.onhand.e2e.shops;

import dev.onhand.e2e.shops.JsonClient.Answer;
import dev.onhand.store.database.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Medusa 2, in a PostgreSQL of its own. Onhand enters it by a secret API key. */
final class MedusaShop implements RealShop {
  private static final String CLI = "node_modules/@medusajs/cli/cli.js";
  private static final String EMAIL = "owner@example.test";
  private static final String PASSWORD = UUID.randomUUID().toString();

  private final NodeProject project;
  private final TestServer database;
  private final int port = NodeProject.freePort();
  private final String base = "http://127.0.0.1:" + port;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> variants = new HashMap<>();
  private JsonClient admin = new JsonClient(base);
  private JsonClient store = new JsonClient(base);
  private String apiKey = "";
  private String location = "";
  private String region = "";
  private String post = "";

  /**
   * @param data where its database is put
   */
  MedusaShop(Path data) throws IOException, InterruptedException, SQLException {
    project = new NodeProject("medusa");
    database = TestServer.start(data);
    try (Connection connection = database.superuser();
        Statement sql = connection.createStatement()) {
      sql.execute("create role medusa login password 'medusa'");
      sql.execute("create database medusa owner medusa");
    }
    environment.putAll(
        Map.of(
            "NODE_ENV",
            "production",
            "MEDUSA_DISABLE_TELEMETRY",
            "1",
            "DATABASE_URL",
            "postgres://medusa:medusa@127.0.0.1:%d/medusa".formatted(database.port()),
            "JWT_SECRET",
            UUID.randomUUID().toString(),
            "COOKIE_SECRET",
            UUID.randomUUID().toString()));
  }

  @Override
  public String type() {
    return "medusa";
  }

  @Override
  public String version() {
    try (Connection connection = database.superuser()) {
      return "Medusa %s on PostgreSQL %s"
          .formatted(
              project.version("@medusajs/medusa"),
              connection.getMetaData().getDatabaseProductVersion());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void open(List<String> skus) throws IOException, InterruptedException {
    project.install();
    project.run(environment, List.of(CLI, "db:migrate", "--skip-scripts"));
    project.run(environment, List.of(CLI, "user", "-e", EMAIL, "-p", PASSWORD));
    start();
    String token =
        admin
            .post("/auth/user/emailpass", Map.of("email", EMAIL, "password", PASSWORD))
            .good()
            .get("token")
            .asString();
    admin = admin.with("Authorization", "Bearer " + token);
    String channel = id("/admin/sales-channels", Map.of("name", "Web"), "sales_channel");
    makeKeys(channel);
    makeRegion(channel);
    String profile =
        id(
            "/admin/shipping-profiles",
            Map.of("name", "Usual", "type", "default"),
            "shipping_profile");
    makeLocation(channel, profile);
    makeProduct(skus, channel, profile);
  }

  private void makeKeys(String channel) {
    apiKey =
        admin
            .post("/admin/api-keys", Map.of("title", "onhand", "type", "secret"))
            .good()
            .at("/api_key/token")
            .asString();
    JsonNode publishable =
        admin
            .post("/admin/api-keys", Map.of("title", "web", "type", "publishable"))
            .good()
            .get("api_key");
    admin
        .post(
            "/admin/api-keys/" + publishable.get("id").asString() + "/sales-channels",
            Map.of("add", List.of(channel)))
        .good();
    store = store.with("x-publishable-api-key", publishable.get("token").asString());
  }

  private void makeRegion(String channel) {
    String shop = admin.get("/admin/stores").good().at("/stores/0/id").asString();
    admin
        .post(
            "/admin/stores/" + shop,
            Map.of(
                "supported_currencies",
                List.of(Map.of("currency_code", "eur", "is_default", true)),
                "default_sales_channel_id",
                channel))
        .good();
    region =
        id(
            "/admin/regions",
            Map.of(
                "name",
                "Europe",
                "currency_code",
                "eur",
                "countries",
                List.of("fr"),
                "payment_providers",
                List.of("pp_system_default")),
            "region");
  }

  private void makeLocation(String channel, String profile) {
    location = id("/admin/stock-locations", Map.of("name", "Main"), "stock_location");
    String path = "/admin/stock-locations/" + location;
    admin.post(path + "/sales-channels", Map.of("add", List.of(channel))).good();
    admin.post(path + "/fulfillment-providers", Map.of("add", List.of("manual_manual"))).good();
    String set =
        admin
            .post(
                path + "/fulfillment-sets?fields=*fulfillment_sets",
                Map.of("name", "Parcels", "type", "shipping"))
            .good()
            .at("/stock_location/fulfillment_sets/0/id")
            .asString();
    String zone =
        admin
            .post(
                "/admin/fulfillment-sets/" + set + "/service-zones",
                Map.of(
                    "name",
                    "France",
                    "geo_zones",
                    List.of(Map.of("type", "country", "country_code", "fr"))))
            .good()
            .at("/fulfillment_set/service_zones/0/id")
            .asString();
    post =
        id(
            "/admin/shipping-options",
            Map.of(
                "name",
                "Post",
                "service_zone_id",
                zone,
                "shipping_profile_id",
                profile,
                "provider_id",
                "manual_manual",
                "price_type",
                "flat",
                "type",
                Map.of("label", "Post", "description", "Post", "code", "post"),
                "prices",
                List.of(Map.of("currency_code", "eur", "amount", 0)),
                "rules",
                List.of()),
            "shipping_option");
  }

  /** One product, of which each SKU is a variant. */
  private void makeProduct(List<String> skus, String channel, String profile) {
    List<Object> wanted = new ArrayList<>();
    for (String sku : skus) {
      wanted.add(
          Map.of(
              "title",
              sku,
              "sku",
              sku,
              "manage_inventory",
              true,
              "options",
              Map.of("colour", sku),
              "prices",
              List.of(Map.of("currency_code", "eur", "amount", 10))));
    }
    Map<String, Object> product =
        Map.of(
            "title",
            "Mug",
            "status",
            "published",
            "shipping_profile_id",
            profile,
            "options",
            List.of(Map.of("title", "colour", "values", skus)),
            "sales_channels",
            List.of(Map.of("id", channel)),
            "variants",
            wanted);
    admin
        .post("/admin/products", product)
        .good()
        .at("/product/variants")
        .forEach(it -> variants.put(it.get("sku").asString(), it.get("id").asString()));
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("address", base, "location", location);
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of("api_key", apiKey);
  }

  @Override
  public void callAt(String hook, String secret) {
    environment.put("ONHAND_HOOK", hook);
    environment.put("ONHAND_SECRET", secret);
  }

  @Override
  public void start() throws IOException, InterruptedException {
    project.start(
        environment,
        List.of(CLI, "start", "-p", Integer.toString(port), "-H", "127.0.0.1"),
        () -> new JsonClient(base).answers("/health"));
  }

  @Override
  public void stop() {
    project.stop();
  }

  @Override
  public void close() {
    project.stop();
    database.close();
  }

  @Override
  public Optional<String> buy(Map<String, Integer> units) {
    Map<String, Object> address =
        Map.of(
            "first_name",
            "Ann",
            "last_name",
            "Onym",
            "address_1",
            "1 rue",
            "city",
            "Paris",
            "postal_code",
            "75001",
            "country_code",
            "fr");
    String cart =
        store
            .post(
                "/store/carts",
                Map.of(
                    "region_id", region, "email", "ann@example.test", "shipping_address", address))
            .good()
            .at("/cart/id")
            .asString();
    String path = "/store/carts/" + cart;
    for (Map.Entry<String, Integer> each : units.entrySet()) {
      Answer added =
          store.post(
              path + "/line-items",
              Map.of("variant_id", variants.get(each.getKey()), "quantity", each.getValue()));
      if (added.body().path("code").asString("").equals("insufficient_inventory")) {
        return Optional.empty();
      }
      added.good();
    }
    store.post(path + "/shipping-methods", Map.of("option_id", post)).good();
    return Optional.of(pay(cart));
  }

  private String pay(String cart) {
    String payment =
        store
            .post("/store/payment-collections", Map.of("cart_id", cart))
            .good()
            .at("/payment_collection/id")
            .asString();
    store
        .post(
            "/store/payment-collections/" + payment + "/payment-sessions",
            Map.of("provider_id", "pp_system_default"))
        .good();
    JsonNode done = store.post("/store/carts/" + cart + "/complete", Map.of()).good();
    if (!done.get("type").asString().equals("order")) {
      throw new AssertionError("the cart is no order: " + done);
    }
    return done.at("/order/id").asString();
  }

  @Override
  public void cancel(String order) {
    admin.post("/admin/orders/" + order + "/cancel", Map.of()).good();
  }

  @Override
  public void send(String order) {
    List<Object> items = new ArrayList<>();
    for (JsonNode line : lines(order)) {
      items.add(Map.of("id", line.get("id").asString(), "quantity", line.get("quantity").asInt()));
    }
    String path = "/admin/orders/" + order + "/fulfillments";
    String parcel =
        admin
            .post(path + "?fields=*fulfillments", Map.of("items", items))
            .good()
            .at("/order/fulfillments/0/id")
            .asString();
    admin.post(path + "/" + parcel + "/shipments", Map.of("items", items)).good();
    admin.post(path + "/" + parcel + "/mark-as-delivered", Map.of()).good();
  }

  @Override
  public void takeBackOne(String order, String sku) {
    List<Object> one = new ArrayList<>();
    for (JsonNode line : lines(order)) {
      if (line.get("variant_sku").asString().equals(sku)) {
        one.add(Map.of("id", line.get("id").asString(), "quantity", 1));
      }
    }
    Map<String, Object> items = Map.of("items", one);
    String returned =
        id("/admin/returns", Map.of("order_id", order, "location_id", location), "return");
    String path = "/admin/returns/" + returned;
    admin.post(path + "/request-items", items).good();
    admin.post(path + "/request", Map.of()).good();
    admin.post(path + "/receive", Map.of()).good();
    admin.post(path + "/receive-items", items).good();
    admin.post(path + "/receive/confirm", Map.of()).good();
  }

  private JsonNode lines(String order) {
    return admin.get("/admin/orders/" + order + "?fields=id,*items").good().at("/order/items");
  }

  @Override
  public Map<String, Long> left() {
    Map<String, Long> left = new HashMap<>();
    for (JsonNode item :
        admin
            .get("/admin/inventory-items?limit=200&fields=sku,*location_levels")
            .good()
            .get("inventory_items")) {
      long sum = 0;
      for (JsonNode level : item.get("location_levels")) {
        sum += level.get("available_quantity").asLong();
      }
      left.put(item.get("sku").asString(), sum);
    }
    return left;
  }

  private String id(String path, Map<String, Object> body, String name) {
    return admin.post(path, body).good().at("/" + name + "/id").asString();
  }
}
