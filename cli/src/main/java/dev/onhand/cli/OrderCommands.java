package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Orders and what they do to stock. */
@Command(name = "order", description = "Orders of your channels, and what they do to stock.")
@Verbs({
  OrderCommands.Put.class,
  OrderCommands.Status.class,
  OrderCommands.Reserve.class,
  OrderCommands.Fulfill.class,
  OrderCommands.Release.class,
  OrderShow.class,
  OrderMessages.class,
  OrderCommands.ListAll.class,
  OrderReapply.class,
  OrderCommands.Resource.class,
  Backorders.class,
  FailedOrderCommands.Failed.class,
  FailedOrderCommands.Retry.class,
  FailedOrderCommands.Dismiss.class
})
final class OrderCommands extends Noun {

  private static final List<Column> ROW =
      List.of(
          text("Channel", "channel"),
          text("Order", "external_id"),
          text("Status", "status"),
          number("Ordered", "ordered"),
          number("Reserved", "reserved"),
          number("Fulfilled", "fulfilled"),
          number("Backordered", "backordered"),
          number("Lines parked", "lines_parked"),
          time("Updated", "updated_at"));

  static final List<Column> DETAILS =
      List.of(
          code("ID", "id"),
          text("Channel", "channel"),
          text("Order", "external_id"),
          text("Status", "status"),
          text("Applied status", "applied_status"),
          text("Verdict", "verdict"),
          time("Held until", "hold_until"),
          number("Priority", "priority"),
          number("Version", "version"),
          time("Created", "created_at"),
          time("Updated", "updated_at"));

  static final List<Column> LINE =
      List.of(
          text("Line", "line"),
          text("SKU", "sku"),
          text("GTIN", "gtin"),
          number("Ordered", "ordered"),
          number("Cancelled", "cancelled"),
          number("Shipped", "shipped"),
          number("Returned", "returned"),
          number("Reserved", "reserved"),
          number("Fulfilled", "fulfilled"),
          number("Backordered", "backordered"),
          text("Parked", "parked"));

  private static final Pattern TYPED_LINE =
      Pattern.compile(
          "(?:gtin=(?<gtin>[0-9]+)|(?<sku>.+?)):(?<units>[0-9]{1,18})(?::(?<line>.+))?");

  /** What is done with an order as a whole. */
  abstract static class OnOrder extends Action {
    @Parameters(index = "0", paramLabel = "ORDER", description = OrderName.HELP)
    String word = "";

    @Parameters(index = "1", arity = "0..1", hidden = true)
    @Nullable String id;

    final String path() {
      return OrderName.read(word, id).path();
    }

    final void print(Reply reply) {
      OrderCommands.print(this, OrderName.read(word, id), reply);
    }
  }

  /** Columns that say nothing where they are empty, or zero, in every row. */
  private static final Set<String> OPTIONAL =
      Set.of(
          "gtin",
          "cancelled",
          "shipped",
          "returned",
          "reserved",
          "fulfilled",
          "backordered",
          "parked",
          "note");

  static List<Column> thatSaySomething(List<Column> columns, List<JsonNode> rows) {
    return columns.stream().filter(column -> saysSomething(column, rows)).toList();
  }

  private static boolean saysSomething(Column column, List<JsonNode> rows) {
    return !OPTIONAL.contains(column.field())
        || rows.stream()
            .map(column::value)
            .anyMatch(value -> value.isNumber() ? value.longValue() != 0 : !value.isNull());
  }

  private static void printWithLines(Action action, JsonNode order) {
    List<JsonNode> lines = List.copyOf(order.path("lines").values());
    boolean forPeople = action.common.forPeople() && action.common.fields.isEmpty();
    List<Column> columns = forPeople ? thatSaySomething(LINE, lines) : LINE;
    action.output().objectWithList(order, DETAILS, "lines", columns);
  }

  static void print(Action action, OrderName name, Reply reply) {
    JsonNode order = reply.body();
    printWithLines(action, order);
    for (JsonNode line : order.path("skipped")) {
      long units = Json.number(line, "units");
      action.say(
          "skipped line %s (%s): %s%s"
              .formatted(
                  Json.text(line, "line"),
                  item(line),
                  units == 0 ? "" : units + " missing, ",
                  Json.text(line, "reason")));
    }
    for (JsonNode hold : order.path("holds_taken")) {
      action.say("took over hold " + hold.asString());
    }
    for (JsonNode shipment : order.path("doubtful_shipments")) {
      action.say("note: " + Json.text(shipment, "detail"));
    }
    if (order.hasNonNull("status") && !order.hasNonNull("applied_status")) {
      action.say(
          "note: no status of it means anything for stock yet; see: onhand channel show "
              + name.channel());
    }
    action.say("Order %s/%s: %s.".formatted(name.channel(), name.id(), told(order)));
  }

  static String item(JsonNode line) {
    return line.hasNonNull("sku") ? Json.text(line, "sku") : "GTIN " + Json.text(line, "gtin");
  }

