package dev.onhand.sandbox.letzshop;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.Work;
import dev.onhand.sandbox.graphql.GraphqlException;
import dev.onhand.sandbox.graphql.Operation;
import dev.onhand.sandbox.graphql.Parser;
import dev.onhand.sandbox.graphql.Selection.Field;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads operations, checks who asks and answers each field at the root; and the web space. */
final class LetzshopDialect implements Dialect {
  private static final String SPACE = "space";

  private final Letzshop.Kind kind;
  private final Schema schema;
  private final ShipmentsApi shipments;
  private final WebSpace space;

  LetzshopDialect(Site site, Letzshop.Kind kind) {
    this.kind = kind;
    this.schema = new Schema(kind.lacks());
    this.shipments = new ShipmentsApi(site, schema);
    this.space = new WebSpace(site, kind);
  }

  @Override
  public Work understand(Request request) {
    List<String> path = request.segments();
    if (path.size() == 2 && path.getFirst().equals(SPACE)) {
      return space.understand(request);
    }
    if (!path.equals(List.of("graphql")) || !request.method().equals("POST")) {
      return Work.reading(Purpose.OTHER, () -> Response.html(404, "Cannot find " + request.path()));
    }
    JsonNode body = Json.read(request.body()).orElseGet(Json::object);
    try {
      Operation operation = Parser.parse(body.path("query").asString(""), body.path("variables"));
      Purpose purpose =
          operation.roots().stream()
              .findFirst()
              .map(LetzshopDialect::purpose)
              .orElse(Purpose.OTHER);
      return Work.reading(purpose, () -> answer(operation, request));
    } catch (GraphqlException wrong) {
      return Work.reading(Purpose.OTHER, () -> error(wrong.text()));
    }
  }

  private static Purpose purpose(Field root) {
    return switch (root.name()) {
      case "shipments" -> Purpose.ORDER_POLL;
      case "node" -> Purpose.ORDER_READ;
      default -> Purpose.OTHER;
    };
  }

  private Response answer(Operation operation, Request request) {
    if (!request.header("Authorization").orElse("").equals("Bearer " + kind.key())) {
      return unauthorized(request);
    }
    ObjectNode body = Json.object();
    ObjectNode data = body.putObject("data");
    try {
      for (Field root : operation.roots()) {
        data.set(root.alias(), operation.chosenOf(resolve(operation, root), root));
      }
    } catch (GraphqlException wrong) {
      return error(wrong.text());
    }
    return Response.json(200, body.toString());
  }

  private JsonNode resolve(Operation operation, Field root) {
    if (!operation.kind().equals("query") || !schema.has("Query." + root.name())) {
      throw new GraphqlException(
          200, "", "Field '%s' doesn't exist on type 'Query'".formatted(root.name()));
    }
    for (String argument : root.arguments().keySet()) {
      if (!schema.has("Query.%s.%s".formatted(root.name(), argument))) {
        throw new GraphqlException(
            200, "", "Field '%s' doesn't accept argument '%s'".formatted(root.name(), argument));
      }
    }
    return switch (root.name()) {
      case "shipments" -> shipments.list(root);
      case "node" -> shipments.one(root);
      default -> schema.document();
    };
  }

  @Override
  public Response throttled(Optional<Duration> wait) {
    Response response = Response.html(429, "Too Many Requests");
    return wait.map(time -> response.with("Retry-After", "" + time.toSeconds())).orElse(response);
  }

  /** The API says so with HTTP 200, the web space as such do. */
  @Override
  public Response unauthorized(Request request) {
    return request.segments().getFirst().equals(SPACE)
        ? Response.of(401, "text/plain", "Unauthorized")
        : error("Unauthorized");
  }

  private static Response error(String message) {
    ObjectNode body = Json.object().putNull("data");
    body.putArray("errors").addObject().put("message", message);
    return Response.json(200, body.toString());
  }
}
