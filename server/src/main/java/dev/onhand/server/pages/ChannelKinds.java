package dev.onhand.server.pages;

import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.SettingSpec;
import java.util.stream.Collectors;

/** What is said of a kind of channel where one is chosen. */
public final class ChannelKinds {

  private ChannelKinds() {}

  /** What it asks for, how many listings it is told of at once, and whether it calls. */
  public static String line(ConnectorDescriptor kind) {
    String needed =
        kind.settings().stream()
            .filter(SettingSpec::isNeeded)
            .map(it -> Show.words(it.name()))
            .collect(Collectors.joining(", "));
    int batch = kind.limits().batchMax();
    return "Type %s. Asks for %s. %s%s"
        .formatted(
            kind.type(),
            needed.isEmpty() ? "nothing that must be known" : needed,
            batch == 1
                ? "Each listing is told with a call of its own."
                : "Up to %s listings are told with a call.".formatted(Show.units(batch)),
            kind.canCall() ? " It can call when an order comes." : "");
  }
}
