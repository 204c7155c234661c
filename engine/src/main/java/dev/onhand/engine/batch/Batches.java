package dev.onhand.engine.batch;

import dev.onhand.core.batch.BatchKind;
import dev.onhand.core.batch.BatchState;
import dev.onhand.core.batch.CountPick;
import dev.onhand.core.batch.CountPick.Abc;
import dev.onhand.core.batch.FourEyes;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.ledger.Stocked.Tracking;
import dev.onhand.engine.batch.BatchRows.Change;
import dev.onhand.engine.catalogue.Edit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Starts batches, takes in what is scanned, and calls them off. None of it moves stock; that does
 * {@link BatchPosting}.
 */
public final class Batches {

  private final BatchRows rows;

  public Batches(BatchRows rows) {
    this.rows = rows;
  }

  public BatchResult start(SellerId seller, NewBatch wish, Edit edit) {
    Batch.Place place = rows.findPlace(seller, wish.location()).orElse(null);
    if (place == null) {
      return new BatchResult.Refused(new Outcome.UnknownLocation(wish.location()), "/location");
    }
    Named named = named(seller, wish.products());
    if (named.problem() != null) {
      return named.problem();
    }
    List<ProductId> planned = new ArrayList<>(named.products().keySet());
    if (wish.kind() == BatchKind.STOCK_TAKE || wish.isPicked()) {
      planned.addAll(picked(seller, place, wish, edit.at()));
      if (planned.size() > NewBatch.LINES_MAX) {
        return BatchResult.blocked(
            "%s has more than %d products to count. Count it in parts: start counts with skus."
                .formatted(place.code(), NewBatch.LINES_MAX));
      }
      if (planned.isEmpty()) {
        return BatchResult.blocked("There is nothing to count at %s.".formatted(place.code()));
      }
    }
    Batch batch =
        new Batch(
            0,
            wish.kind(),
            place,
            BatchState.OPEN,
            wish.reason(),
            wish.isBlind(),
            fourEyes(seller, wish),
            wish.note(),
            new Batch.Step(edit.actor(), edit.at()),
            null,
            null,
            null,
            edit.at(),
            1);
    Batch made = rows.create(seller, batch, planned);
    return new BatchResult.Done(rows.find(seller, made.id()).orElseThrow());
  }

  private List<ProductId> picked(SellerId seller, Batch.Place place, NewBatch wish, Instant now) {
    Integer days = wish.notCountedForDays();
    Instant since = days == null ? null : now.minus(Duration.ofDays(days));
    Abc abc = wish.abc();
    if (abc != null) {
      return CountPick.ofClass(rows.countables(seller, place, since, now), abc);
    }
    Integer riskiest = wish.riskiest();
    if (riskiest != null) {
      return CountPick.riskiest(rows.countables(seller, place, since, now), riskiest, now);
    }
    return rows.productsAt(seller, place, since, NewBatch.LINES_MAX + 1);
  }

  private FourEyes fourEyes(SellerId seller, NewBatch wish) {
    return wish.kind().counts() && wish.fourEyes().above() == null
        ? new FourEyes(rows.fourEyesAbove(seller))
        : wish.fourEyes();
  }

  private record Named(Map<ProductId, Stocked> products, @Nullable BatchResult problem) {}

  private Named named(SellerId seller, List<ProductRef> refs) {
    Map<ProductRef, Stocked> known = rows.findProducts(seller, refs);
    Map<ProductId, Stocked> products = new HashMap<>();
    for (int i = 0; i < refs.size(); i++) {
      ProductRef ref = refs.get(i);
      Stocked product = known.get(ref);
      Outcome.Refused refusal = product == null ? new Outcome.UnknownProduct(ref) : null;
      if (product != null && product.tracking() == Tracking.PLACEHOLDER) {
        refusal = new Outcome.PlaceholderProduct(ref);
      }
      if (product != null && product.tracking() == Tracking.BUNDLE) {
        refusal = new Outcome.BundleProduct(ref);
      }
      if (refusal != null) {
        return new Named(Map.of(), new BatchResult.Refused(refusal, "/skus/" + i));
      }
      products.put(Objects.requireNonNull(product).id(), product);
    }
    return new Named(products, null);
  }

  /** What became of scans that were handed in. */
  public sealed interface Scanning {

    /** Each has its answer. */
    record Done(List<ScanAnswer> answers) implements Scanning {}

    /** There is no such batch. */
    record Missing() implements Scanning {}

    /**
     * The batch takes in no more. Nothing is lost: these were not kept, and the device still has
     * them.
     *
     * @param ids of the scans that were not kept before
     */
    record TooLate(List<String> ids) implements Scanning {}
  }

  /**
   * Keeps what was scanned. The same scan again counts once, in whatever batch it was before; what
   * no product is known for is kept all the same.
   *
   * @param scans each with another id
   */
  public Scanning scan(SellerId seller, long id, List<NewScan> scans, Edit edit) {
    List<ScanAnswer> answers = rows.scan(seller, id, scans, edit.actor(), edit.at()).orElse(null);
    if (answers == null) {
      return new Scanning.Missing();
    }
    if (answers.size() == scans.size()) {
      return new Scanning.Done(answers);
    }
    Set<String> kept = new HashSet<>();
    answers.forEach(answer -> kept.add(answer.id()));
    return new Scanning.TooLate(
        scans.stream().map(NewScan::id).filter(one -> !kept.contains(one)).toList());
  }

