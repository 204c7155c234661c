package dev.onhand.core.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides of what somebody is told now. What opened lately goes together in one message, so that
 * many alerts are no storm; quiet hours hold back all that is not urgent.
 *
 * @param quiet null: at any time
 * @param gather for how long after a message what opens is gathered for the next
 */
public record Telling(@Nullable QuietHours quiet, Duration gather) {

  /**
   * What waits to be told.
   *
   * @param id of the message
   * @param isUrgent it waits for nothing
   */
  public record Waiting(long id, boolean isUrgent) {}

  /**
   * Of what to tell now, all in one message; empty: nothing yet.
   *
   * @param lastAt when the last message went; null: never
   */
  public List<Waiting> due(
      List<Waiting> waiting, @Nullable Instant lastAt, Instant now, ZoneId zone) {
    boolean isQuiet = quiet != null && quiet.endAfter(now, zone).isPresent();
    boolean isGathering = lastAt != null && now.isBefore(lastAt.plus(gather));
    return isQuiet || isGathering
        ? waiting.stream().filter(Waiting::isUrgent).toList()
        : List.copyOf(waiting);
  }
}
