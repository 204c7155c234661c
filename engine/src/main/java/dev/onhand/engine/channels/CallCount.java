package dev.onhand.engine.channels;

import dev.onhand.connector.http.Purpose;
import java.time.LocalDate;

/**
 * How often a channel was called.
 *
 * @param day in UTC
 * @param failed those that were not answered as they should be
 */
public record CallCount(LocalDate day, Purpose purpose, long calls, long failed) {}
