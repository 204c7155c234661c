package dev.onhand.sandbox.wire;

import java.time.Instant;

/**
 * A response, when its sender believes it is sent, and what the wire does to it.
 *
 * @param date goes into the {@code Date} header
 */
public record Reply(Response response, Instant date, Spoiling spoiling) {}
