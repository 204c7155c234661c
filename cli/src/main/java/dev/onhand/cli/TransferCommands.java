package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Stock on its way between locations. */
@Command(name = "transfer", description = "Goods on their way from one location to another.")
@Verbs({
  TransferCommands.Create.class,
  TransferCommands.Receive.class,
  TransferCommands.Cancel.class,
  TransferCommands.ListAll.class,
  TransferCommands.Show.class
})
final class TransferCommands extends Noun {

  private static final List<Column> ROW =
      List.of(
          code("ID", "id"),
          text("Reference", "reference"),
          text("From", "from_location"),
          text("To", "to_location"),
          code("Status", "status"),
          time("Created", "created_at"));

  private static final List<Column> DETAILS =
      List.of(
          code("ID", "id"),
          text("Reference", "reference"),
          text("From", "from_location"),
          text("To", "to_location"),
          code("Status", "status"),
          text("Note", "note"),
          number("Version", "version"),
          time("Created", "created_at"),
          time("Updated", "updated_at"));

  private static final List<Column> LINE =
      List.of(
          text("SKU", "sku"),
          number("Sent", "sent"),
          number("Received", "received"),
          number("Lost", "lost"),
          number("Sent back", "sent_back"),
          number("In transit", "in_transit"));

  /** Reads lines such as {@code MUG-1=10}; a SKU may itself hold an equals sign. */
  static ArrayNode lines(List<String> typed) {
    ArrayNode lines = JsonNodeFactory.instance.arrayNode();
    for (String line : typed) {
      int equals = line.lastIndexOf('=');
      if (equals < 1) {
        throw CommandException.usage(
            "'" + line + "' does not say how many", "for example: MUG-1=10");
      }
      String product = line.substring(0, equals);
      lines.add(
          new Json.Body()
              .with(References.productField(product), product)
              .with(
                  "quantity",
                  Numbers.whole("the quantity of " + product, line.substring(equals + 1)))
              .node());
    }
    return lines;
  }

  private static void print(Action action, Reply reply, Writing writing) {
    action.output().objectWithList(reply.body(), DETAILS, "lines", LINE);
    if (writing.dryRun) {
      action.say("Dry run: nothing was recorded.");
    } else if (reply.isRepeated()) {
      action.say("This had been done before (key " + writing.key + "); nothing was added.");
    } else {
      action.say("Done (key " + writing.key + ").");
    }
  }

  @Command(
      name = "create",
      description = "Send goods from one location to another.",
      footer =
          "  onhand transfer create --reference T-100 --from MAIN --to OUTLET MUG-1=10 CUP-2=4")
  static final class Create extends Action {
    @Option(
        names = "--reference",
        required = true,
        paramLabel = "REFERENCE",
        description = "Your own number for it.")
    String reference = "";

    @Option(names = "--from", required = true, paramLabel = "CODE", description = "From where.")
    String from = "";

    @Option(names = "--to", required = true, paramLabel = "CODE", description = "To where.")
    String to = "";

    @Option(names = "--note", paramLabel = "TEXT", description = "Anything worth remembering.")
    @Nullable String note;

    @Parameters(
        arity = "1..*",
        paramLabel = "SKU=N",
        description = "How many of what, once for each product.")
    List<String> lines = List.of();

    @Mixin Writing writing = new Writing();

    @Override
    int run() throws InterruptedException {
      Json.Body body =
          new Json.Body()
              .with("reference", reference)
              .with("from_location", from)
              .with("to_location", to)
              .with("lines", lines(lines))
              .with("note", note);
      Request request = writing.on(Request.post("/transfers", body.node()), surroundings());
      print(this, api().send(request), writing);
      return Exit.OK;
    }
  }

  @Command(
      name = "receive",
      description = "Take in goods of a transfer, all or some; say which were lost.",
      footer = {
        "  onhand transfer receive trf_0000000000001 --rest",
        "  onhand transfer receive trf_0000000000001 MUG-1=8 --lost MUG-1=2"
      })
  static final class Receive extends Action {
    @Parameters(index = "0", paramLabel = "ID", description = "Id of the transfer.")
    String id = "";

