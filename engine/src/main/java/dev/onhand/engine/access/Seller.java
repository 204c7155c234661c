package dev.onhand.engine.access;

import dev.onhand.core.ledger.SellerId;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A seller.
 *
 * @param code short name, unique on this server, for ever
 * @param timeZone in which the seller's days begin and end
 */
public record Seller(
    SellerId id, String code, String name, ZoneId timeZone, Instant createdAt, long version) {}
