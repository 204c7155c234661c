package dev.onhand.engine.imports;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.SellerId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Leaves out, and counts, lines that had their effect by an import that made orders: sales that
 * became one, and what came back, which may have been booked with its order.
 */
final class KnownLines {

  private final ImportedOrders imported;
  private final SellerId seller;
  private final String retailer;
  private final Tally tally;

  KnownLines(ImportedOrders imported, ImportRequest request, Tally tally) {
    this.imported = imported;
    this.seller = request.seller();
    this.retailer = request.kind();
    this.tally = tally;
  }

  /** The same chunks without them; empty at the end. */
  Application.Source without(Application.Source source) {
    return () -> {
      for (List<Planned> chunk = source.next(); !chunk.isEmpty(); chunk = source.next()) {
        List<Planned> fresh = fresh(chunk);
        if (!fresh.isEmpty()) {
          return fresh;
        }
      }
      return List.of();
    };
  }

  private List<Planned> fresh(List<Planned> chunk) {
    Set<String> documents = new LinkedHashSet<>();
    Set<String> keys = new LinkedHashSet<>();
    for (Planned line : chunk) {
      if (RetailOrders.isSale(line)) {
        documents.add(document(line));
      } else if (RetailOrders.isReturn(line)) {
        keys.add(line.key());
      }
    }
    Map<String, Integer> lines =
        documents.isEmpty() ? Map.of() : imported.linesOf(seller, retailer, documents);
    Set<String> returns = keys.isEmpty() ? Set.of() : imported.recorded(seller, keys);
    List<Planned> fresh =
        chunk.stream()
            .filter(
                line ->
                    RetailOrders.isSale(line)
                        ? Invoices.numberOf(line) > lines.getOrDefault(document(line), 0)
                        : !returns.contains(line.key()))
            .toList();
    tally.alreadyRecorded += chunk.size() - fresh.size();
    return fresh;
  }

  private static String document(Planned line) {
    Cause cause = line.command().details().cause();
    return Objects.requireNonNull(cause.reference());
  }
}
