package dev.onhand.engine.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What listings were told, attempt by attempt. */
public interface PushAttempts {

  /**
   * A number that a listing was told.
   *
   * @param channel code
   * @param externalId what the channel calls the listing
   * @param expected what the listing was believed to show, where the channel was told so
   * @param answeredAt when it was known what came of it; null: it is not known yet
   * @param outcome applied, refused, deferred or unconfirmed; null: not known yet
   * @param detail what the channel said, or why the call came to nothing
   */
  record PushAttempt(
      long id,
      String channel,
      long listing,
      String externalId,
      long quantity,
      @Nullable Long expected,
      Instant sentAt,
      @Nullable Instant answeredAt,
      @Nullable String outcome,
      @Nullable String detail) {}

  /**
   * Those that are kept, newest first; cursors are ids of attempts.
   *
   * @param channel code; null: of all
   */
  Slice<PushAttempt> list(SellerId seller, @Nullable String channel, PageRequest page);
}
