package dev.onhand.engine.batch;

import dev.onhand.core.batch.BatchState;
import dev.onhand.core.batch.Observation;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.batch.BatchResult.OpenLine;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.channels.Listings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether what was scanned is what the journal has and what the channels took, and closes a
 * batch where it is.
 */
public final class BatchChecking {

  private final BatchRows rows;
  private final Listings listings;
  private final Acknowledgements acknowledgements;

  public BatchChecking(BatchRows rows, Listings listings, Acknowledgements acknowledgements) {
    this.rows = rows;
    this.listings = listings;
    this.acknowledgements = acknowledgements;
  }

  /** Compares, and names each line that does not agree. */
  public BatchResult verify(SellerId seller, long id, Edit edit) {
    BatchContents contents = rows.find(seller, id).orElse(null);
    if (contents == null) {
      return new BatchResult.Missing();
    }
    BatchState state = contents.batch().state();
    if (state == BatchState.UNDONE) {
      return BatchResult.blocked("It is undone: what it posted was reversed.");
    }
    if (state == BatchState.OPEN || state == BatchState.CANCELLED) {
      return BatchResult.blocked(
          "It is %s: nothing of it was posted that could be verified.".formatted(state.code()));
    }
    List<OpenLine> open = open(seller, contents, edit);
    if (!open.isEmpty() || state != BatchState.PUSHED) {
      return new BatchResult.Checked(contents, open);
    }
    return rows.<BatchResult>change(
            seller,
            id,
            now -> {
              if (now.batch().state() != BatchState.PUSHED) {
                return Batches.no(new BatchResult.Checked(now, open));
              }
              BatchContents after = now.with(now.batch().verified(edit.at()), now.lines());
              return new BatchRows.Change<>(after, new BatchResult.Checked(after, open));
            })
        .orElseThrow();
  }

  private List<OpenLine> open(SellerId seller, BatchContents contents, Edit edit) {
    List<OpenLine> open = BatchClosing.unplaced(contents);
    Batch batch = contents.batch();
    List<BatchLine> lines = contents.lines().stream().filter(line -> line.due() != null).toList();
    Map<String, Long> journalled =
        rows.journalled(
            seller,
            lines.stream().map(line -> LinePosting.key(batch.id(), line.product())).toList());
    Map<ProductId, String> posted = new HashMap<>();
    for (BatchLine line : lines) {
      String problem = problem(batch, line, journalled);
      if (problem == null) {
        posted.put(line.product(), line.sku().value());
      } else {
        open.add(new OpenLine(line.sku().value(), null, problem));
      }
    }
    // What listings should show may not be computed yet from what was just posted.
    listings.refresh(seller, posted.keySet(), edit.at());
    for (Acknowledgements.Waiting one :
        acknowledgements.note(seller, batch, posted.keySet(), edit)) {
      open.add(
          new OpenLine(
              Objects.requireNonNull(posted.get(one.product())),
              one.channel(),
              "listing %s %s".formatted(one.externalId(), one.why())));
    }
    return open;
  }

  private static @Nullable String problem(
      Batch batch, BatchLine line, Map<String, Long> journalled) {
    BatchLine.Due due = Objects.requireNonNull(line.due());
    BatchLine.Posted posted = line.posted();
    if (posted == null) {
      return "is not posted"
          + (line.refused() == null
              ? ": send push or approve again"
              : ": the books refused it. " + line.refused());
    }
    long scanned =
        batch.kind().counts()
            ? line.observation().map(Observation::units).orElse(-1L)
            : line.scanned();
    if (scanned != due.units()) {
      return "%d units were scanned, and it was posted as %d".formatted(scanned, due.units());
    }
    long inJournal = journalled.getOrDefault(LinePosting.key(batch.id(), line.product()), 0L);
    if (inJournal != posted.change()) {
      return "the journal has a change of %d, and the line one of %d"
          .formatted(inJournal, posted.change());
    }
    return batch.kind().counts() || inJournal == scanned
        ? null
        : "%d units were scanned, and the journal has %d".formatted(scanned, inJournal);
  }

  /** Ends a batch of which all agrees. */
  public BatchResult complete(SellerId seller, long id, Edit edit) {
    BatchContents found = rows.find(seller, id).orElse(null);
    BatchResult.Stale stale = found == null ? null : Batches.staleness(found, edit);
    if (stale != null) {
      return stale;
    }
    BatchResult checked = verify(seller, id, edit);
    if (!(checked instanceof BatchResult.Checked(var seen, var open))) {
      return checked;
    }
    if (seen.batch().state() == BatchState.PUSHED) {
      return new BatchResult.Blocked(
          "It stays open: %d of its lines do not agree.".formatted(open.size()), open);
    }
    Batch.Step by = new Batch.Step(edit.actor(), edit.at());
    return rows.<BatchResult>change(
            seller,
            id,
            now ->
                now.batch().state() == BatchState.VERIFIED
                    ? Batches.to(now.with(now.batch().ended(BatchState.COMPLETED, by), now.lines()))
                    : Batches.no(new BatchResult.Done(now)))
        .orElseThrow();
  }
}
