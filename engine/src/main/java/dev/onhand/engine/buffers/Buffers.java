package dev.onhand.engine.buffers;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.catalogue.Edit;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Where tuned buffers are kept, and what they follow from is read. */
public interface Buffers {

  /** As it is set; {@link Tuning#USUAL} where nobody did. */
  Tuning tuning(SellerId seller, long channel);

  /** What listings of a channel keep back, the most first. */
  List<TunedBuffer> tuned(SellerId seller, long channel);

  /** Sets both. What listings should show is for the caller to compute anew. */
  void put(SellerId seller, long channel, Tuning tuning, List<TunedBuffer> tuned, Edit edit);

  /**
   * How products that a channel lists were sold.
   *
   * @param alsoThere whether sales on the channel itself count too; else those elsewhere
   * @param from orders that came in from then on
   * @param to and before then
   */
  List<Sold> sold(SellerId seller, long channel, boolean alsoThere, Instant from, Instant to);

  /**
   * How a product was sold.
   *
   * @param lines how many lines of orders had so many units, by units
   */
  record Sold(ProductId product, String sku, Map<Long, Long> lines) {
    public Sold {
      lines = Map.copyOf(lines);
    }
  }
}
