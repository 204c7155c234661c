package dev.onhand.engine.testing;

import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Order;
import dev.onhand.engine.imports.ImportedOrders;
import dev.onhand.engine.orders.OrderState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Which documents became orders, in memory, for one retailer. */
public final class InMemoryImportedOrders implements ImportedOrders {

  private final InMemoryLedger ledger;
  private final InMemoryOrders orders;
  private final Map<String, Imported> documents = new LinkedHashMap<>();

  public InMemoryImportedOrders(InMemoryLedger ledger, InMemoryOrders orders) {
    this.ledger = ledger;
    this.orders = orders;
  }

  @Override
  public void remember(SellerId seller, String retailer, List<Imported> some) {
    some.forEach(
        each ->
            documents.merge(
                each.document(), each, (old, now) -> now.lines() >= old.lines() ? now : old));
  }

  @Override
  public Map<String, Integer> linesOf(SellerId seller, String retailer, Collection<String> wanted) {
    Map<String, Integer> lines = new HashMap<>();
    for (String document : wanted) {
      Imported known = documents.get(document);
      if (known != null) {
        lines.put(document, known.lines());
      }
    }
    return lines;
  }

  @Override
  public List<KnownLine> knownLines(SellerId seller, String retailer, Collection<String> wanted) {
    List<KnownLine> known = new ArrayList<>();
    for (String document : wanted) {
      if (documents.containsKey(document)) {
        for (Order.Line line : orders.order(retailer, document).lines().values()) {
          known.add(
              new KnownLine(
                  document,
                  Integer.parseInt(line.id()),
                  Objects.requireNonNull(line.item().sku()),
                  line.ordered()));
        }
      }
    }
    return known;
  }

  @Override
  public List<SoldLine> sales(SellerId seller, String retailer, List<CameBack> returns) {
    Map<Long, OrderState> byId = new HashMap<>();
    orders.orders().forEach(state -> byId.put(state.id(), state));
    List<Imported> latestFirst =
        documents.values().stream()
            .sorted(
                Comparator.comparing(Imported::occurredAt)
                    .thenComparing(Imported::order)
                    .reversed())
            .toList();
    List<SoldLine> sales = new ArrayList<>();
    for (CameBack back : returns) {
      for (Imported document : latestFirst) {
        if (back.customer().equals(document.customer())
            && !document.occurredAt().isAfter(back.at())) {
          for (Order.Line line : byId.get(document.order()).order().lines().values()) {
            long units =
                line.doings().stream().mapToLong(one -> one.fulfilled() - one.returned()).sum();
            if (units > 0 && Objects.equals(back.sku(), line.item().sku())) {
              sales.add(
                  new SoldLine(
                      back.number(), document.order(), document.document(), line.id(), units));
            }
          }
        }
      }
    }
    return sales;
  }

  @Override
  public Set<String> recorded(SellerId seller, Collection<String> keys) {
    Set<String> recorded = new HashSet<>(keys);
    recorded.removeIf(
        key -> ledger.firstSeller().live().findMovement(new MovementKey(key)).isEmpty());
    return recorded;
  }
}
