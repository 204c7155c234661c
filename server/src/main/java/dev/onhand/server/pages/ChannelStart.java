package dev.onhand.server.pages;

import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.Preset;
import dev.onhand.engine.channels.Account;
import java.util.List;
import java.util.Optional;

/**
 * What the form of a new channel account is filled with, and what it can be.
 *
 * @param presets of the kind
 * @param others the seller's accounts of the kind
 * @param preset the name of the one that it is filled with; empty: of none
 * @param like the code of the account that it is filled like; empty: like none
 */
public record ChannelStart(List<Preset> presets, List<Account> others, String preset, String like) {

  static ChannelStart of(
      ConnectorDescriptor kind, List<Account> others, String preset, String like) {
    return new ChannelStart(kind.presets(), others, preset, like);
  }

  /** Whether there is anything to choose. */
  public boolean isOffered() {
    return !presets.isEmpty() || !others.isEmpty();
  }

  /** Whether the form is filled with something. */
  public boolean isChosen() {
    return chosen().isPresent() || !like.isEmpty();
  }

  public Optional<Preset> chosen() {
    return presets.stream().filter(it -> it.name().equals(preset)).findFirst();
  }

  /** What the form is filled with, in words. */
  public String said() {
    String sort = chosen().map(it -> " for: " + it.title()).orElse("");
    String other = (sort.isEmpty() ? "" : "; all else") + " as they are of " + like;
    return "The fields are filled in%s%s.".formatted(sort, like.isEmpty() ? "" : other);
  }

  /** Settings that must be told then, though others may do without. */
  List<String> asks() {
    return chosen().map(Preset::asks).orElse(List.of());
  }
}
