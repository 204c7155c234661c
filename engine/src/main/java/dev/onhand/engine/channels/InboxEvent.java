package dev.onhand.engine.channels;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that a channel told by calling us.
 *
 * @param channel its code
 * @param deliveryId the channel's name for it
 * @param deliveries how often it came
 * @param topic as the channel calls it
 * @param orders external ids of orders to read
 * @param isUnreadable it is the channel's and could not be read: all that changed is asked for
 * @param attempts how often it was worked on in vain
 * @param error why the last of these failed
 * @param endedAt when it was worked off, or given up
 */
public record InboxEvent(
    long id,
    String channel,
    String deliveryId,
    int deliveries,
    String topic,
    List<String> orders,
    boolean isUnreadable,
    Instant receivedAt,
    State state,
    int attempts,
    @Nullable String error,
    @Nullable Instant endedAt) {

  /** Where it stands. */
  public enum State {
    WAITING,
    DONE,
    /** Given up; a person may have it tried again. */
    FAILED;

    /** As written in the database and the API. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<State> find(String code) {
      return Arrays.stream(values()).filter(state -> state.code().equals(code)).findFirst();
    }
  }

  public InboxEvent {
    orders = List.copyOf(orders);
  }
}
