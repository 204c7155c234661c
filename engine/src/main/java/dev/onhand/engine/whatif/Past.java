package dev.onhand.engine.whatif;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.replay.Replay;
import dev.onhand.core.replay.Replayed;
import dev.onhand.core.replay.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where what happened is read, to be lived through again. */
public interface Past {

  /** The most movements that a period may have. */
  int MOVEMENTS_MAX = 500_000;

  /**
   * Reads a period page by page, as of one moment, and tells it to a replay.
   *
   * @param from what was recorded from then on
   * @param to and before then
   * @param begin makes the replay that is told, from what there was when the period began
   * @throws TooLongException if more happened in it than one replay may hold
   */
  Replayed tell(SellerId seller, Instant from, Instant to, Function<Start, Replay> begin);

  /** The listings that are of a product and have not ended, by channel. */
  Map<Long, List<Item>> listings(SellerId seller);

  /**
   * A listing.
   *
   * @param group empty: it is in none
   * @param units of the product in one of the listing
   * @param tuned units of the product that it keeps back at least
   */
  record Item(long listing, String group, ProductId product, long units, long tuned) {}

  /**
   * How long a channel's listings took to show what changed, over its newest pushes.
   *
   * @param since pushes from then on
   * @return null: none was measured
   */
  @Nullable Lag lag(SellerId seller, long channel, Instant since);

  /**
   * From a change of stock until the channel had answered the push that told of it.
   *
   * @param pushes that were measured
   */
  record Lag(long pushes, Duration p50, Duration p99) {}

  /** A period has too many movements. */
  final class TooLongException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TooLongException() {
      super("a replay has a limit");
    }

    /** A sentence for the person who asked. */
    public String detail() {
      return "from is too early: more than %d movements were recorded since; choose a shorter period"
          .formatted(MOVEMENTS_MAX);
    }
  }
}
