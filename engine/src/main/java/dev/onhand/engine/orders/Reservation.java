package dev.onhand.engine.orders;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.order.Order;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Units of a product that are held at a location for a line of an order.
 *
 * @param id the same for this line, product and location for ever
 * @param sku the product's SKU as it is now
 * @param location the location's code as it is now
 * @param since when the first of them were reserved, without a break
 * @param until when it ends by itself; null: it does not
 * @param note what was said when the order was first heard of
 */
public record Reservation(
    long id,
    ProductId product,
    String sku,
    LocationId locationId,
    String location,
    long units,
    long orderId,
    Order.Name order,
    String line,
    Instant since,
    @Nullable Instant until,
    @Nullable String note) {}
