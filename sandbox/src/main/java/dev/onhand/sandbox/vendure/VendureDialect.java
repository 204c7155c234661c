package dev.onhand.sandbox.vendure;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads operations, checks who asks and answers each field at the root. */
final class VendureDialect implements Dialect {
  private final Sessions sessions;
  private final VariantsApi variants;
  private final OrdersApi orders;

  VendureDialect(Site site, String key, Stamps stamps) {
    this.sessions = new Sessions(site, key);
    this.variants = new VariantsApi(site, stamps);
    this.orders = new OrdersApi(site, stamps);
  }

  @Override
  public Work understand(Request request) {
    if (!request.segments().equals(List.of("admin-api")) || !request.method().equals("POST")) {
      return Work.reading(Purpose.OTHER, () -> Response.html(404, "Cannot find " + request.path()));
    }
    JsonNode body = Json.read(request.body()).orElseGet(Json::object);
    try {
      Operation operation = Parser.parse(body.path("query").asString(""), body.path("variables"));
      List<Field> roots = operation.roots();
      Purpose purpose = roots.isEmpty() ? Purpose.OTHER : purpose(roots.getFirst());
      int lines = roots.stream().mapToInt(VendureDialect::lines).sum();
      return new Work(purpose, lines, () -> answer(operation, request));
    } catch (GraphqlException wrong) {
      return Work.reading(Purpose.OTHER, () -> error(wrong));
    }
  }

  private static Purpose purpose(Field root) {
    return switch (root.name()) {
      case "login", "logout" -> Purpose.LOGIN;
      case "productVariants", "productVariant" -> Purpose.LISTING_READ;
      case "updateProductVariants" -> Purpose.PUSH;
      case "orders" ->
          root.argument("options").path("filter").has("id")
              ? Purpose.ORDER_READ
              : Purpose.ORDER_POLL;
      case "order" -> Purpose.ORDER_READ;
      default -> Purpose.OTHER;
    };
  }

  private static int lines(Field root) {
    int lines = 0;
    if (root.name().equals("updateProductVariants")) {
      for (JsonNode variant : root.argument("input")) {
        lines += variant.path("stockLevels").size();
      }
    }
    return lines;
  }

  private Response answer(Operation operation, Request request) {
    List<Response.Header> headers = new ArrayList<>();
    ObjectNode body = Json.object();
    ObjectNode data = body.putObject("data");
    try {
      for (Field root : operation.roots()) {
        JsonNode document = resolve(operation, root, request, headers);
        data.set(root.alias(), operation.chosenOf(document, root));
      }
    } catch (GraphqlException wrong) {
      return error(wrong);
    }
    Response response = Response.json(200, body.toString());
    for (Response.Header header : headers) {
      response = response.with(header.name(), header.value());
    }
    return response;
  }

  private JsonNode resolve(
      Operation operation, Field root, Request request, List<Response.Header> headers) {
    boolean isMutation = operation.kind().equals("mutation");
    if (isMutation && root.name().equals("login")) {
      return logIn(root, headers);
    }
    if (!sessions.isGood(request)) {
      throw forbidden();
    }
    return switch ((isMutation ? "mutation " : "query ") + root.name()) {
      case "query productVariants" -> variants.list(root);
      case "query productVariant" -> variants.one(root);
      case "query stockLocations" -> variants.locations();
      case "query orders" -> orders.list(root);
      case "query order" -> orders.one(root);
      case "query me" -> user();
      case "mutation updateProductVariants" -> variants.update(root);
      case "mutation logout" -> {
        sessions.end(request);
        yield Json.object().put("__typename", "Success").put("success", true);
      }
      default ->
          throw new GraphqlException(
              400,
              "GRAPHQL_VALIDATION_FAILED",
              "Cannot query field \"%s\" on type \"%s\"."
                  .formatted(root.name(), isMutation ? "Mutation" : "Query"));
    };
  }

  /** The token comes in a header, and as a cookie. */
  private ObjectNode logIn(Field root, List<Response.Header> headers) {
    Optional<String> token =
        sessions.logIn(
            root.argument("username").asString(""), root.argument("password").asString(""));
    if (token.isEmpty()) {
      return Json.object()
          .put("__typename", "InvalidCredentialsError")
          .put("errorCode", "INVALID_CREDENTIALS_ERROR")
          .put("message", "The provided credentials are invalid");
    }
    headers.add(new Response.Header(Sessions.HEADER, token.get()));
    headers.add(new Response.Header("Set-Cookie", "session=" + token.get() + "; path=/; httponly"));
    headers.add(new Response.Header("Set-Cookie", "session.sig=c2ln; path=/; httponly"));
    return user();
  }

  private static ObjectNode user() {
    return Json.object()
        .put("__typename", "CurrentUser")
        .put("id", "1")
        .put("identifier", Vendure.USER);
  }

  /**
   * The shop itself calls nobody. A plugin of its developer hears the events of its bus, and posts
   * {@code {"id":…}} of the order with their name in a header.
   */
  @Override
  public Optional<Webhooks.Message> webhook(Happening happening, Order order) {
    String event =
        switch (happening) {
          case PAID -> "OrderPlacedEvent"; // here a cart becomes an order
          case CANCELLED, UNPAID -> "OrderStateTransitionEvent";
          case FULFILLED -> "FulfillmentStateTransitionEvent";
          case REFUNDED, RETURNED -> "RefundStateTransitionEvent";
          case PLACED, ACCEPTED -> "";
        };
    byte[] body = Json.object().put("id", order.id()).toString().getBytes(StandardCharsets.UTF_8);
    return event.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Webhooks.Message(List.of(new Response.Header("x-vendure-event", event)), body));
  }

  /** The shop has no limits: a proxy in front answers. */
  @Override
  public Response throttled(Optional<Duration> wait) {
    return Response.html(429, "Too Many Requests");
  }

  /** There is no 401. */
  @Override
  public Response unauthorized(Request request) {
    sessions.end(request);
    return error(forbidden());
  }

  @Override
  public Response serverError() {
    return error(new GraphqlException(200, "INTERNAL_SERVER_ERROR", "Internal server error"));
  }

  private static GraphqlException forbidden() {
    return new GraphqlException(
        200, "FORBIDDEN", "You are not currently authorized to perform this action");
  }

  private static Response error(GraphqlException wrong) {
    ObjectNode body = Json.object();
    ObjectNode error = body.putArray("errors").addObject().put("message", wrong.text());
    if (!wrong.code().isEmpty()) {
      error.putObject("extensions").put("code", wrong.code());
    }
    if (wrong.status() == 200) {
      body.putNull("data");
    }
    return Response.json(wrong.status(), body.toString());
  }
}
