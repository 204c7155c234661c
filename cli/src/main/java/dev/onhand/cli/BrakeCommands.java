package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What brakes hold back. */
@Command(
    name = "brake",
    description = "What would change too much of a channel at once, and waits for you.")
@Verbs({
  BrakeCommands.ListAll.class,
  BrakeCommands.Show.class,
  BrakeCommands.Approve.class,
  BrakeCommands.Reject.class,
  BrakeCommands.Limits.class
})
final class BrakeCommands extends Noun {

  private static final String PATH = "/held-changes";

  private static final List<Column> ROW =
      List.of(
          code("ID", "id"),
          text("Channel", "channel"),
          code("State", "state"),
          time("Held", "held_at"),
          number("Raised", "raised"),
          number("By units", "units_raised"),
          number("Lowered", "lowered"),
          number("By units", "units_lost"),
          number("To nothing", "zeroed"),
          number("Holding", "holding"),
          text("Decided by", "decided_by"));

  private static final List<Column> LISTING =
      List.of(
          code("Listing", "id"),
          text("Title", "title"),
          text("SKU", "sku"),
          number("From", "from"),
          number("To", "to"),
          number("Desired", "desired"),
          text("Held", "held"));

  private static final List<Column> LIMITS =
      List.of(
          text("Channel", "channel"),
          number("Listings above", "listings_above"),
          number("To nothing, percent", "zeroed_percent"),
          number("Raised, percent", "raised_percent"),
          number("Units above", "units_above"),
          number("Units, percent", "units_percent"),
          number("Version", "version"));

  @Command(
      name = "list",
      description = "List what waits for a decision, newest first.",
      footer = {"  onhand brake list", "  onhand brake list --channel bm-fr --decided"})
  static final class ListAll extends Action {
    @Option(names = "--channel", paramLabel = "CODE", description = "Of this channel.")
    @Nullable String channel;

    @Option(names = "--decided", description = "Also what is decided or over.")
    boolean decided;

    @Mixin Paging paging = new Paging();

    @Override
    int run() {
      Query query = Query.none().with("channel", channel).with("state", decided ? null : "waiting");
      printList(PATH, query, paging, ROW);
      return Exit.OK;
    }
  }

  @Command(
      name = "show",
      description = "List the listings of it: what each showed, and what it was to show.",
      footer = {"  onhand brake show hld_0000000000001"})
  static final class Show extends Action {
    @Parameters(paramLabel = "ID", description = "Id of what is held.")
    String id = "";

    @Mixin Paging paging = new Paging();

    @Override
    int run() {
      printList(PATH + "/" + Request.segment(id) + "/listings", Query.none(), paging, LISTING);
      return Exit.OK;
    }
  }

  @Command(
      name = "approve",
      description = "Let the listings be told. What was rejected may be approved later.",
      footer = {"  onhand brake approve hld_0000000000001"})
  static final class Approve extends Action {
    @Parameters(paramLabel = "ID", description = "Id of what is held.")
    String id = "";

    @Override
    int run() throws InterruptedException {
      output().object(decided(this, id, "approve"), ROW);
      return Exit.OK;
    }
  }

  @Command(
      name = "reject",
      description = {
        "Have the listings told nothing until what they should show is as it was.",
        "Undo what changed the stock: onhand import undo, onhand movement reverse."
      },
      footer = {"  onhand brake reject hld_0000000000001"})
  static final class Reject extends Action {
    @Parameters(paramLabel = "ID", description = "Id of what is held.")
    String id = "";

    @Override
    int run() throws InterruptedException {
      output().object(decided(this, id, "reject"), ROW);
      return Exit.OK;
    }
  }

  private static JsonNode decided(Action action, String id, String verb)
      throws InterruptedException {
    return action
        .api()
        .send(Request.post(PATH + "/" + Request.segment(id) + "/" + verb, Json.object()))
        .body();
  }

  @Command(
      name = "limits",
      description = {
        "Say how much of a channel may change within an hour without approval.",
        "More waits where it is above the number and above the share. What orders did is not counted.",
        "With nothing given: show it."
      },
      footer = {
        "  onhand brake limits bm-fr",
        "  onhand brake limits bm-fr --listings-above 50 --raised-percent 80"
      })
  static final class Limits extends Action {
    @Parameters(paramLabel = "CHANNEL", description = "Code of the channel.")
    String channel = "";

    @Option(
        names = "--listings-above",
        paramLabel = "N",
        description = "So many listings are raised, and as many set to nothing, in any case.")
    @Nullable Long listings;

    @Option(
        names = "--zeroed-percent",
        paramLabel = "N",
        description = "And so many of a hundred are set to nothing.")
    @Nullable Long zeroed;

    @Option(
        names = "--raised-percent",
        paramLabel = "N",
        description = "And so many of a hundred are raised.")
    @Nullable Long raised;

    @Option(
        names = "--units-above",
        paramLabel = "N",
        description = "So many units are added, and as many taken away, in any case.")
    @Nullable Long units;

    @Option(
        names = "--units-percent",
        paramLabel = "N",
        description = "And so many for a hundred that the channel shows.")
    @Nullable Long unitsPercent;

    @Mixin IfVersion ifVersion = new IfVersion();

    @Override
    int run() throws InterruptedException {
      String path = "/channels/" + Request.segment(channel) + "/brake";
      boolean isShown =
          Stream.of(listings, zeroed, raised, units, unitsPercent).allMatch(Objects::isNull);
      JsonNode body =
          new Json.Body()
              .with("listings_above", listings)
              .with("zeroed_percent", zeroed)
              .with("raised_percent", raised)
              .with("units_above", units)
              .with("units_percent", unitsPercent)
              .node();
      JsonNode limits =
          isShown
              ? get(path)
              : api().send(Request.patch(path, body).ifVersion(ifVersion.version)).body();
      output().object(limits, LIMITS);
      return Exit.OK;
    }
  }
}
