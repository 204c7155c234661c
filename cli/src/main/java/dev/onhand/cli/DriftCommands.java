package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Listings that showed something else than they should. */
@Command(
    name = "drift",
    description = "Listings that showed something else than they should, and what follows.")
@Verbs({DriftCommands.ListAll.class, DriftCommands.Fix.class})
final class DriftCommands extends Noun {

  private static final String PATH = "/differences";

  static final List<Column> ROW =
      List.of(
          code("ID", "id"),
          text("Channel", "channel"),
          code("Listing", "listing"),
          text("SKU", "sku"),
          number("Desired", "desired"),
          number("Expected", "expected"),
          number("Observed", "observed"),
          code("Cause", "cause"),
          code("Action", "action"),
          code("State", "state"),
          time("Found", "found_at"),
          code("Movement", "movement"),
          text("Notes", "notes"));

  @Command(
      name = "list",
      description = "List differences that wait for a decision, newest first.",
      footer = {"  onhand drift list", "  onhand drift list --channel bm-fr --settled"})
  static final class ListAll extends Action {
    @Option(names = "--channel", paramLabel = "CODE", description = "Of this channel.")
    @Nullable String channel;

    @Option(names = "--settled", description = "Also those that are decided and settled.")
    boolean settled;

    @Mixin Paging paging = new Paging();

    @Override
    int run() {
      printList(PATH, Query.none().with("channel", channel).when("open", !settled), paging, ROW);
      return Exit.OK;
    }
  }

  @Command(
      name = "fix",
      description = "Decide what follows from differences.",
      footer = {
        "  onhand drift fix dif_0000000000001 --push",
        "  onhand drift fix dif_0000000000001 --accept --location MAIN"
      })
  static final class Fix extends Action {
    @Parameters(arity = "1..*", paramLabel = "ID", description = "Ids of the differences.")
    List<String> ids = List.of();

    @Option(names = "--push", description = "Ours is right: the listing is told.")
    boolean push;

    @Option(names = "--accept", description = "Theirs is right: it becomes a movement of stock.")
    boolean accept;

    @Option(
        names = "--ignore",
        description = "Nothing follows, until what the listing should show changes.")
    boolean ignore;

    @Option(
        names = "--location",
        paramLabel = "CODE",
        description = "Where an accepted one moves stock. Default: the one that the channel sells.")
    @Nullable String location;

    @Override
    int run() throws InterruptedException {
      if (Stream.of(push, accept, ignore).filter(given -> given).count() != 1) {
        throw CommandException.usage("say what follows", "one of --push, --accept and --ignore");
      }
      if (location != null && !accept) {
        throw CommandException.usage("--location says where an accepted one moves stock", "");
      }
      String action = push ? "push" : accept ? "accept" : "ignore";
      ObjectNode body = new Json.Body().with("action", action).with("location", location).node();
      List<JsonNode> fixed = new ArrayList<>();
      for (String id : ids) {
        fixed.add(api().send(Request.post(PATH + "/" + Request.segment(id) + "/fix", body)).body());
      }
      output().list(fixed.iterator(), ROW);
      boolean isOpen = fixed.stream().anyMatch(one -> Json.text(one, "state").equals("open"));
      if (isOpen) {
        say("What could not be accepted is still open; its notes say why.");
      }
      return isOpen ? Exit.DIFFERENCES : Exit.OK;
    }
  }
}
