package dev.onhand.connectors.letzshop;

import dev.onhand.connector.Cause;
import dev.onhand.connector.DeferredException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What the marketplace's schema says of itself. A file of its own, which other connectors do not
 * have: of Letzshop no schema is published, so that it is read where it runs.
 *
 * @param shipment its name for what is read as an order
 * @param states those that shipments may be asked for by, in the order in which a shipment meets
 *     them: one that moves on while they are read is met again, and not missed
 * @param hasPages whether lists are asked for in pages
 * @param hasNodes whether one shipment can be asked for by its id
 */
record LetzshopSchema(String shipment, List<String> states, boolean hasPages, boolean hasNodes) {

  private static final String SHIPMENTS = "shipments";

  /** What is read, as a path from the root. */
  private static final List<String> NEEDED =
      List.of(
          "shipments.nodes.id",
          "shipments.nodes.state",
          "shipments.nodes.order.completedAt",
          "shipments.nodes.order.shipAddress.zipCode",
          "shipments.nodes.order.shipAddress.country.iso",
          "shipments.nodes.inventoryUnits.id",
          "shipments.nodes.inventoryUnits.state",
          "shipments.nodes.inventoryUnits.variant.sku",
          "shipments.nodes.inventoryUnits.variant.tradeId.number");

  private static final List<String> COURSE = List.of("unconfirmed", "confirmed");

  LetzshopSchema {
    states = List.copyOf(states);
  }

  /**
   * @throws DeferredException if it lacks something that is needed; says what
   */
  static LetzshopSchema of(JsonNode schema) {
    for (String path : NEEDED) {
      if (!has(schema, path)) {
        throw lacks(path);
      }
    }
    JsonNode list = field(schema, SHIPMENTS);
    List<String> states =
        named(schema.path("types"), innermost(named(list.path("args"), "state")))
            .path("enumValues")
            .valueStream()
            .map(value -> value.path("name").asString(""))
            .toList();
    if (states.stream().noneMatch(it -> lower(it).equals(COURSE.getFirst()))) {
      throw lacks("shipments(state: unconfirmed)");
    }
    return new LetzshopSchema(
        innermost(field(schema, "shipments.nodes")),
        states.stream().sorted(Comparator.comparingInt(LetzshopSchema::course)).toList(),
        Stream.of("first", "after").noneMatch(it -> named(list.path("args"), it).isMissingNode())
            && has(schema, "shipments.pageInfo.hasNextPage")
            && has(schema, "shipments.pageInfo.endCursor"),
        has(schema, "node"));
  }

  private static int course(String state) {
    int at = COURSE.indexOf(lower(state));
    return at < 0 ? COURSE.size() : at;
  }

  private static String lower(String state) {
    return state.toLowerCase(Locale.ROOT);
  }

  private static boolean has(JsonNode schema, String path) {
    return !field(schema, path).isMissingNode();
  }

  private static JsonNode field(JsonNode schema, String path) {
    String type = schema.at("/queryType/name").asString("");
    JsonNode field = schema;
    for (String name : path.split("\\.")) {
      field = named(named(schema.path("types"), type).path("fields"), name);
      type = innermost(field);
    }
    return field;
  }

  /** Of a list; missing: there is none of that name. */
  private static JsonNode named(JsonNode list, String name) {
    return list.valueStream()
        .filter(it -> it.path("name").asString("").equals(name))
        .findFirst()
        .orElseGet(MissingNode::getInstance);
  }

  /** The type of a field or an argument: a list, or what may not be null, is of another type. */
  private static String innermost(JsonNode typed) {
    JsonNode type = typed.path("type");
    while (type.hasNonNull("ofType")) {
      type = type.path("ofType");
    }
    return type.path("name").asString("");
  }

  private static DeferredException lacks(String what) {
    return new DeferredException(
        Cause.UNEXPECTED,
        "Letzshop's schema is not the one this connector was made for: there is no %s. Nothing is"
                .formatted(what)
            + " read before the connector is adapted to it");
  }
}
