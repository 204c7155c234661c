package dev.onhand.engine.transfer;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.Digest;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.transfer.Transfer.Line;
import dev.onhand.model.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * The movements of a transfer. Their keys say which unit of the line they begin with, so that a
 * step that is taken twice has the same keys twice.
 */
final class TransferCommands {

  private final String reference;
  private final LocationId from;
  private final LocationId to;
  private final Transfers.Asking asking;
  private final @Nullable String note;

  /**
   * @param note goes with each movement
   */
  TransferCommands(
      String reference,
      LocationId from,
      LocationId to,
      Transfers.Asking asking,
      @Nullable String note) {
    this.reference = reference;
    this.from = from;
    this.to = to;
    this.asking = asking;
    this.note = note;
  }

  Command send(ProductId product, Quantity quantity) {
    return move(product, Reason.TRANSFER_OUT, "out/1", quantity, from, to);
  }

  Command receive(Line line, Quantity quantity) {
    return move(line.product(), Reason.TRANSFER_IN, "in/" + request(), quantity, to, null);
  }

  Command lose(Line line, Quantity quantity) {
    return move(line.product(), Reason.TRANSFER_LOST, "lost/" + request(), quantity, to, null);
  }

  Command sendBack(Line line, Quantity quantity) {
    return move(line.product(), Reason.TRANSFER_BACK, "back/" + request(), quantity, to, from);
  }

  /** The request, in a few characters. */
  private String request() {
    return Digest.of(asking.requestKey()).value().toString();
  }

  private Command move(
      ProductId product,
      Reason reason,
      String step,
      Quantity quantity,
      LocationId at,
      @Nullable LocationId second) {
    return new Command.Move(
        new MovementKey(
            "transfer:%d:%s/%d/%s".formatted(reference.length(), reference, product.value(), step)),
        product,
        reason,
        quantity,
        at,
        second,
        null,
        Command.Mode.WISH,
        null,
        new Details(
            new Cause(Cause.Kind.TRANSFER, reference, Long.toString(product.value())),
            asking.actor(),
            note,
            null));
  }
}
