package dev.onhand.connector;

import dev.onhand.model.Effect;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a kind of channel is like: the pages of the documentation, the questions of {@code channel
 * add} and the contract kit are made from it.
 *
 * @param type its name in commands and addresses: small letters, digits and {@code -}
 * @param title as people call it
 * @param settings what must be known of an account, in the order in which it is asked for
 * @param access how it lets an account in
 * @param behaviors what it supports; see {@link Behavior}
 * @param semantics how the channel itself treats stock
 * @param limits how much may be asked of it
 * @param statuses what each order status means for stock, in small letters; a status that is not
 *     here has no effect and is reported
 * @param documentation the owner's page
 * @param presets sorts of accounts, for who sets one up to begin with
 */
public record ConnectorDescriptor(
    String type,
    String title,
    List<SettingSpec> settings,
    Access access,
    Set<Behavior> behaviors,
    StockSemantics semantics,
    Limits limits,
    Map<String, Effect> statuses,
    URI documentation,
    List<Preset> presets) {

  public ConnectorDescriptor {
    if (!type.matches("[a-z][a-z0-9-]{0,31}")) {
      throw new IllegalArgumentException(
          "type must be 1 to 32 small letters, digits and -, not '%s'".formatted(type));
    }
    settings = List.copyOf(settings);
    presets = List.copyOf(presets);
    behaviors = Set.copyOf(behaviors);
    statuses = Map.copyOf(statuses);
    for (String status : statuses.keySet()) {
      if (!status.equals(status.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "status '%s' must be in small letters".formatted(status));
      }
    }
    Set<String> names = new HashSet<>();
    for (SettingSpec setting : settings) {
      if (!names.add(setting.name())) {
        throw new IllegalArgumentException("setting '%s' is there twice".formatted(setting.name()));
      }
    }
    for (Behavior behavior : behaviors) {
      if (!behaviors.containsAll(behavior.needs())) {
        throw new IllegalArgumentException("%s needs %s".formatted(behavior, behavior.needs()));
      }
    }
  }

  /** One whose accounts are all of one sort. */
  public ConnectorDescriptor(
      String type,
      String title,
      List<SettingSpec> settings,
      Access access,
      Set<Behavior> behaviors,
      StockSemantics semantics,
      Limits limits,
      Map<String, Effect> statuses,
      URI documentation) {
    this(
        type,
        title,
        settings,
        access,
        behaviors,
        semantics,
        limits,
        statuses,
        documentation,
        List.of());
  }

  /** The same, with sorts of accounts. */
  public ConnectorDescriptor withPresets(Preset... sorts) {
    return with(limits, List.of(sorts));
  }

  /**
   * A preset by its name.
   *
   * @throws IllegalArgumentException if there is none, with those that there are
   */
  public Preset preset(String name) {
    return presets.stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    presets.isEmpty()
                        ? "preset must be left out: there are none for " + title
                        : "preset must be one of "
                            + String.join(", ", presets.stream().map(Preset::name).toList())));
  }

  /** The same, of an account that takes at most so many updates with a push. */
  public ConnectorDescriptor withBatches(int most) {
    return with(limits.withBatches(most), presets);
  }

  private ConnectorDescriptor with(Limits otherLimits, List<Preset> otherPresets) {
    return new ConnectorDescriptor(
        type,
        title,
        settings,
        access,
        behaviors,
        semantics,
        otherLimits,
        statuses,
        documentation,
        otherPresets);
  }

  /** What an order's status means for stock, in whatever case it is written; empty: not known. */
  public Optional<Effect> effect(String status) {
    return Optional.ofNullable(statuses.get(status.toLowerCase(Locale.ROOT)));
  }

  public boolean supports(Behavior behavior) {
    return behaviors.contains(behavior);
  }

  /** Whether it can call, which it signs with a secret that is set. */
  public boolean canCall() {
    return settings.stream().anyMatch(it -> it.name().equals(ReceivesWebhooks.SECRET));
  }

  /**
   * Why something was not done and what a person can do about it, in the channel's own words and
   * with the names of the settings that it is about.
   */
  public String advice(DeferredException failure) {
    return "%s (%s)".formatted(advice(failure.why()), failure.getMessage());
  }

  private String advice(Cause why) {
    String general = why.advice();
    return switch (why) {
      case LOGIN_REFUSED -> join(general, access.login(), see(SettingSpec.Kind.SECRET));
      case NOT_ALLOWED -> join(general, access.rights(), see(SettingSpec.Kind.SECRET));
      case UNREACHABLE, TURNED_AWAY, UNREADABLE, UNEXPECTED, ADDRESS_FORBIDDEN ->
          join(general, see(SettingSpec.Kind.URL));
      case THROTTLED, UNAVAILABLE -> general;
    };
  }

  private static String join(String... sentences) {
    return Stream.of(sentences).filter(it -> !it.isEmpty()).collect(Collectors.joining(" "));
  }

  /** Secrets by name; where a channel is, with what is said of it when it is asked for. */
  private String see(SettingSpec.Kind kind) {
    List<SettingSpec> named = named(kind);
    return named.isEmpty()
        ? ""
        : "See the %s %s."
            .formatted(
                named.size() == 1 ? "setting" : "settings",
                named.stream()
                    .map(it -> kind == SettingSpec.Kind.SECRET ? it.name() : it.told())
                    .collect(Collectors.joining(", ")));
  }

  /**
   * Those of a kind that must be given, or, where none must, all but what the channel signs its
   * calls with. A channel without an address is where that says which must be given.
   */
  private List<SettingSpec> named(SettingSpec.Kind kind) {
    List<SettingSpec> all =
        settings.stream()
            .filter(it -> it.kind() == kind && !it.name().equals(ReceivesWebhooks.SECRET))
            .toList();
    List<SettingSpec> needed = all.stream().filter(it -> !it.isOptional()).toList();
    return !needed.isEmpty()
        ? needed
        : !all.isEmpty() || kind == SettingSpec.Kind.SECRET
            ? all
            : settings.stream().filter(SettingSpec::isNeeded).toList();
  }
}
