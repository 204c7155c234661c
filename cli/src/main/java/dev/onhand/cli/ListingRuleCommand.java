package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How much of what is available listings show. */
@Command(
    name = "rule",
    description = {
      "Set how much of what is available a channel's listings show, or a group of them, or one.",
      "It is set as a whole: what is not given does not hold.",
      "With nothing given: list the rules of the channel, the group or the listing."
    },
    footer = {
      "  onhand listing rule bm-fr",
      "  onhand listing rule bm-fr --buffer 2 --max 50 --dry-run",
      "  onhand listing rule bm-fr --group phones --percent 50",
      "  onhand listing rule bm-fr --listing lst_0000000000001 --stop-selling",
      "  onhand listing rule bm-fr --clear"
    })
final class ListingRuleCommand extends Action {

  private static final List<Column> RULES =
      Stream.concat(
              withRule(List.of(code("For", "scope"), code("Which", "subject")), "rule.").stream(),
              Stream.of(number("Version", "version")))
          .toList();

  private static final List<Column> RULE = withRule(List.of(), "");

  private static final List<Column> CHANGE =
      List.of(
          code("Listing", "listing"),
          text("Title", "title"),
          text("SKU", "sku"),
          number("Shown", "shown"),
          number("From", "from"),
          number("To", "to"));

  /**
   * Columns, and those of a rule behind them.
   *
   * @param path of the rule in the object, with a dot after it; empty: the object is the rule
   */
  static List<Column> withRule(List<Column> columns, String path) {
    List<Column> all = new ArrayList<>(columns);
    all.add(code("Stops selling", path + "stops_selling"));
    all.add(number("Buffer", path + "buffer"));
    all.add(number("Percent", path + "percent"));
    all.add(number("Fixed", path + "fixed"));
    all.add(number("Max", path + "max"));
    all.add(number("Min", path + "min"));
    return List.copyOf(all);
  }

  @Parameters(paramLabel = "CHANNEL", description = "Code of the channel.")
  String channel = "";

  @Option(names = "--listing", paramLabel = "ID", description = "Of this listing alone.")
  @Nullable String listing;

  @Option(names = "--group", paramLabel = "NAME", description = "Of the listings of this group.")
  @Nullable String group;

  @Option(names = "--stop-selling", description = "Show 0, whatever there is.")
  boolean stopSelling;

  @Option(names = "--buffer", paramLabel = "N", description = "Units that are kept back.")
  @Nullable Long buffer;

  @Option(names = "--percent", paramLabel = "N", description = "Of what is left, 1 to 100.")
  @Nullable Long percent;

  @Option(
      names = "--fixed",
      paramLabel = "N",
      description = "So many, as long as there are so many.")
  @Nullable Long fixed;

  @Option(names = "--max", paramLabel = "N", description = "The most that is shown.")
  @Nullable Long max;

  @Option(names = "--min", paramLabel = "N", description = "With fewer, 0 is shown.")
  @Nullable Long min;

  @Option(names = "--clear", description = "Take the rule away: the wider one holds.")
  boolean clear;

  @Option(names = "--dry-run", description = "Change nothing: show what would be pushed.")
  boolean dryRun;

  @Option(
      names = "--if-version",
      paramLabel = "N",
      description =
          "Only if the rule there still has this version (as the list prints it); 0: if there is none.")
  @Nullable Long ifVersion;

  @Override
  int run() throws InterruptedException {
    boolean isGiven =
        stopSelling || Stream.of(buffer, percent, fixed, max, min).anyMatch(Objects::nonNull);
    if (clear && isGiven) {
      throw CommandException.usage("--clear takes the rule away and sets none", "");
    }
    if (dryRun && !clear && !isGiven) {
      throw CommandException.usage(
          "--dry-run shows what a rule would do", "say which: --buffer 2, or --clear");
    }
    if (!clear && !isGiven) {
      return list();
    }
    JsonNode answer = api().send(clear ? taken() : given()).body();
    if (dryRun) {
      return show(answer.path("preview"));
    }
    output().object(answer.path("rule"), RULE);
    if (clear) {
      say("The rule is gone; this one holds in its place.");
    }
    return Exit.OK;
  }

  private String path() {
    return "/channels/" + Request.segment(channel) + "/rule";
  }

  private Query query() {
    return Query.none().with("listing", listing).with("group", group).when("dry_run", dryRun);
  }

  private Request taken() {
    return Request.delete(path()).query(query()).ifVersion(ifVersion);
  }

  private Request given() {
    ObjectNode body =
        new Json.Body()
            .with("buffer", buffer)
            .with("percent", percent)
            .with("fixed", fixed)
            .with("max", max)
            .with("min", min)
            .node();
    body.put("stops_selling", stopSelling);
    return Request.put(path(), body).query(query()).ifVersion(ifVersion);
  }

  private int show(JsonNode preview) {
    if (!common.forPeople()) {
      output().object(preview, List.of(number("Changed", "changed"), number("Calls", "calls")));
      return Exit.OK;
    }
    JsonNode changes = preview.path("changes");
    output().list(changes.iterator(), CHANGE);
    if (preview.path("has_more").asBoolean(false)) {
      say(
          "and %d more, which change by no more than these."
              .formatted(Json.number(preview, "changed") - changes.size()));
    }
    say(
        "Listings that would change: %d (up: %d, to nothing: %d). To be told: %d, in %d calls. Nothing was changed."
            .formatted(
                Json.number(preview, "changed"),
                Json.number(preview, "raised"),
                Json.number(preview, "zeroed"),
                Json.number(preview, "pushes"),
                Json.number(preview, "calls")));
    return Exit.OK;
  }

  private int list() throws InterruptedException {
    JsonNode rules = get("/channels/" + Request.segment(channel) + "/rules").path("data");
    output().list(rules.valueStream().filter(this::isAskedFor).iterator(), RULES);
    return Exit.OK;
  }

  private boolean isAskedFor(JsonNode rule) {
    String subject = Json.text(rule, "subject");
    return switch (Json.text(rule, "scope")) {
      case "listing" -> group == null && (listing == null || listing.equals(subject));
      case "group" -> listing == null && (group == null || group.equals(subject));
      default -> listing == null && group == null;
    };
  }
}
