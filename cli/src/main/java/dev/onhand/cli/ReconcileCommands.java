package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares what channels show with what they should. */
@Command(
    name = "reconcile",
    description = "Compare what channels show with what they should, and approve what follows.")
@Verbs({
  ReconcileCommands.Start.class,
  ReconcileCommands.ListAll.class,
  ReconcileCommands.Show.class,
  ReconcileCommands.Approve.class,
  ReconcileCommands.Policy.class
})
final class ReconcileCommands extends Noun {

  private static final String PATH = "/reconciliations";

  private static final List<Column> ROW =
      List.of(
          code("ID", "id"),
          text("Channel", "channel"),
          code("Purpose", "purpose"),
          code("State", "state"),
          time("Started", "started_at"),
          number("Listings", "listings"),
          number("Equal", "equal"),
          number("Differing", "differing"),
          number("Pending", "pending"),
          number("In flight", "in_flight"),
          number("Open", "open"));

  private static final List<Column> DETAILS =
      List.of(
          code("ID", "id"),
          text("Channel", "channel"),
          code("Purpose", "purpose"),
          code("State", "state"),
          text("Asked for by", "actor"),
          time("Started", "started_at"),
          time("Finished", "finished_at"),
          number("Listings compared", "listings"),
          number("Equal", "equal"),
          number("Differing", "differing"),
          number("Share", "share"),
          number("Pending", "pending"),
          number("In flight", "in_flight"),
          number("Missing", "missing"),
          number("Unmatched", "unmatched"),
          number("Would be raised", "raising"),
          number("Would be set to nothing", "zeroing"),
          number("Missed order lines", "missed"),
          number("Open", "open"));

  private static final List<Column> POLICY =
      List.of(
          text("Channel", "channel"),
          code("Edited on channel", "edited_on_channel"),
          code("Accepted, not applied", "accepted_not_applied"),
          code("Unknown", "unknown"),
          number("Approve above", "approve_above"),
          number("Approve above percent", "approve_percent"));

  @Command(
      name = "run",
      description = {
        "Read all listings of channels now, compare them, and wait until that is done.",
        "With no channel named: of all that work. Ends with 3 where something waits for a person."
      },
      footer = {"  onhand reconcile run", "  onhand reconcile run magento --no-wait"})
  static final class Start extends Action {
    @Parameters(arity = "0..*", paramLabel = "CHANNEL", description = "Codes of channels.")
    List<String> channels = List.of();

    @Option(names = "--no-wait", description = "Only ask for it.")
    boolean noWait;

    @Override
    int run() throws InterruptedException {
      List<String> ids = new ArrayList<>();
      List<JsonNode> runs = new ArrayList<>();
      for (String channel : channels.isEmpty() ? working() : channels) {
        JsonNode body = new Json.Body().with("channel", channel).node();
        JsonNode run = api().send(Request.post(PATH, body)).body();
        ids.add(Json.text(run, "id"));
        runs.add(run);
      }
      if (!noWait) {
        runs = awaited(ids);
      }
      output().list(runs.iterator(), ROW);
      long open = runs.stream().mapToLong(run -> Json.number(run, "open")).sum();
      if (open > 0) {
        say("Differences that wait for a decision: %d. See: onhand drift list".formatted(open));
      }
      return open > 0 ? Exit.DIFFERENCES : Exit.OK;
    }

    private List<String> working() throws InterruptedException {
      List<String> codes = new ArrayList<>();
      for (JsonNode account : get("/channel-accounts").path("data")) {
        if (Json.text(account, "state").equals("active")) {
          codes.add(Json.text(account, "channel"));
        }
      }
      if (codes.isEmpty()) {
        throw CommandException.usage(
            "no channel works", "name one, or see: onhand channel account");
      }
      return codes;
    }

    private List<JsonNode> awaited(List<String> ids) throws InterruptedException {
      Waiting waiting = new Waiting(surroundings());
      List<JsonNode> done = new ArrayList<>();
      for (String id : ids) {
        JsonNode run = get(PATH + "/" + id);
        while (!run.hasNonNull("finished_at")) {
          AccountCommands.requireNotStopped(get(AccountCommands.path(Json.text(run, "channel"))));
          waiting.again(
              "it is not done after %d minutes, and goes on",
              "see how far it is: onhand reconcile show " + id);
          run = get(PATH + "/" + id);
        }
        done.add(run);
      }
      return done;
    }
  }

  @Command(
      name = "list",
      description = "List reconciliations, newest first.",
      footer = {"  onhand reconcile list", "  onhand reconcile list --channel bm-fr --hourly"})
  static final class ListAll extends Action {
    @Option(names = "--channel", paramLabel = "CODE", description = "Of this channel.")
    @Nullable String channel;

    @Option(names = "--hourly", description = "Also the readings of every hour.")
    boolean hourly;

    @Mixin Paging paging = new Paging();

    @Override
    int run() {
      printList(PATH, Query.none().with("channel", channel).when("hourly", hourly), paging, ROW);
      return Exit.OK;
    }
  }

