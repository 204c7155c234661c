package dev.onhand.sandbox.shopify;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.Work;
import dev.onhand.sandbox.graphql.GraphqlException;
import dev.onhand.sandbox.graphql.Operation;
import dev.onhand.sandbox.graphql.Parser;
import dev.onhand.sandbox.graphql.Selection.Field;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shopify.Shopify.Bulk;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Queries for all items that are worked on later, into a file of one document a line. */
final class BulkApi {
  private static final Duration WORK = Duration.ofSeconds(10);
  private static final String ID = "gid://shopify/BulkOperation/";

  private final Site site;
  private final ItemsApi items;
  private final Bulk bulk;
  private final List<Made> made = new ArrayList<>();

  private record Made(Instant at, List<String> lines) {}

  BulkApi(Site site, ItemsApi items, Bulk bulk) {
    this.site = site;
    this.items = items;
    this.bulk = bulk;
  }

  /** What is asked for is written as a text, so that it has no variables. */
  ObjectNode run(Field root) {
    ObjectNode answer = Json.object().put("__typename", "BulkOperationRunQueryPayload");
    if (bulk == Bulk.REFUSED) {
      answer.putNull("bulkOperation");
      answer
          .putArray("userErrors")
          .addObject()
          .put("__typename", "BulkOperationUserError")
          .put("code", "OPERATION_IN_PROGRESS")
          .put("message", "Too many bulk operations are in progress.")
          .putNull("field");
      return answer;
    }
    Operation inner = Parser.parse(root.argument("query").asString(""), Json.object());
    Field asked = inner.roots().getFirst();
    if (!asked.name().equals("inventoryItems") || asked.arguments().containsKey("first")) {
      throw new GraphqlException(200, "BAD_REQUEST", "Not a bulk query: " + asked.name());
    }
    made.add(
        new Made(
            site.shop().now(),
            site.shop().listings().stream().map(it -> line(inner, asked, it)).toList()));
    answer.set("bulkOperation", state(made.size() - 1));
    answer.putArray("userErrors");
    return answer;
  }

  private String line(Operation inner, Field asked, Listing listing) {
    ObjectNode connection = Json.object().put("__typename", "InventoryItemConnection");
    ObjectNode edge = connection.putArray("edges").addObject();
    edge.put("__typename", "InventoryItemEdge").set("node", items.document(listing));
    return inner.chosenOf(connection, asked).at("/edges/0/node").toString();
  }

  JsonNode show(Field root) {
    String number = root.argument("id").asString("").replace(ID, "");
    return number.matches("\\d{1,6}") && Integer.parseInt(number) < made.size()
        ? state(Integer.parseInt(number))
        : NullNode.getInstance();
  }

  private ObjectNode state(int number) {
    Made one = made.get(number);
    boolean isOver = !site.shop().now().isBefore(one.at().plus(WORK));
    String status = bulk == Bulk.FAILED ? "FAILED" : "COMPLETED";
    ObjectNode state = Json.object().put("__typename", "BulkOperation").put("id", ID + number);
    state.put("status", isOver ? status : "RUNNING");
    state.put("errorCode", isOver && bulk == Bulk.FAILED ? "INTERNAL_SERVER_ERROR" : null);
    state.put("objectCount", Integer.toString(isOver ? one.lines().size() : 0));
    boolean hasFile = isOver && bulk == Bulk.DONE && !one.lines().isEmpty();
    return state.put("url", hasFile ? site.base() + "/bulk/" + number : null);
  }

  /** The storage behind the addresses, which knows nothing of the API's tokens. */
  Work file(Request request) {
    String number = request.segments().getLast();
    boolean isThere =
        number.matches("\\d{1,6}")
            && Integer.parseInt(number) < made.size()
            && request.header(Tokens.HEADER).isEmpty();
    return Work.reading(
        Purpose.LISTING_READ,
        () ->
            isThere
                ? Response.of(
                    200,
                    "application/jsonl",
                    made.get(Integer.parseInt(number)).lines().stream()
                        .map(it -> it + "\n")
                        .collect(Collectors.joining()))
                : Response.of(403, "application/xml", "<Error/>"));
  }
}
