package dev.onhand.connectors.magento;

import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connectors.magento.MagentoDocuments.StockItemDocument;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One stock item for each product, read and set one by one. */
record SingleStock(MagentoApi api) implements Stock {

  @Override
  public Map<String, Long> quantities(List<String> skus) throws InterruptedException {
    Map<String, Long> quantities = new HashMap<>();
    for (String sku : skus) {
      api.stockItem(sku)
          .ifPresent(item -> quantities.put(sku, MagentoMapping.whole(item.quantity())));
    }
    return quantities;
  }

  @Override
  public Optional<List<PushOutcome>> set(List<QuantityUpdate> updates) throws InterruptedException {
    return updates.size() > 1 ? Optional.empty() : Optional.of(List.of(set(updates.getFirst())));
  }

  private PushOutcome set(QuantityUpdate update) throws InterruptedException {
    String sku = update.listing().externalId();
    Optional<StockItemDocument> item = api.stockItem(sku);
    if (item.isEmpty()) {
      return new PushOutcome.Refused(Refusal.UNKNOWN_LISTING, "the product has no stock item");
    }
    HttpReply reply = api.setStockItem(sku, item.get().id(), update.quantity());
    return reply.isSuccess()
        ? new PushOutcome.Applied(update.quantity())
        : MagentoMapping.refused(reply);
  }
}
