package dev.onhand.engine.batch;

import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where every change of stock by a batch, and every change of what a listing shows, is looked up as
 * one list.
 */
public interface VerificationRecords {

  /**
   * Records, newest first. A listing's change that acknowledged a batch stands there once, as the
   * batch's.
   *
   * @throws IllegalArgumentException if the filter's product does not exist
   */
  Slice<VerificationRecord> list(SellerId seller, Filter filter, PageRequest page);

  /**
   * Which are wanted.
   *
   * @param type null: of any; else one of {@link VerificationRecord#TYPES}
   * @param channel its code; null: of any, and of none
   * @param batch null: of any, and of none
   * @param product null: of any
   * @param admin who or what changed it; null: anybody
   * @param from written then or later; null: whenever
   * @param to and before then; null: until now
   */
  record Filter(
      @Nullable String type,
      @Nullable String channel,
      @Nullable Long batch,
      @Nullable ProductRef product,
      @Nullable String admin,
      @Nullable Instant from,
      @Nullable Instant to) {

    /** All of a batch. */
    public static Filter ofBatch(long batch) {
      return new Filter(null, null, batch, null, null, null, null);
    }

    public Filter {
      if (type != null && !VerificationRecord.TYPES.contains(type)) {
        throw new IllegalArgumentException(
            "type must be one of "
                + String.join(", ", VerificationRecord.TYPES.stream().sorted().toList()));
      }
    }
  }
}
