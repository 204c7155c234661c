package dev.onhand.sandbox.magento;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.Work;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The asynchronous push: many ordinary bodies in one call, each worked on by itself a while later.
 */
final class BulkApi {
  private static final Duration TIME = Duration.ofSeconds(20);
  private static final int LATE_FACTOR = 10;
  private static final int ELEMENTS_MAX = 5_000;

  private static final int COMPLETE = 1;
  private static final int FAILED = 3;
  private static final int OPEN = 4;

  /** One of the bodies. */
  private static final class Operation {
    private final int id;
    private final JsonNode body;
    private int status = OPEN;
    private String message = "";

    private Operation(int id, JsonNode body) {
      this.id = id;
      this.body = body;
    }
  }

  /** One call. */
  private record Bulk(String startedAt, List<Operation> operations) {}

  private final Site site;
  private final PushApi pushes;
  private final boolean limitsInput;
  private final Map<String, Bulk> bulks = new HashMap<>();

  BulkApi(Site site, PushApi pushes, boolean limitsInput) {
    this.site = site;
    this.pushes = pushes;
    this.limitsInput = limitsInput;
  }

  Work create(Request request) {
    JsonNode bodies = Json.read(request.body()).orElseGet(Json::array);
    int lines = bodies.valueStream().mapToInt(it -> it.path("sourceItems").size()).sum();
    return new Work(Purpose.PUSH, lines, () -> create(bodies));
  }

  Work route(List<String> path) {
    return Work.reading(Purpose.PUSH_RESULT, () -> show(path));
  }

  private Response create(JsonNode bodies) {
    if (!bodies.isArray() || bodies.isEmpty()) {
      return Errors.of(400, "Request body must be an array of bodies");
    }
    if (limitsInput && bodies.size() > ELEMENTS_MAX) {
      return Errors.of(400, "Maximum items of type \"array\" is " + ELEMENTS_MAX);
    }
    String uuid = new UUID(site.random().nextLong(), site.random().nextLong()).toString();
    List<Operation> operations = new ArrayList<>();
    ObjectNode answer = Json.object().put("bulk_uuid", uuid);
    ArrayNode accepted = answer.putArray("request_items");
    for (int i = 0; i < bodies.size(); i++) {
      // Published examples show ids that are not the index of the body.
      operations.add(new Operation(bodies.size() - 1 - i, bodies.get(i)));
      accepted.addObject().put("id", i).put("data_hash", "hash-" + i).put("status", "accepted");
    }
    bulks.put(uuid, new Bulk(Times.of(site.shop().now()), operations));
    boolean isLate = site.faults().fires(Fault.RESULT_LATE, Purpose.PUSH);
    boolean isLost = site.faults().fires(Fault.RESULT_LOST, Purpose.PUSH);
    site.later()
        .in(
            isLate ? TIME.multipliedBy(LATE_FACTOR) : TIME,
            () -> operations.forEach(each -> work(each, isLost)));
    return site.json(Purpose.PUSH, 202, answer.put("errors", false));
  }

  private void work(Operation operation, boolean isLost) {
    Optional<Response> refusal = pushes.apply(operation.body);
    if (!isLost) {
      operation.status = refusal.isEmpty() ? COMPLETE : FAILED;
      operation.message =
          refusal
              .flatMap(it -> Json.read(it.body()))
              .map(it -> it.path("message").asString(""))
              .orElse(
                  "Service execution success Magento\\InventoryApi\\Api\\SourceItemsSaveInterface::execute");
    }
  }

  private Response show(List<String> path) {
    Bulk bulk = path.isEmpty() ? null : bulks.get(path.getFirst());
    if (bulk == null) {
      return Errors.of(404, "Requested bulk was not found");
    }
    if (path.size() == 3 && path.get(1).equals("operation-status")) {
      long count =
          bulk.operations().stream().filter(it -> path.get(2).equals("" + it.status)).count();
      return Response.json(200, "" + count);
    }
    boolean isDetailed = path.size() == 2 && path.get(1).equals("detailed-status");
    if (!isDetailed && !(path.size() == 2 && path.get(1).equals("status"))) {
      return Errors.noRoute();
    }
    return site.json(Purpose.PUSH_RESULT, 200, document(path.getFirst(), bulk, isDetailed));
  }

  private static ObjectNode document(String uuid, Bulk bulk, boolean isDetailed) {
    ObjectNode document = Json.object();
    document.put("bulk_id", uuid);
    document.put("operation_count", bulk.operations().size());
    document.put("user_type", 1);
    document.put("start_time", bulk.startedAt());
    ArrayNode list = document.putArray("operations_list");
    for (Operation operation : bulk.operations()) {
      ObjectNode row = list.addObject().put("id", operation.id).put("status", operation.status);
      if (operation.status == FAILED) {
        row.put("error_code", 0);
      } else {
        row.putNull("error_code");
      }
      row.put("result_message", operation.message);
      if (isDetailed) {
        row.put("bulk_uuid", uuid);
        row.put(
            "topic_name", "async.magento.inventoryapi.api.sourceitemssaveinterface.execute.post");
        ObjectNode data = Json.object().putNull("entity_id").put("entity_link", "");
        data.put("meta_information", operation.body.toString());
        row.put("serialized_data", data.toString());
      }
    }
    return document;
  }
}
