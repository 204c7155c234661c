package dev.onhand.engine.channels;

import dev.onhand.core.order.Merging.Verdict;
import dev.onhand.engine.orders.LogEntry.UnitsMoved;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that a channel said of an order, for people who look for why: without what says who
 * bought it.
 *
 * @param order the channel's name for it
 * @param at when it came, or was asked for
 * @param document what was said, as JSON, masked before it was kept
 * @param came what came of it
 */
public record OrderMessage(String order, Instant at, String document, Came came) {

  /** How it came, and what came of it. */
  public sealed interface Came {

    /**
     * The channel called us; what it told is worked off by reading the order.
     *
     * @param topic what happened, as the channel calls it
     * @param state of the inbox's event; null: that is forgotten
     * @param error why it could not be worked off, the last time
     */
    record Told(String topic, InboxEvent.@Nullable State state, @Nullable String error)
        implements Came {}

    /**
     * The order was read, and applied.
     *
     * @param verdict whether it was newer than what was known
     * @param moved what it moved
     */
    record Read(@Nullable Verdict verdict, UnitsMoved moved) implements Came {}

    /**
     * The order was read, and the books refused it.
     *
     * @param code why
     */
    record Refused(String code) implements Came {}
  }

  /** As written in the database and the API. */
  public static String code(@Nullable Verdict verdict) {
    return verdict == null ? "none" : verdict.name().toLowerCase(Locale.ROOT);
  }
}
