package dev.onhand.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Says how a channel is reached, and asks for what is missing where somebody can be asked. */
@Command(
    name = "add",
    description = {
      "Say how a channel is reached; the channel is made if it is not there yet.",
      "A new one is paused: test it, populate it, look at its listings, then resume it.",
      "Of one that is there, what is not named stays.",
      "What each kind must be told: onhand channel types TYPE. On a terminal it is asked for,",
      "secrets without showing them. They also come from a file, or from a variable such as",
      "ONHAND_CHANNEL_TOKEN for the setting token."
    },
    footer = {
      "  onhand channel add bm-fr --type backmarket",
      "  onhand channel add mk-fr --type mirakl --preset several_shops",
      "  onhand channel add mk-de --like mk-fr",
      "  onhand channel add bm-fr --type backmarket --set company=Phones \\",
      "    --set contact=it@phones.example --secret-file token=bm-token.txt",
      "  onhand channel add bm-fr --poll-seconds 30 --location OUTLET"
    })
final class ChannelAdd extends Action {

  /** Before the name of a secret setting, in capitals. */
  private static final String VARIABLE = "ONHAND_CHANNEL_";

  @Parameters(paramLabel = "CODE", description = "Code of the channel.")
  String channel = "";

  @Option(names = "--type", paramLabel = "TYPE", description = "Its kind; never changed.")
  @Nullable String type;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting that is no secret; once for each. NAME= takes it away.")
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

  @Option(names = "--all-locations", description = "It sells the stock of all that sell.")
  boolean allLocations;

  @Option(
      names = "--poll-seconds",
      paramLabel = "N",
      description = "How often it is asked for orders. Default: 60.")
  @Nullable Long pollSeconds;

  @Mixin ChannelStart start = new ChannelStart();

  @Mixin AccountLimits limits = new AccountLimits();

  @Override
  int run() throws InterruptedException, IOException {
    if (allLocations && !locations.isEmpty()) {
      throw CommandException.usage("--location and --all-locations exclude each other", "");
    }
    Optional<JsonNode> before = find();
    Optional<JsonNode> other = start.other(this);
    JsonNode kind = AccountCommands.described(this, kind(before.or(() -> other)));
    Optional<JsonNode> preset = start.preset(kind);
    ObjectNode begun = Json.object();
    before.ifPresent(known -> known.path("settings").properties().forEach(s -> put(begun, s)));
    start.fill(this, kind, other, preset, begun);
    if (before.isEmpty()) {
      AccountCommands.sayAccess(this, kind);
      if (preset.isEmpty() && other.isEmpty()) {
        ChannelStart.offer(this, kind);
      }
    }
    Json.Body body = new Json.Body().with("type", Json.text(kind, "type"));
    before.ifPresent(known -> AccountLimits.keep(known, body));
    ChannelStart.keep(other, preset, body);
    limits.in(body.with("poll_seconds", pollSeconds));
    ObjectNode node =
        body.with("settings", settings(kind, begun, preset, hasSecrets(before))).node();
    if (allLocations || !locations.isEmpty()) {
      locations.forEach(node.putArray("locations")::add);
    }
    Long version = before.map(known -> Json.number(known, "version")).orElse(null);
    Request request = Request.put(AccountCommands.path(channel), node).ifVersion(version);
    JsonNode account = api().send(request).body();
    output().object(account, AccountCommands.DETAILS);
    boolean isStopped = Json.text(account, "state").equals("stopped");
    say(
        "Next: onhand channel test "
            + channel
            + (isStopped ? ", then: onhand channel resume " + channel : ""));
    return Exit.OK;
  }

