package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Where orders come from, and what their statuses mean. */
@Command(
    name = "channel",
    description = "Where orders come from, what their statuses mean, and how they are reached.")
@Verbs({
  ChannelCommands.ListAll.class,
  ChannelCommands.Show.class,
  ChannelCommands.Set.class,
  AccountCommands.Types.class,
  ChannelAdd.class,
  AccountCommands.Account.class,
  AccountCommands.Test.class,
  AccountCommands.Populate.class,
  AccountCommands.Resume.class,
  AccountCommands.Pause.class,
  AccountCommands.Pull.class,
  ChannelPush.class,
  ChannelShadow.class,
  ChannelBuffers.class,
  AccountCommands.Calls.class
})
final class ChannelCommands extends Noun {

  private static final List<Column> ROW =
      List.of(
          text("Code", "code"),
          text("Name", "name"),
          code("Preset", "preset"),
          code("Sourcing", "effective_sourcing"),
          number("Hold minutes", "hold_minutes"),
          code("State", "account.state"),
          code("Breaker", "account.breaker"));

  private static final List<Column> DETAILS =
      List.of(
          code("ID", "id"),
          text("Code", "code"),
          text("Name", "name"),
          code("Preset", "preset"),
          code("Sourcing", "sourcing"),
          code("Effective sourcing", "effective_sourcing"),
          number("Hold minutes", "hold_minutes"),
          code("State", "account.state"),
          code("Breaker", "account.breaker"),
          number("Version", "version"),
          time("Created", "created_at"),
          time("Updated", "updated_at"));

  private static final List<Column> STATUS =
      List.of(
          text("Status", "status"),
          code("Effect", "effect"),
          code("Says it left", "report"),
          code("From", "from"));

  private static final Pattern TYPED_STATUS =
      Pattern.compile("(?<status>.+)=(?<effect>[a-z]*)(?<unreported>:unreported)?");

  private static final String INHERIT = "inherit";

  private static String path(String code) {
    return "/channels/" + Request.segment(code);
  }

  /** A row for each status, with where its meaning comes from. */
  private static List<JsonNode> statuses(JsonNode channel) {
    List<JsonNode> rows = new ArrayList<>();
    for (Map.Entry<String, JsonNode> status : channel.path("effective_statuses").properties()) {
      boolean own = channel.path("statuses").has(status.getKey());
      Json.Body row = new Json.Body().with("status", status.getKey());
      row.with("effect", Json.text(status.getValue(), "effect"));
      JsonNode report = status.getValue().path("report");
      row.with("report", report.isMissingNode() ? "" : report.asBoolean() ? "yes" : "no");
      rows.add(row.with("from", own ? "channel" : "preset").node());
    }
    return rows;
  }

  /** What commands on one channel have in common. */
  abstract static class OnChannel extends Action {
    final void print(JsonNode channel) {
      output().object(channel, DETAILS);
      List<JsonNode> rows = statuses(channel);
      if (common.forPeople() && common.fields.isEmpty() && !rows.isEmpty()) {
        output().table(rows, STATUS);
      }
    }
  }

  @Command(name = "list", description = "List channels by code.", footer = "  onhand channel list")
  static final class ListAll extends Action {
    @Override
    int run() throws InterruptedException {
      Map<String, JsonNode> accounts = new HashMap<>();
      get("/channel-accounts")
          .path("data")
          .forEach(account -> accounts.put(Json.text(account, "channel"), account));
      JsonNode channels = get("/channels").path("data");
      channels.forEach(channel -> withAccount(channel, accounts.get(Json.text(channel, "code"))));
      output().list(channels.iterator(), ROW);
      return Exit.OK;
    }
  }

  /** With how it fares, where Onhand calls it itself. */
  private static JsonNode withAccount(JsonNode channel, @Nullable JsonNode account) {
    if (account != null && channel instanceof ObjectNode whole) {
      ObjectNode fares = whole.putObject("account");
      for (String field : List.of("state", "reason", "breaker", "last_failure", "rests_until")) {
        fares.set(field, account.path(field));
      }
    }
    return channel;
  }

  @Command(
      name = "show",
      description = "Show a channel: what each status means, and where units are taken from.",
      footer = "  onhand channel show web")
  static final class Show extends OnChannel {
    @Parameters(paramLabel = "CODE", description = "Code of the channel.")
    String channel = "";

    @Override
    int run() throws InterruptedException {
      print(withAccount(get(path(channel)), account()));
      return Exit.OK;
    }

    private @Nullable JsonNode account() throws InterruptedException {
      try {
        return get(AccountCommands.path(channel));
      } catch (ProblemException refused) {
        if (refused.problem().exit() == Exit.NOT_FOUND) {
          return null;
        }
        throw refused;
      }
    }
  }

