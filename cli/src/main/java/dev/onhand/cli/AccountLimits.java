package dev.onhand.cli;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** How much is asked of a channel: options of {@code channel add} and {@code channel set}. */
final class AccountLimits {

  /** What of an account stays where it is not named. */
  private static final List<String> KEPT =
      List.of(
          "locations",
          "poll_seconds",
          "calls_per_second",
          "calls_per_day",
          "pushes_per_listing",
          "hourly_read");

  @Option(
      names = "--calls-per-second",
      paramLabel = "N",
      description = "The most calls in a second; 0: as many as the channel allows.")
  @Nullable Long perSecond;

  @Option(
      names = "--calls-per-day",
      paramLabel = "N",
      description = {
        "The most calls in a day, of which reading listings leaves a fifth to orders and pushes;",
        "0: as many as the channel allows."
      })
  @Nullable Long perDay;

  @Option(
      names = "--pushes-per-listing",
      paramLabel = "N",
      description = "The most pushes of each listing within 24 hours; 0: no limit.")
  @Nullable Long perListing;

  @Option(
      names = "--hourly-read",
      negatable = true,
      description = "All listings are read every hour (the default), else once a day.")
  @Nullable Boolean hourlyRead;

  boolean areGiven() {
    return Stream.of(perSecond, perDay, perListing, hourlyRead).anyMatch(Objects::nonNull);
  }

  /** Puts what is kept of an account, which is set up as a whole, into a body. */
  static void keep(JsonNode account, Json.Body body) {
    KEPT.stream()
        .filter(account::hasNonNull)
        .forEach(field -> body.with(field, account.path(field)));
  }

  /** The body with what is given. */
  Json.Body in(Json.Body body) {
    limit(body, "calls_per_second", perSecond);
    limit(body, "calls_per_day", perDay);
    limit(body, "pushes_per_listing", perListing);
    return body.with("hourly_read", hourlyRead);
  }

  private static void limit(Json.Body body, String field, @Nullable Long given) {
    if (given != null && given == 0) {
      body.withNull(field);
    } else {
      body.with(field, given);
    }
  }
}
