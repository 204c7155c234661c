package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Channels that Onhand calls itself: verbs of {@code channel}. */
final class AccountCommands {

  private static final List<Column> TYPE =
      List.of(text("Type", "type"), text("Name", "title"), text("Documentation", "documentation"));

  private static final List<Column> SETTING =
      List.of(
          text("Setting", "name"),
          code("Kind", "kind"),
          text("Default", "fallback"),
          text("What it is", "help"));

  private static final List<Column> ROW =
      List.of(
          text("Channel", "channel"),
          code("Type", "type"),
          code("State", "state"),
          number("Due", "due"),
          time("Orders polled", "orders_polled_at"),
          time("Listings read", "listings_read_at"),
          number("Failures", "failures"),
          text("Reason", "reason"));

  private static final List<Column> DETAILS =
      List.of(
          text("Channel", "channel"),
          code("Type", "type"),
          code("State", "state"),
          text("Reason", "reason"),
          time("Since", "state_since"),
          code("Dry run", "dry_run"),
          text("Settings", "settings"),
          text("Locations", "locations"),
          number("Polls every (s)", "poll_seconds"),
          time("Orders polled", "orders_polled_at"),
          time("Orders seen until", "orders_seen_until"),
          time("Listings read", "listings_read_at"),
          number("Listings due", "due"),
          number("Failures", "failures"),
          text("Last failure", "last_failure"),
          time("Last failure at", "last_failure_at"),
          time("Rests until", "rests_until"),
          number("Version", "version"));

  private static final List<Column> CALLS =
      List.of(
          text("Day", "day"),
          code("Purpose", "purpose"),
          number("Calls", "calls"),
          number("Failed", "failed"));

  private static final Duration DONE_WITHIN = Duration.ofMinutes(5);
  private static final Duration LOOK_EVERY = Duration.ofMillis(300);

  private AccountCommands() {}

  private static String path(String channel) {
    return "/channels/" + Request.segment(channel) + "/account";
  }

  @Command(
      name = "types",
      description = "List the kinds of channels there are, or what one of them must be told.",
      footer = {"  onhand channel types", "  onhand channel types backmarket"})
  static final class Types extends Action {
    @Parameters(arity = "0..1", paramLabel = "TYPE", description = "A kind of channel.")
    @Nullable String type;

    @Override
    int run() throws InterruptedException {
      if (type == null) {
        output().list(get("/channel-types").path("data").iterator(), TYPE);
      } else {
        output().list(described(this, type).path("settings").iterator(), SETTING);
      }
      return Exit.OK;
    }
  }

  private static JsonNode described(Action asking, String type) throws InterruptedException {
    JsonNode types = asking.get("/channel-types").path("data");
    return StreamSupport.stream(types.spliterator(), false)
        .filter(one -> Json.text(one, "type").equals(type))
        .findFirst()
        .orElseThrow(
            () ->
                CommandException.usage(
                    "there is no kind of channel '" + type + "'", "see: onhand channel types"));
  }

  @Command(
      name = "add",
      description = {
        "Say how a channel is reached; the channel is made if it is not there yet.",
        "A new one is paused: test it, populate it, look at its listings, then resume it.",
        "What each kind must be told: onhand channel types TYPE"
      },
      footer = {
        "  onhand channel add bm-fr --type backmarket --set company=Phones \\",
        "    --set contact=it@phones.example --secret-file token=bm-token.txt"
      })
  static final class Add extends Action {
    @Parameters(paramLabel = "CODE", description = "Code of the channel.")
    String channel = "";

    @Option(names = "--type", required = true, paramLabel = "TYPE", description = "Its kind.")
    String type = "";

    @Option(
        names = "--set",
        paramLabel = "NAME=VALUE",
        description = "A setting that is no secret; once for each.")
    List<String> given = new ArrayList<>();

    @Option(
        names = "--secret-file",
        paramLabel = "NAME=FILE",
        description = "A secret setting, in a file: secrets do not belong on a command line.")
    List<String> secrets = new ArrayList<>();

    @Option(
        names = "--location",
        paramLabel = "CODE",
        description = "A location whose stock it sells; once for each. Default: all that sell.")
    List<String> locations = new ArrayList<>();

    @Option(
        names = "--poll-seconds",
        paramLabel = "N",
        description = "How often it is asked for orders. Default: 60.")
    @Nullable Long pollSeconds;

    @Option(names = "--dry-run", description = "It only reads: nothing is ever pushed.")
    boolean dryRun;

    @Override
    int run() throws InterruptedException, IOException {
      ObjectNode body = Json.object();
      body.put("type", type).put("dry_run", dryRun);
      if (pollSeconds != null) {
        body.put("poll_seconds", pollSeconds);
      }
      if (!locations.isEmpty()) {
        locations.forEach(body.putArray("locations")::add);
      }
      ObjectNode settings = body.putObject("settings");
      JsonNode described = described(this, type);
      for (String one : given) {
        String[] parts = parts(one, "--set");
        if (isSecret(described, parts[0])) {
          throw CommandException.usage(
              parts[0] + " is a secret, which others could read on a command line",
              "write it to a file: --secret-file " + parts[0] + "=FILE");
        }
        settings.put(parts[0], parts[1]);
      }
      for (String one : secrets) {
        String[] parts = parts(one, "--secret-file");
        Path file = surroundings().directory().resolve(parts[1]);
        settings.put(parts[0], Files.readString(file).strip());
      }
      output().object(api().send(Request.put(path(channel), body)).body(), DETAILS);
      say("Next: onhand channel test " + channel);
      return Exit.OK;
    }

