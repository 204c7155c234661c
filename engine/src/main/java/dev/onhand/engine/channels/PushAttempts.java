package dev.onhand.engine.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What listings were told, attempt by attempt. */
public interface PushAttempts {

  /** So many calls of an attempt are shown. */
  int CALLS_MAX = 50;

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

  /** One; empty if there is none. */
  Optional<PushAttempt> find(SellerId seller, long id);

  /**
   * The calls by which an attempt was told to its channel, with others of the same batch, and by
   * which it was asked what became of it; oldest first, {@value #CALLS_MAX} at most. None: it was
   * told without one, or so long ago that they are not kept any more.
   */
  List<PushCall> calls(SellerId seller, PushAttempt attempt);

  /**
   * Those that are kept, newest first; cursors are ids of attempts.
   *
   * @param channel code; null: of all
   */
  Slice<PushAttempt> list(SellerId seller, @Nullable String channel, PageRequest page);
}
