package dev.onhand.engine.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a queue stands for one seller.
 *
 * @param oldestWaiting since when the job that has waited longest is due; null if none waits
 * @param lastEnded when a job ended last; null if none did
 */
public record QueueCounts(
    Queue queue,
    long waiting,
    long running,
    long done,
    long failed,
    @Nullable Instant oldestWaiting,
    @Nullable Instant lastEnded) {}
