package dev.onhand.engine.verification;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.engine.stock.LevelUnits;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What a product's movements of one thousand (in the order of their ids), at one location and of
 * one month, add up to.
 *
 * @param number which thousand, from 0
 * @param month the first day of the month (in UTC) they happened in
 */
public record Segment(
    int number,
    LocationId location,
    LocalDate month,
    long firstId,
    long lastId,
    long movements,
    Instant occurredMin,
    Instant occurredMax,
    Instant recordedMin,
    Instant recordedMax,
    LevelUnits units) {}
