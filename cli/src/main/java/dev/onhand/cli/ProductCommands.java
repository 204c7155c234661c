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

/** What is stocked. */
@Command(name = "product", description = "The things that are stocked, each known by its SKU.")
@Verbs({
  ProductCommands.ListAll.class,
  ProductCommands.Show.class,
  ProductCommands.Add.class,
  ProductCommands.Edit.class,
  ProductCommands.Rename.class,
  ProductBarcode.class
})
final class ProductCommands extends Noun {

  private static final List<Column> ROW =
      List.of(
          text("SKU", "sku"),
          text("Name", "name"),
          code("GTIN", "gtin"),
          code("Tracking", "tracking"),
          number("On hand", "on_hand"),
          number("Available", "available"),
          number("Floor", "floor"));

  private static final List<Column> DETAILS =
      List.of(
          code("ID", "id"),
          text("SKU", "sku"),
          text("Name", "name"),
          code("GTIN", "gtin"),
          code("Tracking", "tracking"),
          number("Floor", "floor"),
          number("On hand", "on_hand"),
          number("Available", "available"),
          number("Version", "version"),
          time("Created", "created_at"),
          time("Updated", "updated_at"));

  private static void print(Action action, JsonNode product) {
    action.output().object(product, DETAILS);
    product
        .path("warnings")
        .forEach(
            warning ->
                action.say(
                    "warning: "
                        + (warning.isObject()
                            ? Json.text(warning, "detail")
                            : warning.asString())));
  }

  @Command(
      name = "list",
      description = "List products by SKU.",
      footer = {
        "  onhand product list --search mug",
        "  onhand product list --all --csv --fields sku,name,on_hand > products.csv"
      })
  static final class ListAll extends Action {
    @Option(
        names = "--search",
        paramLabel = "TEXT",
        description = "Only those whose SKU or name begins so.")
    @Nullable String search;

    @Option(names = "--sku", paramLabel = "SKU", description = "Only the one with this SKU.")
    @Nullable String sku;

    @Option(names = "--gtin", paramLabel = "GTIN", description = "Only those with this GTIN (EAN).")
    @Nullable String gtin;

    @Mixin Paging paging = new Paging();

    @Override
    int run() {
      Query query = Query.none().with("q", search).with("sku", sku).with("gtin", gtin);
      printList("/products", query, paging, ROW);
      return Exit.OK;
    }
  }

  @Command(
      name = "show",
      description = "Show one product.",
      footer = {"  onhand product show MUG-1", "  onhand product show MUG-1 --json"})
  static final class Show extends Action {
    @Parameters(paramLabel = "SKU", description = "SKU or id of the product.")
    String product = "";

    @Override
    int run() throws InterruptedException {
      print(this, get("/products/" + References.product(api(), product)));
      return Exit.OK;
    }
  }

  /** What a product may be told when it is added or edited. */
  static final class Properties {
    @Option(names = "--name", paramLabel = "NAME", description = "What people call it.")
    @Nullable String name;

    @Option(
        names = "--gtin",
        paramLabel = "GTIN",
        description = "Its GTIN (EAN, UPC); 'none' for none.")
    @Nullable String gtin;

    @Option(
        names = "--tracking",
        paramLabel = "KIND",
        description = "tracked, untracked (never runs out) or placeholder (not known yet).")
    @Nullable String tracking;

    @Option(
        names = "--floor",
        paramLabel = "N",
        description =
            "How far available may fall at each location: 0 never below zero, -5 pre-order up to five,"
                + " 'none' for no limit.")
    @Nullable String floor;

    Json.Body on(Json.Body body) {
      body.with("name", name).with("tracking", tracking);
      if ("none".equals(gtin)) {
        body.withNull("gtin");
      } else {
        body.with("gtin", gtin);
      }
      return Numbers.floor(body, floor);
    }
  }

  @Command(
      name = "add",
      description = "Add a product.",
      footer = {
        "  onhand product add MUG-1 --name \"White mug\" --gtin 4006381333931",
        "  onhand product add EBOOK-7 --tracking untracked"
      })
  static final class Add extends Action {
    @Parameters(paramLabel = "SKU", description = "Your own name for it, unique.")
    String sku = "";

    @Mixin Properties properties = new Properties();

    @Override
    int run() throws InterruptedException {
      Json.Body body = properties.on(new Json.Body().with("sku", sku));
      Request request = Request.post("/products", body.node());
      print(this, api().send(request).body());
      say("Added product " + sku + ".");
      return Exit.OK;
    }
  }

  @Command(
      name = "edit",
      description = "Change a product's properties.",
      footer = {
        "  onhand product edit MUG-1 --name \"White mug, 300 ml\"",
        "  onhand product edit MUG-1 --floor -5"
      })
  static final class Edit extends Action {
    @Parameters(paramLabel = "SKU", description = "SKU or id of the product.")
    String product = "";

    @Mixin Properties properties = new Properties();
    @Mixin IfVersion ifVersion = new IfVersion();

    @Override
    int run() throws InterruptedException {
      Json.Body body = properties.on(new Json.Body());
      if (body.isEmpty()) {
        throw CommandException.usage(
            "nothing to change", "name at least one of --name, --gtin, --tracking, --floor");
      }
      patch(this, product, body, ifVersion);
      return Exit.OK;
    }
  }

  @Command(
      name = "rename",
      description = "Give a product another SKU. Its history and its id stay.",
      footer = "  onhand product rename MUG-1 MUG-WHITE-300")
  static final class Rename extends Action {
    @Parameters(index = "0", paramLabel = "SKU", description = "SKU or id of the product.")
    String product = "";

    @Parameters(index = "1", paramLabel = "NEW-SKU", description = "The SKU it gets.")
    String sku = "";

    @Mixin IfVersion ifVersion = new IfVersion();

    @Override
    int run() throws InterruptedException {
      patch(this, product, new Json.Body().with("sku", sku), ifVersion);
      return Exit.OK;
    }
  }

  private static void patch(Action action, String product, Json.Body body, IfVersion ifVersion)
      throws InterruptedException {
    String path = "/products/" + References.product(action.api(), product);
    Request request = Request.patch(path, body.node()).ifVersion(ifVersion.version);
    print(action, action.api().send(request).body());
  }
}
