package dev.onhand.engine.verification;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.engine.stock.LevelUnits;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a product's movements of one thousand (in the order of their ids), at one location and of
 * one month, add up to.
 *
 * @param number which thousand, from 0
 * @param month the first day of the month (in UTC) they happened in
 * @param ids which movements, if they are at most {@value Checkpoints#SEGMENT_FEW_MOVEMENTS}; else
 *     null
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
    LevelUnits units,
    @Nullable List<Long> ids) {}
