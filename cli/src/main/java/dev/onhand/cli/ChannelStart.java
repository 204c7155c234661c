package dev.onhand.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a channel begins with, where not all of it is given by name: of {@code channel add}. */
final class ChannelStart {

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = {
        "What suits channels of one sort; what is given by name holds instead.",
        "Those there are: onhand channel types TYPE"
      })
  @Nullable String preset;

  @Option(
      names = "--like",
      paramLabel = "CODE",
      description = {
        "As that channel of yours of the same type, but for its secrets, host,",
        "key and shop. A preset, and what is given by name, hold instead."
      })
  @Nullable String like;

  /** The account that it begins like. */
  Optional<JsonNode> other(Action asking) throws InterruptedException {
    return like == null ? Optional.empty() : Optional.of(asking.get(AccountCommands.path(like)));
  }

  /**
   * The preset of the kind.
   *
   * @throws CommandException if there is none of that name, with those there are
   */
  Optional<JsonNode> preset(JsonNode kind) {
    if (preset == null) {
      return Optional.empty();
    }
    List<JsonNode> all = kind.path("presets").valueStream().toList();
    return Optional.of(
        all.stream()
            .filter(it -> Json.text(it, "name").equals(preset))
            .findFirst()
            .orElseThrow(
                () ->
                    CommandException.usage(
                        "there is no preset '%s' for %s"
                            .formatted(preset, Json.text(kind, "title")),
                        all.isEmpty()
                            ? "leave it out: there is none"
                            : "there are: " + names(all))));
  }

  private static String names(List<JsonNode> presets) {
    return presets.stream().map(it -> Json.text(it, "name")).collect(Collectors.joining(", "));
  }

  /** What is said of how much is asked of it, where that is not given by name. */
  static void keep(Optional<JsonNode> other, Optional<JsonNode> preset, Json.Body body) {
    other.ifPresent(account -> AccountLimits.keep(account, body));
    preset
        .filter(it -> it.hasNonNull("poll_seconds"))
        .ifPresent(it -> body.with("poll_seconds", it.path("poll_seconds")));
  }

  /**
   * Puts in what the other account has that is not its own, and what the preset sets.
   *
   * @throws CommandException if the other is of another type
   */
  void fill(
      Action asking,
      JsonNode kind,
      Optional<JsonNode> other,
      Optional<JsonNode> preset,
      ObjectNode settings) {
    other.ifPresent(
        account -> {
          requireSameType(kind, account);
          sayWhatStays(asking, kind, account);
          kind.path("settings")
              .valueStream()
              .filter(setting -> !setting.path("own").asBoolean())
              .map(setting -> Json.text(setting, "name"))
              .filter(account.path("settings")::hasNonNull)
              .forEach(name -> settings.set(name, account.path("settings").path(name)));
        });
    preset.ifPresent(
        it ->
            it.path("settings").properties().forEach(s -> settings.set(s.getKey(), s.getValue())));
  }

  private void sayWhatStays(Action asking, JsonNode kind, JsonNode account) {
    String own =
        kind.path("settings")
            .valueStream()
            .filter(setting -> setting.path("own").asBoolean())
            .map(setting -> Json.text(setting, "name"))
            .filter(account.path("settings")::hasNonNull)
            .collect(Collectors.joining(", "));
    asking.say(
        "As %s, but for its secrets%s".formatted(like, own.isEmpty() ? "" : " and its own " + own));
  }

  private void requireSameType(JsonNode kind, JsonNode account) {
    if (!Json.text(account, "type").equals(Json.text(kind, "type"))) {
      throw CommandException.usage(
          "channel '%s' is of type %s, not %s"
              .formatted(like, Json.text(account, "type"), Json.text(kind, "type")),
          "name a channel of the same type; those there are: onhand channel account");
    }
  }

  /** Whether the preset wants to be told a setting that others may do without. */
  static boolean isAsked(Optional<JsonNode> preset, JsonNode setting) {
    return preset.stream()
        .flatMap(it -> it.path("asks").valueStream())
        .anyMatch(name -> name.asString().equals(Json.text(setting, "name")));
  }

  /** Where nobody chose one: that there are some. */
  static void offer(Action asking, JsonNode kind) {
    List<JsonNode> all = kind.path("presets").valueStream().toList();
    if (!all.isEmpty()) {
      asking.say(
          "Presets, with --preset NAME: %s; what for: onhand channel types %s"
              .formatted(names(all), Json.text(kind, "type")));
    }
  }

  /** Each preset of a kind, and what it is for. */
  static void sayAll(Action asking, JsonNode kind) {
    for (JsonNode preset : kind.path("presets")) {
      asking.say(
          "Preset %s (%s): %s"
              .formatted(
                  Json.text(preset, "name"),
                  Json.text(preset, "title"),
                  Json.text(preset, "help")));
    }
  }
}
