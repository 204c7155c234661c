package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

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
          code("Breaker", "breaker"),
          number("Listings", "listings"),
          number("Unmatched", "unmatched"),
          number("Due", "due"),
          text("Webhook path", "webhook_path"),
          code("Webhooks", "webhook_state"),
          time("Last webhook", "webhook_last_at"),
          number("Webhooks refused", "webhooks_refused"),
          text("Refused because", "webhook_refused_why"),
          time("Orders polled", "orders_polled_at"),
          time("Listings read", "listings_read_at"),
          number("Failures", "failures"),
          text("Reason", "reason"));

  static final List<Column> DETAILS =
      List.of(
          text("Channel", "channel"),
          code("Type", "type"),
          code("State", "state"),
          text("Reason", "reason"),
          time("Since", "state_since"),
          code("Shadow", "shadow"),
          text("Settings", "settings"),
          text("Locations", "locations"),
          number("Polls every (s)", "poll_seconds"),
          number("Calls per second", "calls_per_second"),
          number("Calls per day", "calls_per_day"),
          number("Pushes per listing", "pushes_per_listing"),
          code("Hourly read", "hourly_read"),
          time("Orders polled", "orders_polled_at"),
          time("Orders seen until", "orders_seen_until"),
          time("Listings read", "listings_read_at"),
          number("Listings", "listings"),
          number("Unmatched", "unmatched"),
          number("Listings due", "due"),
          number("Being told", "being_told"),
          code("Breaker", "breaker"),
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

  private static final List<Column> BUDGET =
      List.of(
          number("Spent today", "spent_today"),
          number("Left today", "left_today"),
          number("Calls per second", "calls_per_second"),
          number("Calls per day", "calls_per_day"),
          number("Pushes per listing", "pushes_per_listing"));

  private static final List<Column> SPENT =
      List.of(
          text("Day", "day"),
          number("Reads", "reads"),
          number("Pushes", "pushes"),
          number("Orders", "orders"),
          number("Auth", "auth"),
          number("Calls", "calls"),
          number("Failed", "failed"),
          number("By polling", "polling"),
          number("Saved", "saved"));

  private AccountCommands() {}

  static String path(String channel) {
    return "/channels/" + Request.segment(channel) + "/account";
  }

  @Command(
      name = "types",
      description =
          "List the kinds of channels there are, or what one of them must be told, and be granted there.",
      footer = {"  onhand channel types", "  onhand channel types backmarket"})
  static final class Types extends Action {
    @Parameters(arity = "0..1", paramLabel = "TYPE", description = "A kind of channel.")
    @Nullable String type;

    @Override
    int run() throws InterruptedException {
      if (type == null) {
        output().list(get("/channel-types").path("data").iterator(), TYPE);
      } else {
        JsonNode kind = described(this, type);
        output().list(kind.path("settings").iterator(), SETTING);
        sayAccess(this, kind);
        ChannelStart.sayAll(this, kind);
      }
      return Exit.OK;
    }
  }

  /** What a person has to do on the channel's side before its account can be set up. */
  static void sayAccess(Action asking, JsonNode kind) {
    asking.say("Its key: " + Json.text(kind, "login"));
    asking.say("What that must be allowed: " + Json.text(kind, "rights"));
  }

  static JsonNode described(Action asking, String type) throws InterruptedException {
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
      JsonNode account = await(this, channel, "/pull", "orders_polled_at");
      if (!common.forPeople()) {
        output().object(account, DETAILS);
      }
      Query parked = Query.none().with("channel", channel).when("parked", true).with("limit", "1");
      boolean isAnyParked = !api().get("/orders", parked).path("data").isEmpty();
      say(
          isAnyParked
              ? "The orders are in. Some have lines that wait, for a listing that is not known yet"
                  + " for one: onhand order list --parked --channel "
                  + channel
              : "The orders are in.");
      return Exit.OK;
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
      JsonNode account = await(this, channel, "/populate", "listings_read_at");
      if (!common.forPeople()) {
        output().object(account, DETAILS);
      }
      long all = Json.number(account, "listings");
      long unmatched = Json.number(account, "unmatched");
      say(
          "Listings: %d, of no product: %d, to be told: %d."
              .formatted(all, unmatched, Json.number(account, "due")));
      if (unmatched > 0) {
        say(
            "Which are of no product: onhand listing list --channel "
                + channel
                + " --only unmatched");
      }
      return Exit.OK;
    }
  }

  /**
   * Has something done, and looks until its time moves.
   *
   * @return the account then
   */
  private static JsonNode await(Action action, String channel, String verb, String field)
      throws InterruptedException {
    JsonNode before = action.get(path(channel));
    requireNotStopped(before);
    action.api().send(Request.post(path(channel) + verb, Json.object()));
    if (before.hasNonNull("rests_until")) {
      action.say(
          "The channel failed and is not called before %s: %s"
              .formatted(Json.text(before, "rests_until"), Json.text(before, "last_failure")));
    }
    Waiting waiting = new Waiting(action.surroundings());
    while (true) {
      JsonNode account = action.get(path(channel));
      if (!Json.text(account, field).equals(Json.text(before, field))) {
        return account;
      }
      requireNotStopped(account);
      requireNoFailure(before, account);
      waiting.again(
          "it is not done after %d minutes, and goes on",
          "see how it fares: onhand channel account " + channel);
    }
  }

  /**
   * @param before as it was when the wait began
   */
  static void requireNoFailure(JsonNode before, JsonNode account) {
    String failedAt = Json.text(account, "last_failure_at");
    if (!failedAt.equals(Json.text(before, "last_failure_at"))) {
      throw new CommandException(
          Exit.FAILED,
          Json.text(account, "last_failure"),
          "it is tried again by itself; what may be wrong: onhand channel test "
              + Json.text(account, "channel"));
    }
  }

  static void requireNotStopped(JsonNode account) {
    if (Json.text(account, "state").equals("stopped")) {
      String code = Json.text(account, "channel");
      throw new CommandException(
          Exit.FAILED,
          "the channel is stopped: " + Json.text(account, "reason"),
          "mend it with: onhand channel add %s, then: onhand channel resume %s"
              .formatted(code, code));
    }
  }

  @Command(
      name = "calls",
      description = {
        "List how often a channel was called, by day and what for, and what it would have cost to",
        "read all listings every hour and one each time that somebody looks at it."
      },
      footer = {"  onhand channel calls bm-fr", "  onhand channel calls bm-fr --by-purpose"})
  static final class Calls extends Action {
    @Parameters(paramLabel = "CODE", description = "Code of the channel.")
    String channel = "";

    @Option(names = "--by-purpose", description = "In more detail: a row for each purpose.")
    boolean byPurpose;

    @Override
    int run() throws InterruptedException {
      if (byPurpose) {
        output().list(get(path(channel) + "/calls").path("data").iterator(), CALLS);
        return Exit.OK;
      }
      JsonNode spending = get(path(channel) + "/spending");
      if (!common.forPeople()) {
        output().objectWithList(spending, BUDGET, "days", SPENT);
        return Exit.OK;
      }
      output().list(spending.path("days").iterator(), SPENT);
      say(
          "Today: %d calls%s."
              .formatted(
                  Json.number(spending, "spent_today"),
                  spending.hasNonNull("calls_per_day")
                      ? ", %d left of the %d of the day"
                          .formatted(
                              Json.number(spending, "left_today"),
                              Json.number(spending, "calls_per_day"))
                      : ""));
      return Exit.OK;
    }
  }
}
