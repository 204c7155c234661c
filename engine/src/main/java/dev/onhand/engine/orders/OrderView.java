package dev.onhand.engine.orders;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.order.Order;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An order as it is shown, with the names its products and locations have now.
 *
 * @param version grows with every change
 */
public record OrderView(
    long id,
    Order order,
    Map<ProductId, String> skus,
    Map<LocationId, String> locations,
    List<LogEntry> log,
    Instant createdAt,
    Instant updatedAt,
    long version) {}
