package dev.onhand.engine.catalogue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who changes a row, when, and what they saw.
 *
 * @param expectedVersion the version the caller saw; null: any
 */
public record Edit(String actor, Instant at, @Nullable Long expectedVersion) {}
