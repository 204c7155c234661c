package dev.onhand.engine.batch;

import dev.onhand.core.batch.Correction;
import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.model.Quantity;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How one line of a batch becomes a movement. */
record LinePosting(Batch batch, BatchLine line, Edit edit) {

  /**
   * The key of a line's movement. It names the product by its id: a SKU may be renamed between two
   * tries.
   */
  static String key(long batch, ProductId product) {
    return "batch:%d:line:%d".formatted(batch, product.value());
  }

  /**
   * What is to be asked of the ledger.
   *
   * @param command null: nothing has to move
   * @param onHand now
   */
  record Wish(@Nullable Command command, long onHand) {}

  /** When it was counted; null: it is no count. */
  BatchBooks.@Nullable Window counted() {
    Instant at = due().countedAt();
    return at == null ? null : new BatchBooks.Window(at, at);
  }

  private BatchLine.Due due() {
    return Objects.requireNonNull(line.due());
  }

  /**
   * @param book what the books say of the moment when it was counted; null: it is no count
   */
  Wish wish(BatchBooks.@Nullable Book book) {
    BatchLine.Due due = due();
    if (book == null) {
      Reason reason = Objects.requireNonNull(batch.reason());
      return new Wish(move(reason, due.units(), Command.Mode.WISH, null, null), 0);
    }
    Correction correction = new Correction(due.units(), book.atEnd());
    if (correction.change() == 0) {
      return new Wish(null, book.now());
    }
    // What was counted is a fact: units that are promised and are not there must show as missing.
    return new Wish(
        move(
            correction.reason(),
            Math.abs(correction.change()),
            Command.Mode.FACT,
            book.now(),
            due.countedAt()),
        book.now());
  }

  private Command move(
      Reason reason,
      long units,
      Command.Mode mode,
      @Nullable Long expectedOnHand,
      @Nullable Instant occurredAt) {
    return new Command.Move(
        new MovementKey(key(batch.id(), line.product())),
        line.product(),
        reason,
        Quantity.of(units),
        batch.location().id(),
        null,
        null,
        mode,
        expectedOnHand,
        new Details(
            new Cause(Cause.Kind.BATCH, Long.toString(batch.id()), line.sku().value()),
            edit.actor(),
            null,
            occurredAt));
  }

  BatchLinePosted posted(Outcome outcome) {
    Movement movement =
        switch (outcome) {
          case Outcome.Recorded(var recorded) -> recorded;
          case Outcome.AlreadyRecorded(var recorded) -> recorded;
          case Outcome.Unchanged other ->
              throw new IllegalStateException("nothing moved: " + other);
          case Outcome.Refused other -> throw new IllegalStateException("nothing moved: " + other);
        };
    long units = movement.quantity().units();
    Movement.Balance to = movement.toAfter();
    if (to != null) {
      return posted(to.onHand() - units, to.onHand(), movement.id());
    }
    long after = Objects.requireNonNull(movement.fromAfter()).onHand();
    return posted(after + units, after, movement.id());
  }

  BatchLinePosted posted(long onHandFrom, long onHandTo, @Nullable MovementId movement) {
    return new BatchLinePosted(
        batch.id(),
        batch.kind(),
        line.product(),
        batch.location().id(),
        onHandFrom,
        onHandTo,
        movement,
        edit.actor(),
        batch.note(),
        edit.at());
  }
}
