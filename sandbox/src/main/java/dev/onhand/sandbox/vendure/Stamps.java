package dev.onhand.sandbox.vendure;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How exactly the shop's database keeps when a row was made or changed. */
enum Stamps {
  TO_THE_MILLISECOND(ChronoUnit.MILLIS),
  TO_THE_SECOND(ChronoUnit.SECONDS);

  private final ChronoUnit unit;

  Stamps(ChronoUnit unit) {
    this.unit = unit;
  }

  Instant kept(Instant time) {
    return time.truncatedTo(unit);
  }
}