  /** Adds products to what is to be counted. */
  public BatchResult plan(SellerId seller, long id, List<ProductRef> refs, Edit edit) {
    if (rows.find(seller, id).isEmpty()) {
      return new BatchResult.Missing();
    }
    Named named = named(seller, refs);
    if (named.problem() != null) {
      return named.problem();
    }
    return changeCount(
        seller,
        id,
        edit,
        contents -> {
          List<BatchLine> lines = new ArrayList<>();
          Set<ProductId> there = new HashSet<>();
          for (BatchLine line : contents.lines()) {
            there.add(line.product());
            lines.add(named.products().containsKey(line.product()) ? line.planned() : line);
          }
          for (Stocked product : named.products().values()) {
            if (there.add(product.id())) {
              lines.add(
                  new BatchLine(
                      product.id(),
                      product.sku(),
                      true,
                      null,
                      List.of(),
                      Set.of(),
                      null,
                      null,
                      null));
            }
          }
          return lines.size() > NewBatch.LINES_MAX
              ? no(
                  BatchResult.blocked(
                      "A batch has at most %d lines. Start another.".formatted(NewBatch.LINES_MAX)))
              : to(contents.with(contents.batch().touched(edit.at()), lines));
        });
  }

  /**
   * Has lines counted again: what was scanned of them before counts no more, and stays in sight.
   */
  public BatchResult recount(SellerId seller, long id, List<ProductRef> refs, Edit edit) {
    if (rows.find(seller, id).isEmpty()) {
      return new BatchResult.Missing();
    }
    Named named = named(seller, refs);
    if (named.problem() != null) {
      return named.problem();
    }
    return changeCount(
        seller,
        id,
        edit,
        contents -> {
          Set<ProductId> missing = new HashSet<>(named.products().keySet());
          List<BatchLine> lines = new ArrayList<>();
          for (BatchLine line : contents.lines()) {
            lines.add(missing.remove(line.product()) ? line.countedFrom(edit.at()) : line);
          }
          return missing.isEmpty()
              ? to(contents.with(contents.batch().touched(edit.at()), lines))
              : no(
                  BatchResult.blocked(
                      "Only what the batch has as a line can be counted again. Plan it first."));
        });
  }

  /** Calls off a batch of which nothing was posted. */
  public BatchResult cancel(SellerId seller, long id, Edit edit) {
    return change(
        seller,
        id,
        edit,
        contents ->
            switch (contents.batch().state()) {
              case CANCELLED -> no(new BatchResult.Done(contents));
              case OPEN ->
                  to(
                      contents.with(
                          contents
                              .batch()
                              .ended(BatchState.CANCELLED, new Batch.Step(edit.actor(), edit.at())),
                          contents.lines()));
              case PUSHED, VERIFIED, COMPLETED ->
                  no(
                      BatchResult.blocked(
                          "It is %s: what it posted is in the journal. Undo it instead."
                              .formatted(contents.batch().state().code())));
              case UNDONE -> no(BatchResult.blocked("It is undone already. Start another batch."));
            });
  }

  /**
   * Notes that what a batch posted was reversed: nothing more becomes of it. One of which nothing
   * was posted stays as it is.
   */
  public BatchResult undone(SellerId seller, long id, Edit edit) {
    return change(
        seller,
        id,
        edit,
        contents ->
            switch (contents.batch().state()) {
              case PUSHED, VERIFIED, COMPLETED ->
                  to(
                      contents.with(
                          contents.batch().undone(new Batch.Step(edit.actor(), edit.at())),
                          contents.lines()));
              case OPEN, CANCELLED, UNDONE -> no(new BatchResult.Done(contents));
            });
  }

  private BatchResult changeCount(
      SellerId seller, long id, Edit edit, Function<BatchContents, Change<BatchResult>> changing) {
    return change(
        seller,
        id,
        edit,
        contents -> {
          Batch batch = contents.batch();
          if (!batch.kind().counts()) {
            return no(BatchResult.blocked("A top_up has no plan: scan what came."));
          }
          return batch.state() == BatchState.OPEN
              ? changing.apply(contents)
              : no(
                  BatchResult.blocked(
                      "It is %s: start another count.".formatted(batch.state().code())));
        });
  }

  private BatchResult change(
      SellerId seller, long id, Edit edit, Function<BatchContents, Change<BatchResult>> changing) {
    return rows.change(
            seller,
            id,
            contents -> {
              BatchResult.Stale stale = staleness(contents, edit);
              return stale == null ? changing.apply(contents) : no(stale);
            })
        .orElseGet(BatchResult.Missing::new);
  }

  static BatchResult.@Nullable Stale staleness(BatchContents contents, Edit edit) {
    Long expected = edit.expectedVersion();
    long version = contents.batch().version();
    return expected == null || expected == version ? null : new BatchResult.Stale(version);
  }

  static Change<BatchResult> no(BatchResult why) {
    return new Change<>(null, why);
  }

  static Change<BatchResult> to(BatchContents after) {
    return new Change<>(after, new BatchResult.Done(after));
  }
}
