package dev.onhand.engine.imports;

import dev.onhand.core.ledger.SellerId;
import java.util.List;
import java.util.Set;

/** Books what came back, each line under its own key. */
final class ReturnedGoods {

  private final SellerId seller;
  private final ImportedOrders imported;
  private final Application movements;
  private final Tally tally;

  ReturnedGoods(
      ImportRequest request, ImportedOrders imported, Application movements, Tally tally) {
    this.seller = request.seller();
    this.imported = imported;
    this.movements = movements;
    this.tally = tally;
  }

  /**
   * @return whether to go on
   */
  boolean apply(List<Planned> lines) throws InterruptedException {
    if (lines.isEmpty()) {
      return true;
    }
    Set<String> known = imported.recorded(seller, lines.stream().map(Planned::key).toList());
    List<Planned> fresh = lines.stream().filter(line -> !known.contains(line.key())).toList();
    tally.alreadyRecorded += lines.size() - fresh.size();
    tally.returnsUnlinked += fresh.size();
    tally.returned += fresh.stream().mapToLong(line -> line.command().quantity().units()).sum();
    return movements.apply(fresh);
  }
}