  @Command(
      name = "set",
      description = {
        "Set up a channel; one that is not there yet is made. What is not named stays.",
        "It holds for orders from their next delivery on; for all that are open now:",
        "onhand order reapply --channel CODE",
        "Of a channel that Onhand calls itself also how much is asked of it."
      },
      footer = {
        "  onhand channel set web --status bezahlt=reserve --status versendet=fulfil",
        "  onhand channel set shop --preset fulfil_at_processing --status packed=fulfil:unreported",
        "  onhand channel set web --sourcing fewest_splits --hold-minutes 30",
        "  onhand channel set bm-fr --calls-per-day 2000 --no-hourly-read"
      })
  static final class Set extends OnChannel {
    @Parameters(paramLabel = "CODE", description = "Code of the channel.")
    String channel = "";

    @Option(names = "--name", paramLabel = "NAME", description = "What people call it.")
    @Nullable String name;

    @Option(
        names = "--preset",
        paramLabel = "PRESET",
        description = "reserve_then_ship, fulfil_at_processing or hold_then_pay.")
    @Nullable String preset;

    @Option(
        names = "--status",
        paramLabel = "STATUS=EFFECT",
        description = {
          "What a status means: hold, reserve, fulfil, release, return or ignore; once for each.",
          "fulfil:unreported takes units off, though nobody says they left.",
          "STATUS= without an effect: as the preset has it."
        })
    List<String> statuses = new ArrayList<>();

    @Option(
        names = "--sourcing",
        paramLabel = "RULE",
        description = {
          "priority, most_available, nearest, fewest_splits or first_with_stock;",
          "inherit: as the seller's setting says."
        })
    @Nullable String sourcing;

    @Option(
        names = "--hold-minutes",
        paramLabel = "N",
        description = "How long a hold lasts where the order does not say.")
    @Nullable Long holdMinutes;

    @Mixin AccountLimits limits = new AccountLimits();

    @Mixin IfVersion ifVersion = new IfVersion();

    @Override
    int run() throws InterruptedException {
      if (limits.areGiven()) {
        output().object(limit(), AccountCommands.DETAILS);
        if (isOnlyLimited()) {
          return Exit.OK;
        }
      }
      Optional<JsonNode> before = find();
      Json.Body body = new Json.Body();
      before.ifPresent(
          known -> {
            for (String field : List.of("name", "preset", "hold_minutes", "sourcing")) {
              body.with(field, known.path(field));
            }
          });
      body.with("name", name).with("preset", preset).with("hold_minutes", holdMinutes);
      if (sourcing != null) {
        body.with("sourcing", sourcing.equals(INHERIT) ? null : sourcing);
        if (sourcing.equals(INHERIT)) {
          body.withNull("sourcing");
        }
      }
      body.with("statuses", statuses(before));
      Long version =
          ifVersion.version != null
              ? ifVersion.version
              : before.map(known -> Json.number(known, "version")).orElse(null);
      print(api().send(Request.put(path(channel), body.node()).ifVersion(version)).body());
      if (before.isPresent()) {
        say("For orders that are open now: onhand order reapply --channel " + channel);
      }
      return Exit.OK;
    }

    private boolean isOnlyLimited() {
      return statuses.isEmpty()
          && Stream.of(name, preset, sourcing, holdMinutes).allMatch(Objects::isNull);
    }

    private JsonNode limit() throws InterruptedException {
      JsonNode account = get(AccountCommands.path(channel));
      Json.Body body = new Json.Body().with("type", Json.text(account, "type"));
      AccountLimits.keep(account, body);
      body.with("settings", account.path("settings"));
      Request request = Request.put(AccountCommands.path(channel), limits.in(body).node());
      return api().send(request.ifVersion(Json.number(account, "version"))).body();
    }

    /** What is there, which is set up as a whole. */
    private Optional<JsonNode> find() throws InterruptedException {
      try {
        return Optional.of(get(path(channel)));
      } catch (ProblemException refused) {
        if (refused.problem().exit() == Exit.NOT_FOUND) {
          return Optional.empty();
        }
        throw refused;
      }
    }

    private JsonNode statuses(Optional<JsonNode> before) {
      Map<String, JsonNode> all = new LinkedHashMap<>();
      before.ifPresent(
          known ->
              known
                  .path("statuses")
                  .properties()
                  .forEach(status -> all.put(status.getKey(), status.getValue())));
      for (String typed : statuses) {
        Matcher parts = TYPED_STATUS.matcher(typed);
        if (!parts.matches()) {
          throw CommandException.usage(
              "'" + typed + "' does not say what the status means",
              "for example: --status paid=reserve");
        }
        String status = parts.group("status").toLowerCase(java.util.Locale.ROOT);
        if (parts.group("effect").isEmpty()) {
          all.remove(status);
          continue;
        }
        Json.Body rule = new Json.Body().with("effect", parts.group("effect"));
        rule.with("report", parts.group("unreported") == null ? null : Boolean.FALSE);
        all.put(status, rule.node());
      }
      ObjectNode node = Json.object();
      all.forEach(node::set);
      return node;
    }
  }
}
