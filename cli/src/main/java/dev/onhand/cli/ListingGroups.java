package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Groups of listings for which one rule holds: verbs of {@code listing}. */
final class ListingGroups {

  private static final List<Column> GROUP =
      ListingRuleCommand.withRule(
          List.of(text("Group", "name"), number("Listings", "listings")), "rule.");

  private static final List<Column> MEMBER =
      List.of(
          code("ID", "id"),
          text("Channel", "channel"),
          text("Title", "title"),
          text("Group", "group"),
          number("Desired", "desired.quantity"),
          number("Shown", "shown"));

  private ListingGroups() {}

  @Command(
      name = "group",
      description = {
        "Put listings into a group, or out of the one they are in.",
        "A group is made by putting the first one in."
      },
      footer = {
        "  onhand listing group lst_0000000000001 lst_0000000000002 --into phones",
        "  onhand listing group lst_0000000000001 --out",
        "  onhand listing rule bm-fr --group phones --buffer 2"
      })
  static final class In extends Action {
    @Parameters(arity = "1..*", paramLabel = "ID", description = "As listing list shows them.")
    List<String> ids = List.of();

    @Option(names = "--into", paramLabel = "NAME", description = "The group.")
    @Nullable String into;

    @Option(names = "--out", description = "Into none.")
    boolean out;

    @Override
    int run() throws InterruptedException {
      if ((into == null) != out) {
        throw CommandException.usage("say into which group", "give --into NAME or --out");
      }
      List<JsonNode> changed = new ArrayList<>();
      for (String id : ids) {
        Json.Body body = new Json.Body().with("group", into);
        changed.add(
            api().send(Request.put(ListingCommands.path(id) + "/group", body.node())).body());
      }
      output().list(changed.iterator(), MEMBER);
      return Exit.OK;
    }
  }

  @Command(
      name = "groups",
      description = "List the groups of a channel, with their rules.",
      footer = "  onhand listing groups bm-fr")
  static final class All extends Action {
    @Parameters(paramLabel = "CHANNEL", description = "Code of the channel.")
    String channel = "";

    @Override
    int run() throws InterruptedException {
      output().list(get(path(channel)).path("data").iterator(), GROUP);
      return Exit.OK;
    }
  }

  @Command(
      name = "rename-group",
      description = "Give a group another name. Its listings and its rule go with it.",
      footer = "  onhand listing rename-group bm-fr phones smartphones")
  static final class Rename extends Action {
    @Parameters(index = "0", paramLabel = "CHANNEL", description = "Code of the channel.")
    String channel = "";

    @Parameters(index = "1", paramLabel = "GROUP", description = "Its name now.")
    String group = "";

    @Parameters(index = "2", paramLabel = "NAME", description = "Its name then.")
    String name = "";

    @Override
    int run() throws InterruptedException {
      String path = path(channel) + "/" + Request.segment(group);
      Json.Body body = new Json.Body().with("name", name);
      output().object(api().send(Request.put(path, body.node())).body(), GROUP);
      return Exit.OK;
    }
  }

  private static String path(String channel) {
    return "/channels/" + Request.segment(channel) + "/groups";
  }
}
