package dev.onhand.connectors.letzshop;

import dev.onhand.connector.Cause;
import dev.onhand.connector.DeferredException;
import dev.onhand.connectors.letzshop.LetzshopDocuments.ArgumentDocument;
import dev.onhand.connectors.letzshop.LetzshopDocuments.FieldDocument;
import dev.onhand.connectors.letzshop.LetzshopDocuments.NamedDocument;
import dev.onhand.connectors.letzshop.LetzshopDocuments.SchemaDocument;
import dev.onhand.connectors.letzshop.LetzshopDocuments.TypeDocument;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
  static LetzshopSchema of(SchemaDocument schema) {
    for (String path : NEEDED) {
      if (field(schema, path).isEmpty()) {
        throw lacks(path);
      }
    }
    List<String> states =
        argument(schema, "state")
            .flatMap(state -> type(schema, state.type().innermost()))
            .map(type -> type.enumValues().stream().map(NamedDocument::name).toList())
            .orElse(List.of());
    if (states.stream().noneMatch(it -> lower(it).equals(COURSE.getFirst()))) {
      throw lacks("shipments(state: unconfirmed)");
    }
    return new LetzshopSchema(
        field(schema, "shipments.nodes").orElseThrow().type().innermost(),
        states.stream().sorted(Comparator.comparingInt(LetzshopSchema::course)).toList(),
        argument(schema, "first").isPresent()
            && argument(schema, "after").isPresent()
            && field(schema, "shipments.pageInfo.hasNextPage").isPresent()
            && field(schema, "shipments.pageInfo.endCursor").isPresent(),
        field(schema, "node").isPresent());
  }

  private static int course(String state) {
    int at = COURSE.indexOf(lower(state));
    return at < 0 ? COURSE.size() : at;
  }

  private static String lower(String state) {
    return state.toLowerCase(Locale.ROOT);
  }

  private static Optional<ArgumentDocument> argument(SchemaDocument schema, String name) {
    return field(schema, SHIPMENTS).orElseThrow().args().stream()
        .filter(it -> it.name().equals(name))
        .findFirst();
  }

  private static Optional<FieldDocument> field(SchemaDocument schema, String path) {
    String type = schema.queryType().name();
    Optional<FieldDocument> field = Optional.empty();
    for (String name : path.split("\\.")) {
      field =
          type(schema, type).stream()
              .flatMap(it -> it.fields().stream())
              .filter(it -> it.name().equals(name))
              .findFirst();
      if (field.isEmpty()) {
        return field;
      }
      type = field.get().type().innermost();
    }
    return field;
  }

  private static Optional<TypeDocument> type(SchemaDocument schema, String name) {
    return schema.types().stream().filter(it -> it.name().equals(name)).findFirst();
  }

  private static DeferredException lacks(String what) {
    return new DeferredException(
        Cause.UNEXPECTED,
        Duration.ZERO,
        "Letzshop's schema is not the one this connector was made for: there is no %s. Nothing is"
                .formatted(what)
            + " read before the connector is adapted to it");
  }
}