  private Optional<JsonNode> find() throws InterruptedException {
    try {
      return Optional.of(get(AccountCommands.path(channel)));
    } catch (ProblemException refused) {
      if (refused.problem().exit() == Exit.NOT_FOUND) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  private String kind(Optional<JsonNode> before) {
    if (type != null) {
      return type;
    }
    return before
        .map(known -> Json.text(known, "type"))
        .orElseThrow(
            () ->
                CommandException.usage(
                    "channel '" + channel + "' is not set up yet: say of what kind it is",
                    "add --type TYPE, or --like CODE; the kinds: onhand channel types"));
  }

  private static boolean hasSecrets(Optional<JsonNode> before) {
    return before.filter(known -> known.path("has_secrets").asBoolean()).isPresent();
  }

  /** What it begins with, then what is given, then what a person answers. */
  private ObjectNode settings(
      JsonNode kind, ObjectNode settings, Optional<JsonNode> preset, boolean hasSecrets)
      throws IOException {
    for (String one : given) {
      String[] parts = parts(kind, one, "--set");
      if (isSecret(kind, parts[0])) {
        throw CommandException.usage(
            parts[0] + " is a secret, which others could read on a command line",
            "write it to a file: --secret-file " + parts[0] + "=FILE");
      }
      if (parts[1].isEmpty()) {
        settings.remove(parts[0]);
      } else {
        settings.put(parts[0], parts[1]);
      }
    }
    for (JsonNode setting : kind.path("settings")) {
      String variable = VARIABLE + Json.text(setting, "name").toUpperCase(Locale.ROOT);
      String value = surroundings().setting(variable);
      if (isSecret(setting) && !value.isEmpty()) {
        settings.put(Json.text(setting, "name"), value);
        say(Json.text(setting, "name") + " is taken from " + variable);
      }
    }
    for (String one : secrets) {
      String[] parts = parts(kind, one, "--secret-file");
      settings.put(parts[0], secret(parts[1]));
    }
    complete(settings, missing(kind, settings, preset, hasSecrets));
    return settings;
  }

  private static void put(ObjectNode settings, java.util.Map.Entry<String, JsonNode> setting) {
    settings.set(setting.getKey(), setting.getValue());
  }

  private String secret(String name) throws IOException {
    Path file = surroundings().directory().resolve(name);
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw CommandException.usage("there is no file '" + name + "' that can be read", "");
    }
    String secret = Files.readString(file).strip();
    if (secret.isEmpty()) {
      throw CommandException.usage("the file '" + name + "' is empty", "");
    }
    return secret;
  }

  /** What must be given and is not; secrets that are kept already are not given again. */
  private static List<JsonNode> missing(
      JsonNode kind, ObjectNode settings, Optional<JsonNode> preset, boolean hasSecrets) {
    return kind.path("settings")
        .valueStream()
        .filter(
            setting ->
                ChannelStart.isAsked(preset, setting)
                    || isNeeded(setting)
                    || isNeededFor(kind, setting.path("needed_for"), settings))
        .filter(setting -> !settings.has(Json.text(setting, "name")))
        .filter(setting -> !(hasSecrets && isSecret(setting)))
        .toList();
  }

  private static boolean isNeeded(JsonNode setting) {
    return !setting.path("optional").asBoolean() && !setting.hasNonNull("fallback");
  }

  /** Whether another setting is, or is by itself, what makes one needed. */
  private static boolean isNeededFor(JsonNode kind, JsonNode choice, ObjectNode settings) {
    String other = Json.text(choice, "setting");
    return choice.isObject()
        && kind.path("settings")
            .valueStream()
            .filter(setting -> Json.text(setting, "name").equals(other))
            .map(
                setting ->
                    settings.has(other)
                        ? Json.text(settings, other)
                        : Json.text(setting, "fallback"))
            .anyMatch(Json.text(choice, "value")::equals);
  }

  private void complete(ObjectNode settings, List<JsonNode> missing) throws IOException {
    if (missing.isEmpty()) {
      return;
    }
    if (!canAsk()) {
      throw CommandException.usage(
          "not given: " + missing.stream().map(ChannelAdd::told).collect(Collectors.joining("; ")),
          "add " + missing.stream().map(ChannelAdd::option).collect(Collectors.joining(" ")));
    }
    Questions questions = new Questions(surroundings());
    for (JsonNode setting : missing) {
      String name = Json.text(setting, "name");
      say(told(setting));
      settings.put(name, isSecret(setting) ? questions.secret(name) : questions.text(name));
    }
  }

  /** Such as {@code company (as registered)}. */
  private static String told(JsonNode setting) {
    String choices =
        setting
            .path("choices")
            .valueStream()
            .map(JsonNode::asString)
            .collect(Collectors.joining(", "));
    String help = Json.text(setting, "help");
    return Json.text(setting, "name")
        + " ("
        + (help.endsWith(".") ? help.substring(0, help.length() - 1) : help)
        + (choices.isEmpty() ? "" : ": " + choices)
        + ")";
  }

  private static String option(JsonNode setting) {
    String name = Json.text(setting, "name");
    return isSecret(setting) ? "--secret-file " + name + "=FILE" : "--set " + name + "=VALUE";
  }

  private static boolean isSecret(JsonNode setting) {
    return Json.text(setting, "kind").equals("secret");
  }

  private static boolean isSecret(JsonNode kind, String name) {
    return kind.path("settings")
        .valueStream()
        .anyMatch(setting -> Json.text(setting, "name").equals(name) && isSecret(setting));
  }

  private static String[] parts(JsonNode kind, String given, String option) {
    String[] parts = given.split("=", 2);
    if (parts.length < 2 || parts[0].isEmpty()) {
      throw CommandException.usage(
          "'" + given + "' does not name a setting", "for example: " + option + " name=value");
    }
    List<String> names =
        kind.path("settings").valueStream().map(setting -> Json.text(setting, "name")).toList();
    if (!names.contains(parts[0])) {
      throw CommandException.usage(
          "there is no setting '" + parts[0] + "'", "there are: " + String.join(", ", names));
    }
    return parts;
  }
}
