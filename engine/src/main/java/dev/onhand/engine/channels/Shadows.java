package dev.onhand.engine.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.Shadow;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Channels that are only read, while another tool tells their listings what they show. */
public interface Shadows {

  /**
   * From now on the channel is only read, and what it would have been told is noted. What was noted
   * of an earlier time is forgotten. Does nothing where it is so already.
   */
  void begin(SellerId seller, long channel, Instant at);

  /** From now on the channel is told. Does nothing where it is already. */
  void end(SellerId seller, long channel, Instant at);

  /**
   * Forgets what was noted before a time, but for the number that each listing should have shown
   * then and what was sold from it since.
   *
   * @return how many notes
   */
  long forgetBefore(SellerId seller, Instant before);

  /** Tells what was noted of a channel, listing after listing. */
  void tell(SellerId seller, long channel, Consumer<Noted> listener);

  /**
   * What was noted of a listing.
   *
   * @param sku of its product; null: it is of none by now
   * @param wishes by time
   * @param sales by time
   */
  record Noted(
      long listing,
      String title,
      @Nullable String sku,
      List<Shadow.Wish> wishes,
      List<Shadow.Sale> sales) {
    public Noted {
      wishes = List.copyOf(wishes);
      sales = List.copyOf(sales);
    }
  }
}