  /** Such as {@code reserved 3 items, skipped 1}, and what else moved. */
  private static String told(JsonNode order) {
    List<String> parts = new ArrayList<>();
    long reserved = Json.number(order, "reserved_count");
    int skipped = order.path("skipped").size();
    add(parts, "shipped", Json.number(order.path("moved"), "fulfilled"));
    add(parts, "released", Json.number(order.path("moved"), "released"));
    add(parts, "took back", Json.number(order.path("moved"), "returned"));
    if (parts.isEmpty() || reserved > 0 || skipped > 0) {
      parts.add("reserved %d %s".formatted(reserved, reserved == 1 ? "item" : "items"));
      parts.add("skipped " + skipped);
    }
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, String what, long units) {
    if (units > 0) {
      parts.add(what + " " + Plain.many(units, "unit"));
    }
  }

  /**
   * Reads lines such as {@code MUG-1:2} or {@code gtin=4006381333931:2}; a SKU may itself hold a
   * colon.
   */
  static ArrayNode lines(List<String> typed) {
    ArrayNode lines = JsonNodeFactory.instance.arrayNode();
    for (String line : typed) {
      Matcher parts = TYPED_LINE.matcher(line);
      if (!parts.matches()) {
        throw CommandException.usage(
            "'" + line + "' does not say how many", "for example: --line MUG-1:2");
      }
      String name = parts.group("line");
      lines.add(
          new Json.Body()
              .with("line", name == null ? Integer.toString(lines.size() + 1) : name)
              .with("sku", parts.group("sku"))
              .with("gtin", parts.group("gtin"))
              .with("quantity", Long.valueOf(parts.group("units")))
              .node());
    }
    return lines;
  }

  @Command(
      name = "put",
      description =
          "Hand in an order as its channel shows it now, all of it. The same again changes nothing.",
      footer = {
        "  onhand order put web/1001 --status processing --line MUG-1:2 --line CUP-2:1",
        "  onhand order put web/1001 --status paid --line MUG-1:2 --hold cart-17",
        "  onhand order put web/1001 --file snapshot.json"
      })
  static final class Put extends OnOrder {
    @Option(names = "--status", paramLabel = "STATUS", description = "As the channel calls it.")
    @Nullable String status;

    @Option(
        names = "--priority",
        paramLabel = "N",
        description = "With --line: higher is filled first where stock is short. Default: 0.")
    @Nullable Long priority;

    @Option(
        names = "--line",
        paramLabel = "SKU:N[:LINE]",
        description =
            "How many of what, once for each line; LINE is its name in the order, else 1, 2, 3 …"
                + " By GTIN: gtin=4006381333931:2")
    List<String> lines = new ArrayList<>();

    @Option(
        names = "--hold",
        paramLabel = "REFERENCE",
        description =
            "With --line: take over what 'onhand reservation hold' holds under this reference; as often"
                + " as there are holds.")
    List<String> holds = new ArrayList<>();

    @Option(
        names = "--file",
        paramLabel = "FILE",
        description = "The order as JSON, as the API takes it; - reads standard input.")
    @Nullable String file;

    @Mixin AllOrNothing all = new AllOrNothing();

    @Override
    int run() throws InterruptedException, IOException {
      if ((file == null) == (status == null)
          || (file == null) == lines.isEmpty()
          || (file != null && (priority != null || !holds.isEmpty()))) {
        throw CommandException.usage(
            "give --status and each --line, or --file; without lines: onhand order status",
            "for example: --status processing --line MUG-1:2");
      }
      JsonNode body = file == null ? typed() : snapshot(file);
      print(api().send(all.on(Request.put(path(), body))));
      return Exit.OK;
    }

    private JsonNode typed() {
      Json.Body body = new Json.Body().with("status", status).with("priority", priority);
      if (!holds.isEmpty()) {
        ArrayNode references = JsonNodeFactory.instance.arrayNode();
        holds.forEach(references::add);
        body.with("holds", references);
      }
      return body.with("lines", lines(lines)).node();
    }

    private JsonNode snapshot(String name) throws IOException {
      Path path = surroundings().directory().resolve(name);
      if (!name.equals("-") && !Files.isReadable(path)) {
        throw CommandException.usage("there is no file '" + name + "' that can be read", "");
      }
      byte[] bytes =
          name.equals("-")
              ? surroundings().streams().in().readAllBytes()
              : Files.readAllBytes(path);
      return Json.read(bytes)
          .filter(JsonNode::isObject)
          .orElseThrow(
              () ->
                  CommandException.usage(
                      name + " is not an order as JSON",
                      "for example: {\"status\":\"processing\",\"lines\":[{\"line\":\"1\",\"sku\":\"MUG-1\",\"quantity\":2}]}"));
    }
  }

  /** What is to become of an order whose lines cannot all be reserved. */
  static final class AllOrNothing {
    @Option(
        names = "--no-skip-missing",
        description =
            "Refuse it where lines cannot be reserved in full, and name them. Default: they wait.")
    boolean refuse;