    @Parameters(
        index = "1..*",
        arity = "0..*",
        paramLabel = "SKU=N",
        description = "What came, once for each product.")
    List<String> received = List.of();

    @Option(
        names = "--lost",
        paramLabel = "SKU=N",
        description = "What will not come, once for each product.")
    List<String> lost = List.of();

    @Option(names = "--rest", description = "All that is still on its way came.")
    boolean rest;

    @Mixin Writing writing = new Writing();

    @Override
    int run() throws InterruptedException {
      if (rest != (received.isEmpty() && lost.isEmpty())) {
        throw CommandException.usage(
            "say what came: SKU=N …, --lost SKU=N or --rest", "for example: MUG-1=8");
      }
      String path = "/transfers/" + Request.segment(id);
      // What is still on its way was looked up, so it must not have changed since.
      JsonNode seen = rest ? get(path) : Json.object();
      Long version = rest ? Json.number(seen, "version") : null;
      Json.Body body = new Json.Body().with("lines", rest ? underWay(seen) : lines(received));
      if (!lost.isEmpty()) {
        body.with("lost", lines(lost));
      }
      Request request = Request.post(path + "/receive", body.node()).ifVersion(version);
      print(this, api().send(writing.on(request, surroundings())), writing);
      return Exit.OK;
    }

    private static ArrayNode underWay(JsonNode transfer) {
      ArrayNode lines = JsonNodeFactory.instance.arrayNode();
      for (JsonNode line : transfer.path("lines")) {
        long units = Json.number(line, "in_transit");
        if (units > 0) {
          String product = Json.text(line, "product_id");
          lines.add(new Json.Body().with("product_id", product).with("quantity", units).node());
        }
      }
      if (lines.isEmpty()) {
        throw new CommandException(Exit.CONFLICT, "nothing is on its way any more", "");
      }
      return lines;
    }
  }

  @Command(
      name = "cancel",
      description = "Send back what is still on its way. What was received stays.",
      footer = "  onhand transfer cancel trf_0000000000001 --note \"van broke down\"")
  static final class Cancel extends Action {
    @Parameters(paramLabel = "ID", description = "Id of the transfer.")
    String id = "";

    @Option(names = "--note", paramLabel = "TEXT", description = "Why.")
    @Nullable String note;

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Mixin Writing writing = new Writing();

    @Override
    int run() throws InterruptedException {
      confirm("Cancel transfer " + id + "?", yes || writing.dryRun);
      String path = "/transfers/" + Request.segment(id) + "/cancel";
      Request request = Request.post(path, new Json.Body().with("note", note).node());
      print(this, api().send(writing.on(request, surroundings())), writing);
      return Exit.OK;
    }
  }

  @Command(
      name = "list",
      description = "List transfers, newest first.",
      footer = "  onhand transfer list --status in_transit")
  static final class ListAll extends Action {
    @Option(
        names = "--status",
        paramLabel = "STATUS",
        description =
            "Only those that are in_transit, partly_received, received, cancelled or closed.")
    @Nullable String status;

    @Mixin Paging paging = new Paging();

    @Override
    int run() {
      printList("/transfers", Query.none().with("status", status), paging, ROW);
      return Exit.OK;
    }
  }

  @Command(
      name = "show",
      description = "Show one transfer and its lines.",
      footer = "  onhand transfer show trf_0000000000001")
  static final class Show extends Action {
    @Parameters(paramLabel = "ID", description = "Id of the transfer.")
    String id = "";

    @Override
    int run() throws InterruptedException {
      JsonNode transfer = get("/transfers/" + Request.segment(id));
      output().objectWithList(transfer, DETAILS, "lines", LINE);
      return Exit.OK;
    }
  }
}
