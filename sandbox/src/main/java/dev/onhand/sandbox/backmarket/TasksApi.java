package dev.onhand.sandbox.backmarket;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.Work;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The asynchronous push: a CSV inside JSON, and the task that works on it some minutes later. */
final class TasksApi {
  private static final int LINES_MAX = 15_000;
  private static final Duration TIME = Duration.ofMinutes(5);
  private static final int LATE_FACTOR = 10;

  private static final int WAITING = 0;
  private static final int RUNNING = 2;
  private static final int DONE = 9;

  /** A task as it stands. */
  private static final class Task {
    private int status = WAITING;
    private final ObjectNode result = Json.object();
  }

  private final Site site;
  private final Map<String, Task> tasks = new HashMap<>();

  TasksApi(Site site) {
    this.site = site;
  }

  Work create(Request request) {
    Optional<JsonNode> body = Json.read(request.body()).filter(it -> it.path("catalog").isString());
    if (body.isEmpty()) {
      return new Work(Purpose.PUSH, 0, () -> BackMarketDialect.bad("parameter catalog not found"));
    }
    List<List<String>> rows =
        Csv.rows(
            body.get().path("catalog").stringValue(),
            sign(body.get(), "delimiter", ','),
            sign(body.get(), "quotechar", '"'));
    int lines = Math.max(0, rows.size() - 1);
    return new Work(Purpose.PUSH, lines, () -> create(rows));
  }

  Work show(String id) {
    return Work.reading(
        Purpose.PUSH_RESULT,
        () -> {
          Task task = tasks.get(id);
          return task == null
              ? BackMarketDialect.error(404, "not_found", "Task not found.")
              : site.json(Purpose.PUSH_RESULT, 200, document(id, task));
        });
  }

  private Response create(List<List<String>> rows) {
    List<String> columns = rows.isEmpty() ? List.of() : rows.getFirst();
    int sku = columns.indexOf("sku");
    int quantity = columns.indexOf("quantity");
    if (sku < 0 || quantity < 0) {
      return BackMarketDialect.bad("the catalog needs the columns sku and quantity");
    }
    if (rows.size() - 1 > LINES_MAX) {
      return BackMarketDialect.bad("the catalog has more than " + LINES_MAX + " lines");
    }
    long number = 987_001L + tasks.size();
    Task task = new Task();
    tasks.put("" + number, task);
    boolean isLate = site.faults().fires(Fault.RESULT_LATE, Purpose.PUSH);
    boolean isLost = site.faults().fires(Fault.RESULT_LOST, Purpose.PUSH);
    Duration time = isLate ? TIME.multipliedBy(LATE_FACTOR) : TIME;
    List<List<String>> lines = new ArrayList<>(rows.subList(1, rows.size()));
    site.later().in(time.dividedBy(2), () -> task.status = RUNNING);
    site.later()
        .in(
            time,
            () -> {
              lines.forEach(line -> apply(line, sku, quantity, task, "task " + number));
              task.status = isLost ? RUNNING : DONE;
            });
    return site.json(
        Purpose.PUSH, 200, Json.object().put("bodymessage", number).put("statuscode", 200));
  }

  private void apply(List<String> line, int sku, int quantity, Task task, String reference) {
    String name = line.size() > sku ? line.get(sku) : "";
    String units = line.size() > quantity ? line.get(quantity) : "";
    Optional<Listing> listing = site.shop().findBySku(name);
    if (listing.isEmpty()) {
      tell(task, name, "unknown sku");
    } else if (!units.matches("\\d{1,9}")) {
      tell(task, name, "quantity must be a positive integer");
    } else if (site.faults().fires(Fault.REFUSED_ITEM, Purpose.PUSH)) {
      tell(task, name, "listing is under review");
    } else {
      site.pushIfThere(listing.get().id(), Integer.parseInt(units), reference);
      task.result.putObject(name).put("success", true);
    }
  }

  private static void tell(Task task, String sku, String error) {
    task.result.putObject(sku).put("success", false).put("error", error);
  }

  private static ObjectNode document(String id, Task task) {
    ObjectNode document = Json.object();
    document.put("task_id", Long.parseLong(id));
    document.put("action_status", task.status);
    document.putNull("last_action_error");
    document.set("result", task.status == DONE ? task.result.deepCopy() : Json.object());
    document.put("statuscode", 200);
    return document;
  }

  private static char sign(JsonNode body, String name, char usual) {
    String sign = body.path(name).asString("");
    return sign.length() == 1 ? sign.charAt(0) : usual;
  }
}
