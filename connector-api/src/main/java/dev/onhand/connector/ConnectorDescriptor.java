package dev.onhand.connector;

import dev.onhand.model.Effect;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a kind of channel is like: the pages of the documentation, the questions of {@code channel
 * add} and the contract kit are made from it.
 *
 * @param type its name in commands and addresses: small letters, digits and {@code -}
 * @param title as people call it
 * @param settings what must be known of an account, in the order in which it is asked for
 * @param behaviors what it supports; see {@link Behavior}
 * @param semantics how the channel itself treats stock
 * @param limits how much may be asked of it
 * @param statuses what each order status means for stock, in small letters; a status that is not
 *     here has no effect and is reported
 * @param documentation the owner's page
 */
public record ConnectorDescriptor(
    String type,
    String title,
    List<SettingSpec> settings,
    Set<Behavior> behaviors,
    StockSemantics semantics,
    Limits limits,
    Map<String, Effect> statuses,
    URI documentation) {

  public ConnectorDescriptor {
    if (!type.matches("[a-z][a-z0-9-]{0,31}")) {
      throw new IllegalArgumentException(
          "type must be 1 to 32 small letters, digits and -, not '%s'".formatted(type));
    }
    settings = List.copyOf(settings);
    behaviors = Set.copyOf(behaviors);
    statuses = Map.copyOf(new TreeMap<>(statuses));
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

  /** What an order's status means for stock, in whatever case it is written; empty: not known. */
  public Optional<Effect> effect(String status) {
    return Optional.ofNullable(statuses.get(status.toLowerCase(Locale.ROOT)));
  }

  public boolean supports(Behavior behavior) {
    return behaviors.contains(behavior);
  }
}
