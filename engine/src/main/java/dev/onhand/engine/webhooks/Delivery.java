package dev.onhand.engine.webhooks;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to an address.
 *
 * @param event its number
 * @param type its code
 * @param body what is sent, the same each time
 * @param attempts how often it was sent since it was made, or replayed
 * @param dueAt when it is sent next, while it waits
 */
public record Delivery(
    long id,
    long webhook,
    long event,
    String type,
    String body,
    State state,
    int attempts,
    Instant dueAt,
    Instant createdAt,
    @Nullable Instant endedAt) {

  /** Where it stands. */
  public enum State {
    WAITING,
    DELIVERED,
    /** It was sent as often as is tried. It can be replayed. */
    FAILED;

    /** As written in the database and the API. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One time it was sent.
   *
   * @param number from 1, over all replays
   * @param endedAt null: it is under way, or was cut short, and whether it arrived is not known
   * @param status of the answer; null: there was none
   * @param answer the beginning of what was answered, or why there is no answer
   */
  public record Attempt(
      int number,
      Instant sentAt,
      @Nullable Instant endedAt,
      @Nullable Integer status,
      @Nullable String answer) {}
}
