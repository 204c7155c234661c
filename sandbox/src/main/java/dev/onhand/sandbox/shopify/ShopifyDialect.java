package dev.onhand.sandbox.shopify;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.Webhooks;
import dev.onhand.sandbox.Work;
import dev.onhand.sandbox.graphql.GraphqlException;
import dev.onhand.sandbox.graphql.Operation;
import dev.onhand.sandbox.graphql.Parser;
import dev.onhand.sandbox.graphql.Selection.Field;
import dev.onhand.sandbox.shop.Happening;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads operations, checks who asks and what for, and answers each field at the root. */
final class ShopifyDialect implements Dialect {
  private static final List<String> GRAPHQL = List.of("admin", "api", "2026-04", "graphql.json");
  private static final List<String> TOKEN = List.of("admin", "oauth", "access_token");

  /** What each field at the root needs. */
  private static final Map<String, String> SCOPES =
      Map.of(
          "inventoryItems", "read_inventory",
          "bulkOperationRunQuery", "read_inventory",
          "inventorySetQuantities", "write_inventory",
          "locations", "read_locations",
          "orders", "read_orders");

  private final Site site;
  private final Tokens tokens;
  private final Set<String> missingScopes;
  private final ItemsApi items;
  private final BulkApi bulk;
  private final OrdersApi orders;
  private final Costs costs;

  ShopifyDialect(
      Site site,
      Tokens tokens,
      Set<String> missingScopes,
      ItemsApi items,
      BulkApi bulk,
      double restoreRate) {
    this.site = site;
    this.tokens = tokens;
    this.missingScopes = missingScopes;
    this.items = items;
    this.bulk = bulk;
    this.orders = new OrdersApi(site);
    this.costs = new Costs(site.shop().now(), restoreRate);
  }

  @Override
  public Work understand(Request request) {
    if (request.segments().equals(TOKEN) && request.method().equals("POST")) {
      return Work.reading(Purpose.LOGIN, () -> tokens.token(request));
    }
    if (request.segments().size() == 2 && request.segments().getFirst().equals("bulk")) {
      return bulk.file(request);
    }
    if (!request.segments().equals(GRAPHQL) || !request.method().equals("POST")) {
      return Work.reading(Purpose.OTHER, () -> Response.json(404, "{\"errors\":\"Not Found\"}"));
    }
    try {
      Operation operation = operation(request);
      Purpose purpose =
          operation.roots().stream().findFirst().map(ShopifyDialect::purpose).orElse(Purpose.OTHER);
      int lines =
          operation.roots().stream()
              .mapToInt(it -> it.argument("input").path("quantities").size())
              .sum();
      return new Work(purpose, lines, () -> answer(operation, request, purpose));
    } catch (GraphqlException wrong) {
      return Work.reading(Purpose.OTHER, () -> error(wrong, 0));
    }
  }

  private static Operation operation(Request request) {
    JsonNode body = Json.read(request.body()).orElseGet(Json::object);
    return Parser.parse(body.path("query").asString(""), body.path("variables"));
  }

  private static Purpose purpose(Field root) {
    return switch (root.name()) {
      case "inventoryItems", "bulkOperationRunQuery", "bulkOperation" -> Purpose.LISTING_READ;
      case "inventorySetQuantities" -> Purpose.PUSH;
      case "orders" -> Purpose.ORDER_POLL;
      case "nodes" ->
          root.argument("ids").path(0).asString("").contains("/Order/")
              ? Purpose.ORDER_READ
              : Purpose.LISTING_READ;
      default -> Purpose.OTHER;
    };
  }

  @Override
  public Optional<Duration> refuses(Request request) {
    if (!request.segments().equals(GRAPHQL)) {
      return Optional.empty();
    }
    try {
      return costs.take(Costs.of(operation(request)), site.shop().now());
    } catch (GraphqlException _) {
      return Optional.empty();
    }
  }

