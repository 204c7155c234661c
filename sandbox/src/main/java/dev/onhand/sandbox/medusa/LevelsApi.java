package dev.onhand.sandbox.medusa;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.Work;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Setting of levels, one or many; many are set all or none. */
final class LevelsApi {
  /** A level that a client wants. */
  private record Row(String item, String location, JsonNode stocked, boolean isNew) {}

  private final Site site;
  private final Levels levels;
  private final InventoryApi inventory;

  LevelsApi(Site site, Levels levels, InventoryApi inventory) {
    this.site = site;
    this.levels = levels;
    this.inventory = inventory;
  }

  Response update(String item, String location, Request request) {
    return Json.read(request.body())
        .map(body -> single(new Row(item, location, body.path("stocked_quantity"), false)))
        .orElseGet(LevelsApi::broken);
  }

  Response create(String item, Request request) {
    return Json.read(request.body())
        .map(
            body ->
                single(
                    new Row(
                        item,
                        body.path("location_id").asString(""),
                        body.path("stocked_quantity"),
                        true)))
        .orElseGet(LevelsApi::broken);
  }

  private Response single(Row row) {
    Optional<Response> refusal = refuse(row);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Listing item = site.shop().find(row.item()).orElseThrow();
    ObjectNode level = levels.set(item, row.location(), row.stocked().intValue());
    ObjectNode shown = inventory.item(site.shop().find(row.item()).orElseThrow());
    shown.set("location_levels", withLevel(shown.get("location_levels"), level));
    ObjectNode document = Json.object();
    document.set("inventory_item", shown);
    return site.json(Purpose.PUSH, 200, document);
  }

  /** The level as the reply claims it, also where it was not set. */
  private static ArrayNode withLevel(JsonNode all, ObjectNode level) {
    ArrayNode shown = Json.array();
    all.forEach(each -> shown.add(each.get("id").equals(level.get("id")) ? level : each));
    return shown;
  }

  /**
   * @param item whose levels all rows are; empty if each row names its own
   */
  Work batch(Request request, Optional<String> item) {
    Optional<JsonNode> body = Json.read(request.body());
    if (body.isEmpty()) {
      return new Work(Purpose.PUSH, 0, LevelsApi::broken);
    }
    List<Row> rows = new ArrayList<>();
    for (String action : List.of("update", "create")) {
      for (JsonNode row : body.get().path(action)) {
        rows.add(
            new Row(
                item.orElseGet(() -> row.path("inventory_item_id").asString("")),
                row.path("location_id").asString(""),
                row.path("stocked_quantity"),
                action.equals("create")));
      }
    }
    return new Work(Purpose.PUSH, rows.size(), () -> batch(rows));
  }

  private Response batch(List<Row> rows) {
    for (Row row : rows) {
      Optional<Response> refusal = refuse(row);
      if (refusal.isPresent()) {
        return refusal.get();
      }
    }
    ObjectNode document = Json.object();
    document.putArray("created");
    document.putArray("updated");
    for (Row row : rows) {
      Listing before = site.shop().find(row.item()).orElseThrow();
      ObjectNode level = levels.set(before, row.location(), row.stocked().intValue());
      if (row.location().equals(Ids.MAIN)) {
        // Measured: the answer of a batch shows the available number of before.
        level.put("available_quantity", before.quantity() - before.held());
      }
      document.withArray(row.isNew() ? "created" : "updated").add(level);
    }
    return site.json(Purpose.PUSH, 200, document);
  }

  private Optional<Response> refuse(Row row) {
    JsonNode stocked = row.stocked();
    boolean isStocked = levels.isStocked(row.item(), row.location());
    Response refusal = null;
    if (!stocked.isNumber()) {
      refusal = Errors.invalid("Expected type: 'number' for field 'stocked_quantity'");
    } else if (!stocked.isIntegralNumber() || !stocked.canConvertToInt()) {
      refusal = Errors.invalid("The sandbox stocks whole units only");
    } else if (stocked.intValue() < 0) {
      refusal =
          Errors.invalid("Value for field 'stocked_quantity' too small, expected at least: '0'");
    } else if (!row.isNew() && !isStocked) {
      refusal =
          Errors.notFound("Item " + row.item() + " is not stocked at location " + row.location());
    } else if (row.isNew()) {
      refusal = refuseNew(row, isStocked).orElse(null);
    }
    if (refusal == null && site.faults().fires(Fault.REFUSED_ITEM, Purpose.PUSH)) {
      refusal = Errors.notAllowed("Item " + row.item() + " is locked");
    }
    return Optional.ofNullable(refusal);
  }

  private Optional<Response> refuseNew(Row row, boolean isStocked) {
    if (!Levels.LOCATIONS.contains(row.location())) {
      return Optional.of(
          Errors.notFound("Stock locations with ids: " + row.location() + " was not found"));
    }
    if (site.shop().find(row.item()).isEmpty()) {
      return Optional.of(
          Errors.notFound("Inventory item with id: " + row.item() + " was not found"));
    }
    return isStocked
        ? Optional.of(
            Errors.invalid(
                "Inventory level with item_id: "
                    + row.item()
                    + ", location_id: "
                    + row.location()
                    + ", already exists."))
        : Optional.empty();
  }

  private static Response broken() {
    return Errors.invalid("Unexpected token in JSON");
  }
}
