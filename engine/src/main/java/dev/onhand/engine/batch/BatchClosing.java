package dev.onhand.engine.batch;

import dev.onhand.core.batch.Correction;
import dev.onhand.core.batch.Observation;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.batch.BatchResult.OpenLine;
import dev.onhand.engine.batch.BatchRows.Change;
import dev.onhand.model.Quantity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides whether a batch may be posted, and what its lines come to then. */
final class BatchClosing {

  private final BatchBooks books;

  BatchClosing(BatchBooks books) {
    this.books = books;
  }

  Change<BatchResult> topUp(BatchContents contents, Batch.Step by) {
    List<OpenLine> open = unplaced(contents);
    List<BatchLine> lines = new ArrayList<>();
    for (BatchLine line : contents.lines()) {
      long units = line.scanned();
      if (units < 0) {
        open.add(
            new OpenLine(line.sku().value(), null, "more units were taken back than were scanned"));
      } else if (units > Quantity.UNITS_MAX) {
        open.add(tooMany(line));
      } else if (units > 0) {
        lines.add(line.due(new BatchLine.Due(units, null)));
      }
    }
    return close(contents, by, lines, open);
  }

  Change<BatchResult> count(
      SellerId seller, BatchContents contents, Batch.Step by, boolean leaveUncounted) {
    List<OpenLine> open = unplaced(contents);
    Map<ProductId, BatchBooks.Window> counted = new HashMap<>();
    for (BatchLine line : contents.lines()) {
      line.observation()
          .ifPresentOrElse(
              seen -> counted.put(line.product(), BatchBooks.Window.of(seen)),
              () -> {
                if (!leaveUncounted) {
                  open.add(new OpenLine(line.sku().value(), null, "it was not counted"));
                }
              });
    }
    Map<ProductId, BatchBooks.Book> all =
        books.onHand(seller, contents.batch().location().id(), counted);
    List<BatchLine> lines = new ArrayList<>();
    for (BatchLine line : contents.lines()) {
      BatchBooks.Book book = all.get(line.product());
      if (book != null) {
        Observation seen = line.observation().orElseThrow();
        Optional<String> objection = objection(contents.batch(), line, seen, book, by);
        objection.ifPresentOrElse(
            why -> open.add(new OpenLine(line.sku().value(), null, why)),
            () -> lines.add(line.due(new BatchLine.Due(seen.units(), seen.at()))));
      }
    }
    return close(contents, by, lines, open);
  }

  private static Optional<String> objection(
      Batch batch, BatchLine line, Observation seen, BatchBooks.Book book, Batch.Step by) {
    if (seen.units() < 0) {
      return Optional.of("more units were taken back than were counted");
    }
    if (seen.units() > Quantity.UNITS_MAX) {
      return Optional.of(tooMany(line).why());
    }
    if (book.movedMeanwhile()) {
      return Optional.of(
          "units moved while it was counted, between %s and %s: count it again, in one go"
              .formatted(seen.from(), seen.at()));
    }
    long change = new Correction(seen.units(), book.atEnd()).change();
    return batch.fourEyes().allows(by.actor(), line.counters(), change)
        ? Optional.empty()
        : Optional.of(
            "a correction of more than %d units needs the approval of somebody who did not count it"
                .formatted(batch.fourEyes().above()));
  }

  private static OpenLine tooMany(BatchLine line) {
    return new OpenLine(
        line.sku().value(),
        null,
        "it comes to more than %d units, which is the most".formatted(Quantity.UNITS_MAX));
  }

  /** What was scanned and is no line: it would be forgotten. */
  static List<OpenLine> unplaced(BatchContents contents) {
    List<OpenLine> open = new ArrayList<>();
    for (Unplaced one : contents.unplaced()) {
      open.add(
          new OpenLine(
              one.code(),
              null,
              "%s (%d scanned; scan as many fewer than 0 to take them back)"
                  .formatted(one.why().words(), one.units())));
    }
    return open;
  }

  private static Change<BatchResult> close(
      BatchContents contents, Batch.Step by, List<BatchLine> lines, List<OpenLine> open) {
    if (!open.isEmpty()) {
      return Batches.no(
          new BatchResult.Blocked(
              "%d of what was scanned or planned cannot be posted.".formatted(open.size()), open));
    }
    if (lines.isEmpty()) {
      return Batches.no(BatchResult.blocked("Nothing was scanned."));
    }
    return lines.size() > NewBatch.LINES_MAX
        ? Batches.no(
            BatchResult.blocked(
                "It has %d lines; a batch is posted with at most %d. Take some back and scan them in another."
                    .formatted(lines.size(), NewBatch.LINES_MAX)))
        : Batches.to(contents.with(contents.batch().pushed(by), lines));
  }
}
