package dev.onhand.engine.channels;

import dev.onhand.connector.StockSemantics;
import dev.onhand.model.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a person says of a channel account.
 *
 * @param type the kind of connector; never changed
 * @param settings those that are no secrets, checked against the connector
 * @param secrets those that are
 * @param locations codes; none: all that sell
 * @param semantics how the channel treats stock with these settings
 * @param pollEvery how often it is asked for orders, {@value #POLL_SECONDS_MIN} seconds to a day
 * @param readsHourly whether all its listings are read every hour; else once a day
 */
public record AccountData(
    String type,
    Map<String, String> settings,
    Map<String, Secret> secrets,
    List<String> locations,
    StockSemantics semantics,
    Duration pollEvery,
    AccountBudget budget,
    boolean readsHourly) {

  public static final int POLL_SECONDS_MIN = 1;
  public static final int POLL_SECONDS_MAX = 86_400;
  public static final Duration POLL_EVERY_DEFAULT = Duration.ofMinutes(1);

  public AccountData {
    settings = Map.copyOf(settings);
    secrets = Map.copyOf(secrets);
    locations = List.copyOf(locations);
    if (pollEvery.toSeconds() < POLL_SECONDS_MIN || pollEvery.toSeconds() > POLL_SECONDS_MAX) {
      throw new IllegalArgumentException(
          "poll_seconds must be from %d to %d, not %d"
              .formatted(POLL_SECONDS_MIN, POLL_SECONDS_MAX, pollEvery.toSeconds()));
    }
  }
}
