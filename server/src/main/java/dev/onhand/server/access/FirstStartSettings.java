package dev.onhand.server.access;

import java.nio.file.Path;
import java.time.ZoneId;

/**
 * What the first start makes its seller and token by.
 *
 * @param data the directory that gets the file {@code token}
 * @param timeZone the seller's
 */
public record FirstStartSettings(Path data, ZoneId timeZone) {}
