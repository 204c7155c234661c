package dev.onhand.server.pages;

import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.ReceivesWebhooks;
import dev.onhand.connector.SettingSpec;
import java.util.List;
import java.util.stream.Collectors;

/** What is said of a kind of channel where one is chosen. */
public final class ChannelKinds {

  private ChannelKinds() {}

  /** What it asks for, how many listings it is told of at once, and whether it calls. */
  public static String line(ConnectorDescriptor kind) {
    List<SettingSpec> settings = kind.settings();
    String needed =
        settings.stream()
            .filter(it -> !it.isOptional() && it.fallback() == null)
            .map(it -> Show.words(it.name()))
            .collect(Collectors.joining(", "));
    boolean callsUs = settings.stream().anyMatch(it -> it.name().equals(ReceivesWebhooks.SECRET));
    int batch = kind.limits().batchMax();
    return "Type %s. Asks for %s. %s%s"
        .formatted(
            kind.type(),
            needed.isEmpty() ? "nothing that must be known" : needed,
            batch == 1
                ? "Each listing is told with a call of its own."
                : "Up to %s listings are told with a call.".formatted(Show.units(batch)),
            callsUs ? " It can call when an order comes." : "");
  }
}
