package dev.onhand.engine.channels;

import org.jspecify.annotations.Nullable;

/**
 * What a seller lets be spent of an account, beside what the channel allows; null: as much as that.
 *
 * @param callsPerSecond 1 to {@value #PER_SECOND_MAX}
 * @param callsPerDay in UTC, 1 to {@value #PER_DAY_MAX}; reading listings leaves a fifth of them to
 *     orders and pushes
 * @param pushesPerListing of each listing within 24 hours, 1 to {@value #PUSHES_MAX}
 */
public record AccountBudget(
    @Nullable Integer callsPerSecond,
    @Nullable Integer callsPerDay,
    @Nullable Integer pushesPerListing) {

  public static final int PER_SECOND_MAX = 1_000;
  public static final int PER_DAY_MAX = 10_000_000;
  public static final int PUSHES_MAX = 100_000;

  public static final AccountBudget NONE = new AccountBudget(null, null, null);

  public AccountBudget {
    require("calls_per_second", callsPerSecond, PER_SECOND_MAX);
    require("calls_per_day", callsPerDay, PER_DAY_MAX);
    require("pushes_per_listing", pushesPerListing, PUSHES_MAX);
  }

  private static void require(String what, @Nullable Integer given, int max) {
    if (given != null && (given < 1 || given > max)) {
      throw new IllegalArgumentException(
          "%s must be from 1 to %d, not %d".formatted(what, max, given));
    }
  }
}