    Request on(Request request) {
      return refuse ? request.query(request.query().with("skip_missing", "false")) : request;
    }
  }

  @Command(
      name = "reserve",
      description = "Reserve all open units of an order, whatever its status.",
      footer = "  onhand order reserve web/1001 --no-skip-missing")
  static final class Reserve extends OnOrder {
    @Mixin AllOrNothing all = new AllOrNothing();

    @Override
    int run() throws InterruptedException {
      print(api().send(all.on(Request.post(path() + "/reserve", Json.object()))));
      return Exit.OK;
    }
  }

  @Command(
      name = "fulfill",
      description = "Ship all open units of an order, whatever its status.",
      footer = "  onhand order fulfill web/1001")
  static final class Fulfill extends OnOrder {
    @Override
    int run() throws InterruptedException {
      print(api().send(Request.post(path() + "/fulfill", Json.object())));
      return Exit.OK;
    }
  }

  @Command(
      name = "release",
      description = "Give back what is reserved for an order, whatever its status.",
      footer = "  onhand order release web/1001")
  static final class Release extends OnOrder {
    @Override
    int run() throws InterruptedException {
      print(api().send(Request.post(path() + "/release", Json.object())));
      return Exit.OK;
    }
  }

  @Command(
      name = "status",
      description = "Hand in a status alone: it concerns all units that are still open.",
      footer = "  onhand order status web/1001 shipped")
  static final class Status extends Action {
    @Parameters(index = "0", paramLabel = "ORDER", description = OrderName.HELP)
    String first = "";

    @Parameters(index = "1", paramLabel = "STATUS", description = "As the channel calls it.")
    String second = "";

    @Parameters(index = "2", arity = "0..1", hidden = true)
    @Nullable String third;

    @Override
    int run() throws InterruptedException {
      OrderName.AndWord typed = OrderName.AndWord.read(first, second, third);
      JsonNode body = new Json.Body().with("status", typed.word()).node();
      Reply reply = api().send(Request.post(typed.order().path() + "/status", body));
      print(this, typed.order(), reply);
      return Exit.OK;
    }
  }

  @Command(
      name = "resource",
      description = {
        "Reserve a line's units at another location than where they are, all or none.",
        "What is there already is not moved, and no later snapshot moves it back."
      },
      footer = {
        "  onhand order resource web/1001 1 --to OUTLET",
        "  onhand order resource web/1001 1 --from MAIN --to OUTLET --quantity 2"
      })
  static final class Resource extends Action {
    @Parameters(index = "0", paramLabel = "ORDER", description = OrderName.HELP)
    String first = "";

    @Parameters(index = "1", paramLabel = "LINE", description = "The line's name in the order.")
    String second = "";

    @Parameters(index = "2", arity = "0..1", hidden = true)
    @Nullable String third;

    @Option(
        names = "--to",
        required = true,
        paramLabel = "CODE",
        description = "Code of the location to reserve them at.")
    String to = "";

    @Option(
        names = "--from",
        paramLabel = "CODE",
        description = "Only what is reserved at this location; else from wherever it is.")
    @Nullable String from;

    @Option(
        names = "--quantity",
        paramLabel = "N",
        description = "How many units of the line should be reserved there; else all.")
    @Nullable Long quantity;

    @Override
    int run() throws InterruptedException {
      Json.Body body = new Json.Body().with("to", to).with("from", from);
      body.with("quantity", quantity);
      OrderName.AndWord typed = OrderName.AndWord.read(first, second, third);
      String path = typed.order().path() + "/lines/" + Request.segment(typed.word()) + "/resource";
      Reply reply = api().send(Request.post(path, body.node()));
      printWithLines(this, reply.body());
      long moved = Json.number(reply.body().path("moved"), "reserved");
      say(
          moved == 0
              ? "It is so already: nothing was moved."
              : "Moved %d reserved %s to %s.".formatted(moved, moved == 1 ? "unit" : "units", to));
      return Exit.OK;
    }
  }

  @Command(
      name = "list",
      description = "List orders, newest first.",
      footer = {"  onhand order list --channel web", "  onhand order list --backordered"})
  static final class ListAll extends Action {
    @Option(names = "--channel", paramLabel = "CODE", description = "Only those of this channel.")
    @Nullable String channel;

    @Option(
        names = "--status",
        paramLabel = "STATUS",
        description = "Only those with this status, as the channel calls it.")
    @Nullable String status;

    @Option(names = "--backordered", description = "Only those that wait for stock.")
    boolean backordered;

    @Option(
        names = "--parked",
        description = "Only those with lines that nothing can be done for, such as an unknown SKU.")
    boolean parked;

    @Mixin Paging paging = new Paging();

    @Override
    int run() {
      Query query =
          Query.none()
              .with("channel", channel)
              .with("status", status)
              .when("backordered", backordered)
              .when("parked", parked);
      printList("/orders", query, paging, ROW);
      return Exit.OK;
    }
  }
}