  private Response answer(Operation operation, Request request, Purpose purpose) {
    if (!tokens.isGood(request)) {
      return Tokens.refused();
    }
    int cost = Costs.of(operation);
    ObjectNode body = Json.object();
    ObjectNode data = body.putObject("data");
    try {
      Costs.requireAllowed(cost);
      for (Field root : operation.roots()) {
        requireScope(root);
        data.set(root.alias(), operation.chosenOf(resolve(operation, root), root));
      }
    } catch (GraphqlException wrong) {
      return error(wrong, cost);
    }
    costs.tell(body, cost, true, site.shop().now());
    return site.json(purpose, 200, body).with("X-Shopify-API-Version", "2026-04");
  }

  private void requireScope(Field root) {
    String scope = SCOPES.getOrDefault(root.name(), "");
    if (missingScopes.contains(scope)) {
      throw new GraphqlException(
          200,
          "ACCESS_DENIED",
          "Access denied for %s field. Required access: `%s` access scope."
              .formatted(root.name(), scope));
    }
  }

  private JsonNode resolve(Operation operation, Field root) {
    return switch (operation.kind() + " " + root.name()) {
      case "query inventoryItems" -> items.list(root);
      case "query orders" -> orders.list(root);
      case "query nodes" -> nodes(root);
      case "query locations" -> ItemsApi.locations();
      case "mutation inventorySetQuantities" -> items.set(root);
      case "mutation bulkOperationRunQuery" -> bulk.run(root);
      case "query bulkOperation" -> bulk.show(root);
      default ->
          throw new GraphqlException(
              200, "undefinedField", "Field '%s' doesn't exist".formatted(root.name()));
    };
  }

  private ArrayNode nodes(Field root) {
    ArrayNode nodes = Json.array();
    for (JsonNode id : root.argument("ids")) {
      String gid = id.asString("");
      JsonNode found = gid.contains("/Order/") ? orders.one(gid, root) : items.one(gid);
      nodes.add(found.isMissingNode() ? NullNode.getInstance() : found);
    }
    return nodes;
  }

  /** Payloads are of the older API, with numbers for ids. */
  @Override
  public Optional<Webhooks.Message> webhook(Happening happening, Order order) {
    String topic =
        switch (happening) {
          case PLACED -> "orders/create";
          case CANCELLED, UNPAID -> "orders/cancelled";
          default -> "orders/updated";
        };
    ObjectNode body = Json.object().put("id", order.number());
    body.put("admin_graphql_api_id", order.id()).put("updated_at", order.updatedAt().toString());
    ArrayNode lines = body.putArray("line_items");
    order
        .lines()
        .forEach(
            line ->
                lines
                    .addObject()
                    .put("id", line.number())
                    .put("sku", line.item().sku())
                    .put("quantity", line.ordered()));
    return Optional.of(
        new Webhooks.Message(
            List.of(
                new Response.Header("Content-Type", "application/json"),
                new Response.Header("X-Shopify-Topic", topic),
                new Response.Header("X-Shopify-API-Version", "2026-04")),
            body.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** With HTTP 200, and what there is left. */
  @Override
  public Response throttled(Optional<Duration> wait) {
    return error(new GraphqlException(200, "THROTTLED", "Throttled"), 502);
  }

  @Override
  public Response unauthorized(Request request) {
    tokens.end(request);
    return Tokens.refused();
  }

  @Override
  public Response serverError() {
    return error(
        new GraphqlException(
            200, "INTERNAL_SERVER_ERROR", "Internal error. Looks like something went wrong"),
        10);
  }

  private Response error(GraphqlException wrong, int cost) {
    ObjectNode body = Json.object();
    body.putArray("errors")
        .addObject()
        .put("message", wrong.text())
        .putObject("extensions")
        .put("code", wrong.code());
    costs.tell(body, cost, false, site.shop().now());
    return Response.json(200, body.toString());
  }
}
