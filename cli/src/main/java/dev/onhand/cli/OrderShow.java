package dev.onhand.cli;

import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows what an order is, what was done for it, and how it came to that. */
@Command(
    name = "show",
    description = "Show an order: its lines, where units are reserved, every status it had.",
    footer = "  onhand order show web/1001")
final class OrderShow extends OrderCommands.OnOrder {
  private static final List<Column> AT =
      List.of(
          text("Line", "line"),
          text("SKU", "sku"),
          text("Location", "location"),
          number("Reserved", "reserved"),
          number("Fulfilled", "fulfilled"),
          number("Returned", "returned"));

  private static final List<Column> LOG =
      List.of(
          time("Received", "recorded_at"),
          text("Status", "received_status"),
          text("Means", "effect"),
          text("Verdict", "verdict"),
          text("Applied", "applied_status"),
          text("What it did", "did"),
          text("Note", "note"),
          text("By", "actor"));

  @Override
  int run() throws InterruptedException {
    JsonNode order = get(path());
    if (common.forPeople() && common.fields.isEmpty()) {
      output().object(order, OrderCommands.DETAILS);
      table("Lines", List.copyOf(order.path("lines").values()), OrderCommands.LINE);
      table("Where", places(order), AT);
      table("Every status it had", log(order), LOG);
      order.path("lines").forEach(this::sayWhatWaits);
    } else {
      output().objectWithList(order, OrderCommands.DETAILS, "lines", OrderCommands.LINE);
    }
    return Exit.OK;
  }

  private void table(String title, List<JsonNode> rows, List<Column> columns) {
    if (!rows.isEmpty()) {
      output().line("");
      output().line(title + ":");
      output().table(rows, OrderCommands.thatSaySomething(columns, rows));
    }
  }

  private void sayWhatWaits(JsonNode line) {
    long missing = Json.number(line, "backordered");
    String name = "line %s (%s)".formatted(Json.text(line, "line"), OrderCommands.item(line));
    if (missing > 0) {
      String why =
          line.hasNonNull("sku") ? "; why: onhand stock explain " + Json.text(line, "sku") : "";
      say(name + " waits for " + missing + " more" + why);
    }
    if (line.hasNonNull("parked")) {
      say(name + " is parked: " + Json.text(line, "parked"));
    }
  }

  private static List<JsonNode> log(JsonNode order) {
    List<JsonNode> entries = new ArrayList<>();
    for (JsonNode entry : order.path("log")) {
      ObjectNode shown = (ObjectNode) entry.deepCopy();
      entries.add(shown.put("did", did(entry)));
    }
    return entries;
  }

  /** Such as {@code reserved 3, 2 waiting}. */
  static String did(JsonNode entry) {
    List<String> parts = new ArrayList<>();
    for (String what : List.of("reserved", "released", "fulfilled", "returned")) {
      long units = Json.number(entry.path("moved"), what);
      if (units > 0) {
        parts.add(what + " " + units);
      }
    }
    long missing = Json.number(entry, "backordered");
    if (missing > 0) {
      parts.add(missing + " backordered");
    }
    long parked = Json.number(entry, "parked");
    if (parked > 0) {
      parts.add(Plain.many(parked, "line") + " parked");
    }
    return parts.isEmpty() ? "nothing" : String.join(", ", parts);
  }

  /** Where something of it is, was taken from or came back to. */
  private static List<JsonNode> places(JsonNode order) {
    List<JsonNode> places = new ArrayList<>();
    for (JsonNode line : order.path("lines")) {
      for (JsonNode place : line.path("by_location")) {
        long units =
            Stream.of("reserved", "fulfilled", "returned")
                .mapToLong(what -> Json.number(place, what))
                .sum();
        if (units == 0) {
          continue; // it was reserved there, and given back
        }
        places.add(
            new Json.Body()
                .with("line", Json.text(line, "line"))
                .with("sku", Json.text(place, "sku"))
                .with("location", Json.text(place, "location"))
                .with("reserved", place.path("reserved"))
                .with("fulfilled", place.path("fulfilled"))
                .with("returned", place.path("returned"))
                .node());
      }
    }
    return places;
  }
}
