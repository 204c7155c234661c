package dev.onhand.engine.buffers;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How buffers of a channel are tuned.
 *
 * @param isOn whether its listings keep back what is tuned; else nothing is tuned
 * @param accepted the chance to sell what is gone elsewhere, while a number is on its way, that is
 *     accepted; more than 0 and less than 1
 * @param days from how many it is measured, {@value #DAYS_MIN} to {@value #DAYS_MAX}
 * @param tunedAt when it was tuned last; null: never
 */
public record Tuning(boolean isOn, double accepted, int days, @Nullable Instant tunedAt) {

  public static final int DAYS_MIN = 2;
  public static final int DAYS_MAX = 90;

  /** Off. */
  public static final Tuning USUAL = new Tuning(false, 0.001, 28, null);

  public Tuning {
    if (!(accepted > 0 && accepted < 1)) {
      throw new IllegalArgumentException(
          "oversell_percent must be more than 0 and less than 100, not " + accepted * 100);
    }
    if (days < DAYS_MIN || days > DAYS_MAX) {
      throw new IllegalArgumentException(
          "days must be from %d to %d, not %d".formatted(DAYS_MIN, DAYS_MAX, days));
    }
  }

  Duration period() {
    return Duration.ofDays(days);
  }
}
