package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Bundles and packs. */
@Command(
    name = "bundle",
    description = "Products that are sold whole and stocked as their components, such as packs.")
@Verbs({
  BundleCommands.ListAll.class,
  BundleCommands.Show.class,
  BundleCommands.Set.class,
  BundleCommands.Remove.class
})
final class BundleCommands extends Noun {

  private static final List<Column> ROW =
      List.of(text("SKU", "sku"), text("Name", "name"), code("Product ID", "product_id"));

  private static final List<Column> DETAILS =
      List.of(
          text("SKU", "sku"),
          text("Name", "name"),
          code("Product ID", "product_id"),
          number("Version", "version"));

  private static final List<Column> COMPONENT =
      List.of(text("Component", "sku"), text("Name", "name"), number("Units", "units"));

  private static void print(Action action, JsonNode bundle) {
    action.output().objectWithList(bundle, DETAILS, "components", COMPONENT);
  }

  @Command(name = "list", description = "List bundles.", footer = "  onhand bundle list")
  static final class ListAll extends Action {
    @Mixin Paging paging = new Paging();

    @Override
    int run() throws InterruptedException {
      printList("/bundles", Query.none(), paging, ROW);
      return Exit.OK;
    }
  }

  @Command(
      name = "show",
      description = "Show what a bundle is made of.",
      footer = "  onhand bundle show MUG-6PACK")
  static final class Show extends Action {
    @Parameters(paramLabel = "SKU", description = "SKU or id of the bundle.")
    String sku = "";

    @Override
    int run() throws InterruptedException {
      print(this, get("/bundles/" + Request.segment(sku)));
      return Exit.OK;
    }
  }

  @Command(
      name = "set",
      description = {
        "Make a product a bundle, or give a bundle other components.",
        "Lines of orders that were begun keep what it was made of then."
      },
      footer = {
        "  onhand bundle set GIFT-SET MUG-1:1 TEA-2:3",
        "  onhand bundle set MUG-6PACK MUG-1:6"
      })
  static final class Set extends Action {
    @Parameters(index = "0", paramLabel = "SKU", description = "SKU or id of the bundle.")
    String sku = "";

    @Parameters(
        index = "1..*",
        arity = "1..*",
        paramLabel = "COMPONENT:UNITS",
        description = "A product in it, and how many units of it.")
    List<String> components = new ArrayList<>();

    @Mixin IfVersion ifVersion = new IfVersion();

    @Override
    int run() throws InterruptedException {
      ArrayNode parts = JsonNodeFactory.instance.arrayNode();
      for (String component : components) {
        int colon = component.lastIndexOf(':');
        if (colon < 1) {
          throw CommandException.usage(
              "a component is SKU:UNITS, not '" + component + "'", "for example: MUG-1:6");
        }
        parts.add(
            new Json.Body()
                .with("sku", component.substring(0, colon))
                .with("units", Numbers.whole("units", component.substring(colon + 1)))
                .node());
      }
      Json.Body body = new Json.Body().with("components", parts);
      Request request = Request.put("/bundles/" + Request.segment(sku), body.node());
      print(this, api().send(request.ifVersion(ifVersion.version)).body());
      say("Bundle " + sku + " is set.");
      return Exit.OK;
    }
  }

  @Command(
      name = "remove",
      description = "Make a bundle a usual product again, one without stock.",
      footer = "  onhand bundle remove MUG-6PACK --yes")
  static final class Remove extends Action {
    @Parameters(paramLabel = "SKU", description = "SKU or id of the bundle.")
    String sku = "";

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Mixin IfVersion ifVersion = new IfVersion();

    @Override
    int run() throws InterruptedException {
      confirm("Is " + sku + " to be no bundle any more?", yes);
      Request request = Request.delete("/bundles/" + Request.segment(sku));
      api().send(request.ifVersion(ifVersion.version));
      say(sku + " is no bundle any more.");
      return Exit.OK;
    }
  }
}
