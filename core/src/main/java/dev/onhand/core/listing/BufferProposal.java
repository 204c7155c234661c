package dev.onhand.core.listing;

import java.time.Duration;
import java.util.Map;

/**
 * How much a listing should keep back, from how its product sells elsewhere and how long the
 * listing takes to show a new number.
 *
 * <p>Lines of orders elsewhere come independently of each other at the pace at which they came (a
 * Poisson process), each with as many units as those had. While a number is on its way, a listing
 * still offers what was sold elsewhere meanwhile; so the units that it keeps back are to be more
 * than are sold elsewhere in that time, but for the chance that is accepted.
 *
 * @param buffer units of the product, 0 to {@value #BUFFER_MAX}
 * @param lines of orders that are expected elsewhere while a number is on its way
 * @param chanceWithout that any unit is sold elsewhere in that time
 * @param chance that more than the buffer are: at most what is accepted, unless the buffer is the
 *     most there is
 */
public record BufferProposal(long buffer, double lines, double chanceWithout, double chance) {

  /** No listing is proposed to keep back more. */
  public static final int BUFFER_MAX = 1_000;

  /** More are reckoned as so many: with them the buffer is hundreds of units anyway. */
  private static final double LINES_MAX = 700;

  /**
   * How a product sold.
   *
   * @param lines how many lines of orders had so many units, by units, at least 1
   * @param period in which, more than none
   */
  public record Demand(Map<Long, Long> lines, Duration period) {
    public Demand {
      lines = Map.copyOf(lines);
      if (period.isNegative() || period.isZero()) {
        throw new IllegalArgumentException("period must be more than none, not " + period);
      }
    }

    public long allLines() {
      return lines.values().stream().mapToLong(Long::longValue).sum();
    }

    public long allUnits() {
      return lines.entrySet().stream().mapToLong(one -> one.getKey() * one.getValue()).sum();
    }
  }

  /**
   * @param elsewhere what would not lower the number of the listing by itself
   * @param lag from a sale elsewhere until the listing shows it
   * @param accepted the chance to sell what is gone, more than 0 and less than 1
   */
  public static BufferProposal of(Demand elsewhere, Duration lag, double accepted) {
    if (!(accepted > 0 && accepted < 1)) {
      throw new IllegalArgumentException(
          "the chance that is accepted must be more than 0 and less than 1, not " + accepted);
    }
    double share = (double) lag.toMillis() / elsewhere.period().toMillis();
    double lines = Math.min(elsewhere.allLines() * share, LINES_MAX);
    double[] exactly = new double[BUFFER_MAX + 1];
    exactly[0] = Math.exp(-lines);
    double over = 1 - exactly[0];
    double chanceWithout = over;
    int buffer = 0;
    while (over > accepted && buffer < BUFFER_MAX) {
      buffer++;
      exactly[buffer] = exactly(buffer, exactly, elsewhere, lines);
      over -= exactly[buffer];
    }
    return new BufferProposal(buffer, lines, chanceWithout, Math.max(0, over));
  }

  /** Panjer's recursion: the chance that so many units are sold, from those of fewer. */
  private static double exactly(int units, double[] fewer, Demand demand, double lines) {
    double sum = 0;
    for (Map.Entry<Long, Long> size : demand.lines().entrySet()) {
      long of = size.getKey();
      if (of <= units) {
        sum += of * size.getValue() * fewer[(int) (units - of)];
      }
    }
    return lines / units * sum / demand.allLines();
  }
}
