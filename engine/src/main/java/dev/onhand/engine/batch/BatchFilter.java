package dev.onhand.engine.batch;

import dev.onhand.core.batch.BatchKind;
import dev.onhand.core.batch.BatchState;
import org.jspecify.annotations.Nullable;

/**
 * Which batches are wanted.
 *
 * @param state null: in any
 * @param kind null: of any
 * @param isUnderWay only those that have not ended
 */
public record BatchFilter(
    @Nullable BatchState state, @Nullable BatchKind kind, boolean isUnderWay) {}