  @Command(
      name = "show",
      description = {
        "Show a reconciliation and what it found.",
        "With none named: the newest that was not the reading of an hour."
      },
      footer = {"  onhand reconcile show", "  onhand reconcile show rec_0000000000003 --open"})
  static final class Show extends Action {
    @Parameters(arity = "0..1", paramLabel = "RUN", description = "Id of the reconciliation.")
    @Nullable String id;

    @Option(names = "--open", description = "Only what waits for a decision.")
    boolean open;

    @Mixin Paging paging = new Paging();

    @Override
    int run() throws InterruptedException {
      String wanted = id == null ? newest() : id;
      JsonNode run = get(PATH + "/" + Request.segment(wanted));
      if (common.forPeople()) {
        output().object(run, DETAILS);
        printList(differences(wanted), Query.none().when("open", open), paging, DriftCommands.ROW);
        return Exit.OK;
      }
      ObjectNode whole = (ObjectNode) run;
      ArrayNode all = whole.putArray("differences");
      Query query = Query.none().when("open", open);
      Pages pages = new Pages(api(), differences(wanted), query, paging.rowsMax(false));
      pages.forEachRemaining(all::add);
      output().object(whole, DETAILS);
      return Exit.OK;
    }

    private static String differences(String run) {
      return PATH + "/" + Request.segment(run) + "/differences";
    }

    private String newest() throws InterruptedException {
      JsonNode runs = api().get(PATH, Query.none().with("limit", 1)).path("data");
      if (runs.isEmpty()) {
        throw new CommandException(
            Exit.NOT_FOUND, "there is no reconciliation yet", "make one: onhand reconcile run");
      }
      return Json.text(runs.get(0), "id");
    }
  }

  @Command(
      name = "approve",
      description = {
        "Approve of what a reconciliation proposes.",
        "Differences of which you are asked are decided one by one: onhand drift fix."
      },
      footer = {
        "  onhand reconcile approve rec_0000000000003 --all",
        "  onhand reconcile approve rec_0000000000003 --listing lst_0000000000001"
      })
  static final class Approve extends Action {
    @Parameters(paramLabel = "RUN", description = "Id of the reconciliation.")
    String id = "";

    @Option(names = "--all", description = "Of all that waits for it.")
    boolean all;

    @Option(names = "--listing", paramLabel = "ID", description = "Of this listing; repeatable.")
    List<String> listings = List.of();

    @Override
    int run() throws InterruptedException {
      if (all == !listings.isEmpty()) {
        throw CommandException.usage(
            "say what you approve of", "either --all, or --listing ID for each");
      }
      ObjectNode body = Json.object();
      if (!all) {
        ArrayNode ids = body.putArray("listings");
        listings.forEach(ids::add);
      }
      JsonNode done =
          api().send(Request.post(PATH + "/" + Request.segment(id) + "/approve", body)).body();
      output().object(done.path("reconciliation"), DETAILS);
      say("Approved: %d.".formatted(Json.number(done, "decided")));
      return Exit.OK;
    }
  }

  @Command(
      name = "policy",
      description = {
        "Say what follows where a channel shows something else than it should.",
        "push: ours is right. accept: theirs is, and becomes a movement of stock. ask: you decide.",
        "ignore: nothing, until what the listing should show changes. With nothing given: show it."
      },
      footer = {
        "  onhand reconcile policy magento",
        "  onhand reconcile policy magento --edited accept --unknown ask",
        "  onhand reconcile policy bm-fr --approve-above 50 --approve-percent 10"
      })
  static final class Policy extends Action {
    @Parameters(paramLabel = "CHANNEL", description = "Code of the channel.")
    String channel = "";

    @Option(
        names = "--edited",
        paramLabel = "ACTION",
        description = "Where somebody changed it there: push, accept, ask or ignore.")
    @Nullable String edited;

    @Option(
        names = "--not-applied",
        paramLabel = "ACTION",
        description = "Where it took a number and shows another: push, ask or ignore.")
    @Nullable String notApplied;

    @Option(
        names = "--unknown",
        paramLabel = "ACTION",
        description = "Where no cause can be told: push, accept, ask or ignore.")
    @Nullable String unknown;

    @Option(
        names = "--approve-above",
        paramLabel = "N",
        description = "More listings are not raised or set to nothing without approval.")
    @Nullable Long above;

    @Option(
        names = "--approve-percent",
        paramLabel = "N",
        description = "And more than so many of a hundred.")
    @Nullable Long percent;

    @Override
    int run() throws InterruptedException {
      String path = "/channels/" + Request.segment(channel) + "/reconciliation-policy";
      boolean isShown =
          Stream.of(edited, notApplied, unknown, above, percent).allMatch(Objects::isNull);
      JsonNode policy = isShown ? get(path) : api().send(Request.patch(path, given())).body();
      output().object(policy, POLICY);
      return Exit.OK;
    }

    private ObjectNode given() {
      return new Json.Body()
          .with("edited_on_channel", edited)
          .with("accepted_not_applied", notApplied)
          .with("unknown", unknown)
          .with("approve_above", above)
          .with("approve_percent", percent)
          .node();
    }
  }
}
