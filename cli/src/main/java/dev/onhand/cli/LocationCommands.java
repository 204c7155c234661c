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

/** Where stock is. */
@Command(name = "location", description = "The places where stock is: warehouses, stores, bins.")
@Verbs({
  LocationCommands.ListAll.class,
  LocationCommands.Show.class,
  LocationCommands.Add.class,
  LocationCommands.Edit.class
})
final class LocationCommands extends Noun {

  private static final List<Column> ROW =
      List.of(
          text("Code", "code"),
          text("Name", "name"),
          code("Kind", "kind"),
          code("Sellable", "sellable"),
          number("Priority", "priority"));

  private static final List<Column> DETAILS =
      List.of(
          code("ID", "id"),
          text("Code", "code"),
          text("Name", "name"),
          code("Kind", "kind"),
          code("Sellable", "sellable"),
          number("Priority", "priority"),
          number("Latitude", "latitude"),
          number("Longitude", "longitude"),
          number("Version", "version"),
          time("Created", "created_at"),
          time("Updated", "updated_at"));

  @Command(
      name = "list",
      description = "List locations by code.",
      footer = "  onhand location list")
  static final class ListAll extends Action {
    @Mixin Paging paging = new Paging();

    @Override
    int run() {
      printList("/locations", Query.none(), paging, ROW);
      return Exit.OK;
    }
  }

  @Command(
      name = "show",
      description = "Show one location.",
      footer = "  onhand location show MAIN")
  static final class Show extends Action {
    @Parameters(paramLabel = "CODE", description = "Code or id of the location.")
    String location = "";

    @Override
    int run() throws InterruptedException {
      output().object(get("/locations/" + References.location(api(), location)), DETAILS);
      return Exit.OK;
    }
  }

  /** What a location may be told when it is added or edited. */
  static final class Properties {
    @Option(names = "--name", paramLabel = "NAME", description = "What people call it.")
    @Nullable String name;

    @Option(
        names = "--kind",
        paramLabel = "KIND",
        description = "warehouse, store, bin, supplier or virtual.")
    @Nullable String kind;

    @Option(
        names = "--sellable",
        negatable = true,
        description = "Whether its stock may be promised to customers.")
    @Nullable Boolean sellable;

    @Option(
        names = "--priority",
        paramLabel = "N",
        description = "Lower comes first when an order is sourced.")
    @Nullable Long priority;

    @Option(names = "--latitude", paramLabel = "DEGREES", description = "North is positive.")
    @Nullable Double latitude;

    @Option(names = "--longitude", paramLabel = "DEGREES", description = "East is positive.")
    @Nullable Double longitude;

    Json.Body on(Json.Body body) {
      return body.with("name", name)
          .with("kind", kind)
          .with("sellable", sellable)
          .with("priority", priority)
          .with("latitude", latitude)
          .with("longitude", longitude);
    }
  }

  @Command(
      name = "add",
      description = "Add a location.",
      footer = {
        "  onhand location add MAIN --name \"Main warehouse\"",
        "  onhand location add OUTLET --kind store --priority 20 --latitude 49.61 --longitude 6.13"
      })
  static final class Add extends Action {
    @Parameters(paramLabel = "CODE", description = "Your own short name for it, unique.")
    String code = "";

    @Mixin Properties properties = new Properties();

    @Override
    int run() throws InterruptedException {
      Json.Body body = properties.on(new Json.Body().with("code", code));
      Request request = Request.post("/locations", body.node());
      output().object(api().send(request).body(), DETAILS);
      say("Added location " + code + ".");
      return Exit.OK;
    }
  }

  @Command(
      name = "edit",
      description = "Change a location's properties.",
      footer = {
        "  onhand location edit OUTLET --no-sellable",
        "  onhand location edit OUTLET --code OUTLET-1 --priority 5"
      })
  static final class Edit extends Action {
    @Parameters(paramLabel = "CODE", description = "Code or id of the location.")
    String location = "";

    @Option(names = "--code", paramLabel = "CODE", description = "The code it gets.")
    @Nullable String code;

    @Mixin Properties properties = new Properties();
    @Mixin IfVersion ifVersion = new IfVersion();

    @Override
    int run() throws InterruptedException {
      Json.Body body = properties.on(new Json.Body().with("code", code));
      if (body.isEmpty()) {
        throw CommandException.usage(
            "nothing to change", "name at least one property, such as --name");
      }
      String path = "/locations/" + References.location(api(), location);
      Request request = Request.patch(path, body.node()).ifVersion(ifVersion.version);
      output().object(api().send(request).body(), DETAILS);
      return Exit.OK;
    }
  }
}
