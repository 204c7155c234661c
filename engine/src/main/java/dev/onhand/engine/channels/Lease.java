package dev.onhand.engine.channels;

import java.time.Instant;

/**
 * The right to work an account. What a worker writes counts only while nobody took it over, which
 * its epoch tells.
 *
 * @param epoch grows each time another worker takes it
 * @param until when it ends unless it is renewed
 */
public record Lease(long epoch, Instant until) {}
