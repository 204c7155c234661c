package dev.onhand.e2e.shops;

import dev.onhand.e2e.shops.JsonClient.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Vendure 3, in a SQLite file. Onhand enters it by an API key with the rights its page names. */
final class VendureShop implements RealShop {
  private static final String LOCATION = "1";
  private static final String PASSWORD = UUID.randomUUID().toString();
  private static final String ADMIN = "/admin-api";
  private static final String STORE = "/shop-api";

  private final NodeProject project;
  private final int port = NodeProject.freePort();
  private final String base = "http://127.0.0.1:" + port;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> variants = new HashMap<>();
  private JsonClient admin = new JsonClient(base);
  private String apiKey = "";

  VendureShop() throws IOException {
    project = new NodeProject("vendure");
    environment.putAll(
        Map.of(
            "PORT",
            Integer.toString(port),
            "ADMIN_PASSWORD",
            PASSWORD,
            "VENDURE_DISABLE_TELEMETRY",
            "true"));
  }

  @Override
  public String type() {
    return "vendure";
  }

  @Override
  public String version() {
    try {
      return "Vendure %s on SQLite (sql.js %s)"
          .formatted(project.version("@vendure/core"), project.version("sql.js"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void open(List<String> skus) throws IOException, InterruptedException {
    project.install();
    Files.deleteIfExists(project.folder().resolve("shop.sqlite"));
    start();
    logIn();
    String zone = makeCountry();
    String tax = id("mutation{ made: createTaxCategory(input:{name:\"Usual\"}){ id } }", Map.of());
    ask(
        "mutation($input:CreateTaxRateInput!){ createTaxRate(input:$input){ id } }",
        Map.of(
            "input",
            Map.of(
                "name", "Usual", "enabled", true, "value", 20, "categoryId", tax, "zoneId", zone)));
    makeWaysToBuy();
    makeProduct(skus, tax);
    apiKey = makeKey();
  }

  private void logIn() {
    Answer answer =
        admin.post(
            ADMIN,
            operation(
                "mutation($password:String!){ login(username:\"superadmin\", password:$password){"
                    + " __typename } }",
                Map.of("password", PASSWORD)));
    admin =
        admin.with(
            "Authorization",
            "Bearer " + answer.headers().firstValue("vendure-auth-token").orElseThrow());
  }

  private String makeCountry() {
    String zone = id("mutation{ made: createZone(input:{name:\"Europe\"}){ id } }", Map.of());
    String country =
        id(
            "mutation{ made: createCountry(input:{code:\"FR\", enabled:true,"
                + " translations:[{languageCode:en, name:\"France\"}]}){ id } }",
            Map.of());
    ask(
        "mutation($zone:ID!,$country:ID!){"
            + " addMembersToZone(zoneId:$zone, memberIds:[$country]){ id } }",
        Map.of("zone", zone, "country", country));
    String channel = ask("{ activeChannel{ id } }", Map.of()).at("/activeChannel/id").asString();
    ask(
        "mutation($input:UpdateChannelInput!){ updateChannel(input:$input){ __typename } }",
        Map.of(
            "input",
            Map.of("id", channel, "defaultTaxZoneId", zone, "defaultShippingZoneId", zone)));
    return zone;
  }

  private void makeWaysToBuy() {
    ask(
        """
        mutation{
          createShippingMethod(input:{ code:"post", fulfillmentHandler:"manual-fulfillment",
            checker:{ code:"default-shipping-eligibility-checker",
              arguments:[{name:"orderMinimum", value:"0"}] },
            calculator:{ code:"default-shipping-calculator", arguments:[{name:"rate", value:"0"},
              {name:"taxRate", value:"0"}, {name:"includesTax", value:"auto"}] },
            translations:[{languageCode:en, name:"Post", description:""}] }){ id }
          createPaymentMethod(input:{ code:"cash", enabled:true,
            handler:{ code:"dummy-payment-handler",
              arguments:[{name:"automaticSettle", value:"true"}] },
            translations:[{languageCode:en, name:"Cash", description:""}] }){ id }
        }
        """,
        Map.of());
  }

  /** One product, of which each SKU is a variant. */
  private void makeProduct(List<String> skus, String tax) {
    String product =
        id(
            "mutation{ made: createProduct(input:{enabled:true, translations:[{languageCode:en,"
                + " name:\"Mug\", slug:\"mug\", description:\"\"}]}){ id } }",
            Map.of());
    JsonNode group =
        ask(
            "mutation($input:CreateProductOptionGroupInput!){"
                + " made: createProductOptionGroup(input:$input){ id options{ id } } }",
            Map.of(
                "input",
                Map.of(
                    "code",
                    "colour",
                    "translations",
                    named("Colour"),
                    "options",
                    skus.stream()
                        .map(sku -> Map.of("code", sku, "translations", named(sku)))
                        .toList())));
    ask(
        "mutation($product:ID!,$group:ID!){"
            + " addOptionGroupToProduct(productId:$product, optionGroupId:$group){ id } }",
        Map.of("product", product, "group", group.at("/made/id").asString()));
    List<Object> wanted = new ArrayList<>();
    for (int i = 0; i < skus.size(); i++) {
      wanted.add(
          Map.of(
              "productId",
              product,
              "sku",
              skus.get(i),
              "price",
              1_000,
              "taxCategoryId",
              tax,
              "optionIds",
              List.of(group.at("/made/options/" + i + "/id").asString()),
              "translations",
              named(skus.get(i))));
    }
    ask(
            "mutation($input:[CreateProductVariantInput!]!){"
                + " made: createProductVariants(input:$input){ id sku } }",
            Map.of("input", wanted))
        .get("made")
        .forEach(it -> variants.put(it.get("sku").asString(), it.get("id").asString()));
  }

  private static List<Object> named(String name) {
    return List.of(Map.of("languageCode", "en", "name", name));
  }

  /** As docs/connectors/vendure.md says. */
  private String makeKey() {
    String role =
        id(
            "mutation{ made: createRole(input:{code:\"onhand\", description:\"Onhand\","
                + " permissions:[ReadCatalog,UpdateCatalog,ReadOrder,ReadStockLocation]}){ id } }",
            Map.of());
    return ask(
            "mutation($role:ID!){ createApiKey(input:{roleIds:[$role],"
                + " translations:[{languageCode:en, name:\"onhand\"}]}){ apiKey } }",
            Map.of("role", role))
        .at("/createApiKey/apiKey")
        .asString();
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("address", base + ADMIN, "login", "key", "location", LOCATION);
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
        List.of("shop.js"),
        () -> new JsonClient(base).answers(STORE + "?query=%7B__typename%7D"));
  }

  @Override
  public void stop() {
    project.stop();
  }

  @Override
  public void close() {
    project.stop();
  }

  @Override
  public Optional<String> buy(Map<String, Integer> units) {
    Buyer buyer = new Buyer();
    for (Map.Entry<String, Integer> each : units.entrySet()) {
      JsonNode added =
          buyer.ask(
              "mutation($id:ID!,$units:Int!){ done: addItemToOrder(productVariantId:$id,"
                  + " quantity:$units){ __typename } }",
              Map.of("id", variants.get(each.getKey()), "units", each.getValue()));
      if (added.at("/done/__typename").asString().equals("InsufficientStockError")) {
        return Optional.empty();
      }
    }
    return Optional.of(buyer.pay());
  }

  /** Known to the shop by the token of a session that its first answer begins. */
  private final class Buyer {
    private JsonClient store = new JsonClient(base);

    String pay() {
      ask(
          """
          mutation{
            setCustomerForOrder(input:{emailAddress:"ann@example.test", firstName:"Ann",
              lastName:"Onym"}){ __typename }
            setOrderShippingAddress(input:{streetLine1:"1 rue", city:"Paris", postalCode:"75001",
              countryCode:"FR"}){ __typename }
          }
          """,
          Map.of());
      String method =
          ask("{ eligibleShippingMethods{ id } }", Map.of())
              .at("/eligibleShippingMethods/0/id")
              .asString();
      ask(
          "mutation($id:[ID!]!){ setOrderShippingMethod(shippingMethodId:$id){ __typename } }",
          Map.of("id", List.of(method)));
      JsonNode paid =
          ask(
              """
              mutation{
                moved: transitionOrderToState(state:"ArrangingPayment"){ __typename }
                paid: addPaymentToOrder(input:{method:"cash", metadata:{}}){
                  __typename ... on Order{ id state } }
              }
              """,
              Map.of());
      if (!paid.at("/paid/state").asString("").equals("PaymentSettled")) {
        throw new AssertionError("the order is not paid: " + paid);
      }
      return paid.at("/paid/id").asString();
    }

    JsonNode ask(String query, Map<String, Object> variables) {
      Answer answer = store.post(STORE, operation(query, variables));
      answer
          .headers()
          .firstValue("vendure-auth-token")
          .ifPresent(token -> store = store.with("Authorization", "Bearer " + token));
      return data(answer, query);
    }
  }

  @Override
  public void cancel(String order) {
    cancel(Map.of("orderId", order, "reason", "changed her mind"));
  }

  private void cancel(Map<String, Object> input) {
    must(
        "Order",
        "mutation($input:CancelOrderInput!){ done: cancelOrder(input:$input){ __typename"
            + " ... on ErrorResult{ message } } }",
        Map.of("input", input));
  }

  @Override
  public void send(String order) {
    List<Object> lines = new ArrayList<>();
    for (JsonNode line : lines(order)) {
      lines.add(
          Map.of(
              "orderLineId", line.get("id").asString(), "quantity", line.get("quantity").asInt()));
    }
    String parcel =
        must(
                "Fulfillment",
                "mutation($input:FulfillOrderInput!){ done: addFulfillmentToOrder(input:$input){"
                    + " __typename ... on Fulfillment{ id } ... on ErrorResult{ message } } }",
                Map.of(
                    "input",
                    Map.of(
                        "lines",
                        lines,
                        "handler",
                        Map.of(
                            "code",
                            "manual-fulfillment",
                            "arguments",
                            List.of(
                                Map.of("name", "method", "value", "post"),
                                Map.of("name", "trackingCode", "value", "1"))))))
            .get("id")
            .asString();
    for (String state : List.of("Shipped", "Delivered")) {
      must(
          "Fulfillment",
          "mutation($id:ID!,$state:String!){ done: transitionFulfillmentToState(id:$id,"
              + " state:$state){ __typename ... on ErrorResult{ message } } }",
          Map.of("id", parcel, "state", state));
    }
  }

  @Override
  public void takeBackOne(String order, String sku) {
    for (JsonNode line : lines(order)) {
      if (line.at("/productVariant/sku").asString().equals(sku)) {
        Map<String, Object> one = Map.of("orderLineId", line.get("id").asString(), "quantity", 1);
        cancel(Map.of("orderId", order, "reason", "came back", "lines", List.of(one)));
      }
    }
  }

  private JsonNode lines(String order) {
    return ask(
            "query($id:ID!){ order(id:$id){ lines{ id quantity productVariant{ sku } } } }",
            Map.of("id", order))
        .at("/order/lines");
  }

  @Override
  public Map<String, Long> left() {
    Map<String, Long> left = new HashMap<>();
    for (JsonNode variant :
        ask(
                "{ productVariants{ items{ sku stockLevels{ stockOnHand stockAllocated } } } }",
                Map.of())
            .at("/productVariants/items")) {
      long sum = 0;
      for (JsonNode level : variant.get("stockLevels")) {
        sum += level.get("stockOnHand").asLong() - level.get("stockAllocated").asLong();
      }
      left.put(variant.get("sku").asString(), sum);
    }
    return left;
  }

  private String id(String query, Map<String, Object> variables) {
    return ask(query, variables).at("/made/id").asString();
  }

  private JsonNode must(String type, String query, Map<String, Object> variables) {
    JsonNode done = ask(query, variables).get("done");
    if (!done.get("__typename").asString().equals(type)) {
      throw new AssertionError(query + " answered " + done);
    }
    return done;
  }

  private JsonNode ask(String query, Map<String, Object> variables) {
    return data(admin.post(ADMIN, operation(query, variables)), query);
  }

  private static Map<String, Object> operation(String query, Map<String, Object> variables) {
    return Map.of("query", query, "variables", variables);
  }

  private static JsonNode data(Answer answer, String query) {
    if (!answer.isGood() || answer.body().has("errors")) {
      throw new AssertionError(query + " answered " + answer.status() + ": " + answer.body());
    }
    return answer.body().get("data");
  }
}
