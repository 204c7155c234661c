package dev.onhand.connector;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What suits accounts of one sort, to begin with: whatever a person says of an account holds
 * instead. It never has a secret.
 *
 * @param name in small letters and {@code _}
 * @param title as people call such accounts
 * @param help for which accounts it is, why, and whether that is confirmed: one or two sentences
 * @param settings values by the name of the setting
 * @param asks settings that such an account must be told, though others may do without
 * @param pollSeconds how often it is asked for orders; null: as often as any other
 */
public record Preset(
    String name,
    String title,
    String help,
    Map<String, String> settings,
    List<String> asks,
    @Nullable Integer pollSeconds) {

  public Preset {
    if (!name.matches("[a-z][a-z0-9_]{0,47}")) {
      throw new IllegalArgumentException(
          "a preset's name must be 1 to 48 small letters, digits and _, not '%s'".formatted(name));
    }
    settings = Map.copyOf(settings);
    asks = List.copyOf(asks);
  }

  /** One that only sets. */
  public Preset(String name, String title, String help, Map<String, String> settings) {
    this(name, title, help, settings, List.of(), null);
  }
}
