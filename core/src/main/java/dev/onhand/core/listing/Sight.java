package dev.onhand.core.listing;

import dev.onhand.connector.StockSemantics;
import dev.onhand.connector.StockSemantics.TakesOff;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a listing is believed to show, and the time at which that was certain: it was set or read by
 * a call that was under way from one instant to another. All times are by the channel's clock.
 *
 * <p>A sale there that happened before is already in what was read, or was overwritten by what was
 * set; one that happened after took the units off by itself; of one that happened meanwhile nobody
 * knows, so that what is shown is not known any more.
 *
 * @param quantity null: not known; it has to be set or read
 */
public record Sight(@Nullable Long quantity, Instant from, Instant to) {

  /**
   * What times of a sale and of a call may be apart by mistake: channels tell their time to the
   * second, both of a sale and of an answer, and a clock may have drifted a second since it was
   * compared.
   */
  static final Duration TOLERANCE = Duration.ofSeconds(3);

  public Sight {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("a call cannot end before it begins: " + from + ", " + to);
    }
  }

  /** Nothing is known. */
  public static Sight unknown(Instant at) {
    return new Sight(null, at, at);
  }

  /**
   * After the channel took units off for sales of its own.
   *
   * @param units of the listing
   * @param earliest it did not do so before
   * @param latest it did not do so after
   */
  public Sight afterSale(StockSemantics semantics, long units, Instant earliest, Instant latest) {
    return semantics.takesOff() == TakesOff.NEVER ? this : changedBy(-units, earliest, latest);
  }

  /**
   * After units that were sold from the listing are not wanted any more.
   *
   * @param earliest the channel did not put them back before, if it does
   * @param latest it did not do so after
   */
  public Sight afterCancelling(
      StockSemantics semantics, long units, Instant earliest, Instant latest) {
    if (semantics.takesOff() == TakesOff.NEVER) {
      return this;
    }
    return switch (semantics.putsBack()) {
      case YES -> changedBy(units, earliest, latest);
      case NO -> this;
      case UNKNOWN -> new Sight(null, from, to);
    };
  }

  private Sight changedBy(long change, Instant earliest, Instant latest) {
    if (quantity == null || latest.isBefore(from.minus(TOLERANCE))) {
      return this;
    }
    if (earliest.isAfter(to.plus(TOLERANCE))) {
      return new Sight(Math.max(0, quantity + change), from, to);
    }
    return new Sight(null, from, to);
  }
}
