package dev.onhand.engine.verification;

import dev.onhand.core.ledger.SellerId;
import java.util.List;

/**
 * What sealed movements add up to, kept so that neither questions nor verifications begin at the
 * beginning.
 */
public interface Checkpoints {

  /**
   * How many of a product's movements make a segment: what a look back reads where it cuts through
   * one, against how many segments a product has.
   */
  int SEGMENT_MOVEMENTS = 1_000;

  /** A row of a segment with no more movements than this also says which they are. */
  int SEGMENT_FEW_MOVEMENTS = 64;

  /**
   * Adds the movements sealed since the last call to the sums of their levels and of their days,
   * and closes segments of products that are due. One bounded piece of work.
   *
   * @return whether there is more to do at once
   */
  boolean advance(SellerId seller);

  /** The days whose sums are not those of their movements, in order. Reads all movements. */
  List<Discrepancy> daysDiffering(SellerId seller);

  /** Removes the sums of days, so that {@link #advance} makes them anew. */
  void forgetDays(SellerId seller);
}
