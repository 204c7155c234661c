package dev.onhand.engine.purchase;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.engine.purchase.PurchaseOrder.Head;
import dev.onhand.engine.purchase.PurchaseOrder.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a receipt is taken back: its movements from the last to the first. */
final class ReversalPlan {

  private final PurchaseOrder order;
  private final Receipt receipt;
  private final String actor;
  private final List<Command> commands = new ArrayList<>();

  ReversalPlan(
      PurchaseOrder order,
      Receipt receipt,
      String actor,
      Command.Mode mode,
      @Nullable String note) {
    this.order = order;
    this.receipt = receipt;
    this.actor = actor;
    Head head = order.head();
    for (Receipt.Line line : receipt.lines().reversed()) {
      Cause cause = new Cause(head.kind().cause(), head.reference(), line.line());
      for (MovementId movement : line.movements().reversed()) {
        commands.add(
            new Command.Reverse(
                new MovementKey(
                    Receiving.KEYS
                        + "%d/reversal/%d/%d"
                            .formatted(head.id(), receipt.number(), commands.size())),
                movement,
                mode,
                new Details(cause, actor, note, null)));
      }
    }
  }

  List<Command> commands() {
    return List.copyOf(commands);
  }

  PurchaseReceived reversed(List<Outcome> outcomes) {
    var at = ReceiptPlan.recorded(outcomes.getFirst()).recordedAt();
    Map<String, Long> units = new HashMap<>();
    receipt.lines().forEach(line -> units.merge(line.line(), line.units(), Long::sum));
    List<Line> lines =
        order.lines().stream()
            .map(line -> line.plus(-units.getOrDefault(line.line(), 0L)))
            .toList();
    return new PurchaseReceived(
        order.received(lines, order.head().receipts(), at), receipt.reversed(actor, at));
  }
}
