package dev.onhand.connectors.magento;

import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.Pushes;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connectors.magento.MagentoDocuments.SourceItemDocument;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Multi-source inventory, of which one source is managed. */
record SourceStock(MagentoApi api, String source) implements Stock {

  @Override
  public Map<String, Long> quantities(List<String> skus) throws InterruptedException {
    return api.sourceItems(source, skus).stream()
        .collect(
            Collectors.toMap(
                SourceItemDocument::sku, item -> MagentoMapping.whole(item.quantity())));
  }

  /** Magento answers with nothing where it took all. */
  @Override
  public Optional<List<PushOutcome>> set(List<QuantityUpdate> updates) throws InterruptedException {
    HttpReply reply =
        api.setSourceItems(
            updates.stream()
                .map(
                    update ->
                        new SourceItemDocument(
                            update.listing().externalId(),
                            source,
                            BigDecimal.valueOf(update.quantity()),
                            update.quantity() > 0 ? 1 : 0))
                .toList());
    if (reply.isSuccess()) {
      MagentoDocuments.requireEmpty(reply);
      return Optional.of(Pushes.applied(updates));
    }
    return updates.size() > 1
        ? Optional.empty()
        : Optional.of(List.of(MagentoMapping.refused(reply)));
  }
}
