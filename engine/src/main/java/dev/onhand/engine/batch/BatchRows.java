package dev.onhand.engine.batch;

import dev.onhand.core.batch.CountPick.Countable;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where batches are kept. That a line was posted is written in the commit of its movement, as
 * {@link BatchLinePosted}.
 */
public interface BatchRows {

  Optional<BatchContents> find(SellerId seller, long id);

  /** Batches, newest first. */
  Slice<Batch> list(SellerId seller, BatchFilter filter, PageRequest page);

  /**
   * Writes a new batch, and gives it its id.
   *
   * @param planned what is to be counted
   */
  Batch create(SellerId seller, Batch batch, Collection<ProductId> planned);

  /**
   * Keeps scans, each once, whatever the batch it came for before.
   *
   * @return what became of each, in their order; only those that were kept before, if the batch
   *     takes in no more; empty: there is no such batch
   */
  Optional<List<ScanAnswer>> scan(
      SellerId seller, long id, List<NewScan> scans, String actor, Instant now);

  /** All scans of a batch, oldest first; the page's ids are their places. */
  Slice<KeptScan> scans(SellerId seller, long id, PageRequest page);

  /** A scan as it is kept. */
  record KeptScan(long place, String id, BatchContents.Scanned scanned, Instant receivedAt) {}

  /**
   * What to do with a batch.
   *
   * @param after as it is then; null: as it was
   */
  record Change<R>(@Nullable BatchContents after, R answer) {}

  /**
   * Changes a batch while nobody else does, and nobody scans.
   *
   * @param changing is run again if others were in the way, so it must only compute and read
   * @return empty: there is no such batch
   */
  <R> Optional<R> change(SellerId seller, long id, Function<BatchContents, Change<R>> changing);

  /** Notes why the books refused lines. */
  void refused(SellerId seller, long id, Map<ProductId, String> why);

  /** Notes that nothing had to move for a line. */
  void unchanged(SellerId seller, BatchLinePosted line);

  /** By how much movements under these keys changed on hand at a location, in all. */
  Map<String, Long> journalled(SellerId seller, Collection<String> keys);

  /** The location of that name. */
  Optional<Batch.Place> findPlace(SellerId seller, LocationRef ref);

  /** Those of these products that exist. */
  Map<ProductRef, Stocked> findProducts(SellerId seller, Collection<ProductRef> refs);

  /**
   * Products that are or were at a location.
   *
   * @param notCountedSince only those that were not counted there since; null: all
   * @param max so many at most
   */
  List<ProductId> productsAt(
      SellerId seller, Batch.Place location, @Nullable Instant notCountedSince, int max);

  /**
   * The same with what is known of them there.
   *
   * @param now up to when units that moved and corrections are counted
   */
  List<Countable> countables(
      SellerId seller, Batch.Place location, @Nullable Instant notCountedSince, Instant now);

  /**
   * Corrections of more units must be approved by somebody else where a count does not say; null:
   * none.
   */
  @Nullable Long fourEyesAbove(SellerId seller);
}
