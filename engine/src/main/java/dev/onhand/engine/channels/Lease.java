package dev.onhand.engine.channels;

/**
 * The right to work an account. What a worker writes counts only while nobody took it over, which
 * its epoch tells. When it ends is known where it is given.
 *
 * @param epoch grows each time another worker takes it
 */
public record Lease(long epoch) {}
