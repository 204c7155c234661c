package dev.onhand.engine.stock;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.Alerts;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import java.util.HashMap;
import java.util.Map;

/**
 * Watches for stock below its floor: more left the house than the books had, or a floor was
 * lowered. While a seller has any, an alert is open; what comes in fills it before any backorder.
 * For one thread.
 */
public final class OpenDifferences {

  public static final String ALERT_KIND = "stock.below_floor";

  private static final String SUBJECT = "stock";
  private static final String ACTOR = "system:stock";
  private static final int COUNTED_MAX = 100;
  private static final String NOTHING = "";

  private final Stock stock;
  private final Alerts alerts;

  /** What was said last, so that nothing is written while nothing changes. */
  private final Map<SellerId, String> said = new HashMap<>();

  public OpenDifferences(Stock stock, Alerts alerts) {
    this.stock = stock;
    this.alerts = alerts;
  }

  /** Looks at a seller's stock, and opens or closes the alert. */
  public void watch(SellerId seller) {
    Slice<StockTotals> below =
        stock.list(
            seller,
            new StockFilter(null, true, null),
            Stock.Detail.SUMS,
            PageRequest.first(COUNTED_MAX));
    String now = detail(below);
    if (now.equals(said.get(seller))) {
      return;
    }
    if (now.isEmpty()) {
      alerts.close(seller, ALERT_KIND, SUBJECT, ACTOR);
    } else {
      alerts.raise(seller, Severity.WARNING, ALERT_KIND, SUBJECT, now);
    }
    said.put(seller, now);
  }

  private static String detail(Slice<StockTotals> below) {
    int count = below.rows().size();
    if (count == 0) {
      return NOTHING;
    }
    String number = below.hasMore() ? "more than " + count : Integer.toString(count);
    return "%s %s below the floor, such as '%s': more left than the books had. See: onhand stock list --below-floor"
        .formatted(
            number, count == 1 ? "product is" : "products are", below.rows().getFirst().sku());
  }
}
