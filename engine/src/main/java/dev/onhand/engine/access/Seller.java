package dev.onhand.engine.access;

import dev.onhand.core.batch.FourEyes;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Sourcing;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A seller.
 *
 * @param code short name, unique on this server, for ever
 * @param timeZone in which the seller's days begin and end
 * @param fourEyes what holds for counts that do not say
 * @param sourcing by which rule locations are chosen for orders of channels that name none
 */
public record Seller(
    SellerId id,
    String code,
    String name,
    ZoneId timeZone,
    Sourcing sourcing,
    FourEyes fourEyes,
    Instant createdAt,
    long version) {}