    private static boolean isSecret(JsonNode described, String name) {
      return StreamSupport.stream(described.path("settings").spliterator(), false)
          .anyMatch(
              setting ->
                  Json.text(setting, "name").equals(name)
                      && Json.text(setting, "kind").equals("secret"));
    }

    private static String[] parts(String given, String option) {
      String[] parts = given.split("=", 2);
      if (parts.length < 2 || parts[0].isEmpty()) {
        throw CommandException.usage(
            "'" + given + "' does not name a setting", "for example: " + option + " name=value");
      }
      return parts;
    }
  }

  @Command(
      name = "account",
      description = "Show how channels are reached and fare: all of them, or one.",
      footer = {"  onhand channel account", "  onhand channel account bm-fr"})
  static final class Account extends Action {
    @Parameters(arity = "0..1", paramLabel = "CODE", description = "Code of the channel.")
    @Nullable String channel;

    @Override
    int run() throws InterruptedException {
      if (channel == null) {
        output().list(get("/channel-accounts").path("data").iterator(), ROW);
      } else {
        output().object(get(path(channel)), DETAILS);
      }
      return Exit.OK;
    }
  }

  @Command(
      name = "test",
      description = "Call a channel once and say in words what is wrong, if something is.",
      footer = "  onhand channel test bm-fr")
  static final class Test extends Action {
    @Parameters(paramLabel = "CODE", description = "Code of the channel.")
    String channel = "";

    @Override
    int run() throws InterruptedException {
      JsonNode result = api().send(Request.post(path(channel) + "/test", Json.object())).body();
      if (common.forPeople()) {
        output().line(Json.text(result, "detail"));
      } else {
        output().object(result, List.of(text("Detail", "detail")));
      }
      return result.path("ok").asBoolean(false) ? Exit.OK : Exit.FAILED;
    }
  }

  @Command(
      name = "resume",
      description = "Let a channel work: poll orders, read listings, push what they should show.",
      footer = "  onhand channel resume bm-fr")
  static final class Resume extends Action {
    @Parameters(paramLabel = "CODE", description = "Code of the channel.")
    String channel = "";

    @Override
    int run() throws InterruptedException {
      output()
          .object(
              api().send(Request.post(path(channel) + "/resume", Json.object())).body(), DETAILS);
      return Exit.OK;
    }
  }

  @Command(
      name = "pause",
      description = "Stop all that a channel does by itself. Nothing is lost meanwhile.",
      footer = "  onhand channel pause bm-fr --reason \"sale is over\"")
  static final class Pause extends Action {
    @Parameters(paramLabel = "CODE", description = "Code of the channel.")
    String channel = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for others.")
    @Nullable String reason;

    @Override
    int run() throws InterruptedException {
      Json.Body body = new Json.Body().with("reason", reason);
      output()
          .object(api().send(Request.post(path(channel) + "/pause", body.node())).body(), DETAILS);
      return Exit.OK;
    }
  }

  @Command(
      name = "pull",
      description = {
        "Ask a channel for its orders now, and wait until they are in.",
        "New and changed orders come together: --new and --changed are the same."
      },
      footer = "  onhand channel pull bm-fr")
  static final class Pull extends Action {
    @Parameters(paramLabel = "CODE", description = "Code of the channel.")
    String channel = "";

    @Option(
        names = {"--new", "--changed"},
        description = "As other systems call it.")
    boolean either;

    @Override
    int run() throws InterruptedException {
      return await(this, channel, "/pull", "orders_polled_at", "The orders are in.");
    }
  }

  @Command(
      name = "populate",
      description = "Read all listings of a channel now, and wait until they are in.",
      footer = "  onhand channel populate bm-fr")
  static final class Populate extends Action {
    @Parameters(paramLabel = "CODE", description = "Code of the channel.")
    String channel = "";

    @Override
    int run() throws InterruptedException {
      int exit = await(this, channel, "/populate", "listings_read_at", "The listings are in.");
      if (exit == Exit.OK) {
        say("Those of no product: onhand listing list --channel " + channel + " --only unmatched");
      }
      return exit;
    }
  }

  /** Has something done, and looks until its time moves. */
  private static int await(Action action, String channel, String verb, String field, String done)
      throws InterruptedException {
    String before = Json.text(action.get(path(channel)), field);
    action.api().send(Request.post(path(channel) + verb, Json.object()));
    Instant until = action.surroundings().clock().instant().plus(DONE_WITHIN);
    while (action.surroundings().clock().instant().isBefore(until)) {
      JsonNode account = action.get(path(channel));
      if (!Json.text(account, field).equals(before)) {
        action.say(done);
        return Exit.OK;
      }
      if (Json.text(account, "state").equals("stopped") || Json.number(account, "failures") > 0) {
        action.say("error: " + Json.text(account, "last_failure") + Json.text(account, "reason"));
        return Exit.FAILED;
      }
      Thread.sleep(LOOK_EVERY);
    }
    action.say("error: it is not done after " + DONE_WITHIN.toMinutes() + " minutes");
    return Exit.FAILED;
  }

  @Command(
      name = "calls",
      description = "List how often a channel was called, by day and purpose.",
      footer = "  onhand channel calls bm-fr")
  static final class Calls extends Action {
    @Parameters(paramLabel = "CODE", description = "Code of the channel.")
    String channel = "";

    @Override
    int run() throws InterruptedException {
      output().list(get(path(channel) + "/calls").path("data").iterator(), CALLS);
      return Exit.OK;
    }
  }
}
