package dev.onhand.engine.orders;

import dev.onhand.core.order.Order;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order in a list.
 *
 * @param status the newest that was received
 * @param ordered units of its lines; the others are units of products
 */
public record OrderSummary(
    long id,
    Order.Name name,
    @Nullable String status,
    long ordered,
    long reserved,
    long fulfilled,
    long missing,
    int linesParked,
    Instant createdAt,
    Instant updatedAt) {}
