package dev.onhand.connectors.ebay;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which offers of an item are set with it. They are told for one item with a call, so they are kept
 * for a day, or until a push goes wrong; where offers have no quantity of their own, none is.
 */
final class EbayOffers {

  private static final Duration KEPT = Duration.ofDays(1);

  private final EbayApi api;
  private final boolean areSet;
  private final Map<String, Known> known = new HashMap<>();

  private record Known(List<String> offers, Instant since) {}

  /**
   * @param areSet whether they have quantities of their own
   */
  EbayOffers(EbayApi api, boolean areSet) {
    this.api = api;
    this.areSet = areSet;
  }

  List<String> of(String sku) throws InterruptedException {
    if (!areSet) {
      return List.of();
    }
    Known found = known.get(sku);
    if (found == null || !api.now().isBefore(found.since().plus(KEPT))) {
      found = new Known(api.offers(sku), api.now());
      known.put(sku, found);
    }
    return found.offers();
  }

  void forget(String sku) {
    known.remove(sku);
  }
}
