package dev.onhand.engine.events;

import dev.onhand.engine.alerts.Alert;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.engine.orders.LogEntry;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that was committed.
 *
 * @param number its place in the seller's feed: later ones have higher numbers, with gaps
 * @param at when it was recorded
 */
public record Event(long number, Instant at, Fact fact) {

  public EventType type() {
    return fact.type();
  }

  /** What happened. */
  public sealed interface Fact {

    EventType type();
  }

  /**
   * A movement was recorded.
   *
   * @param movement as it was recorded: neither its position nor what reversed it is known then
   */
  public record StockLevelChanged(JournalEntry movement) implements Fact {
    @Override
    public EventType type() {
      return EventType.STOCK_LEVEL_CHANGED;
    }
  }

  /**
   * A status came for an order, or it was applied again.
   *
   * @param order its id
   * @param externalId what the channel calls it
   * @param statusBefore that was in force before
   */
  public record OrderChanged(
      long order, String channel, String externalId, @Nullable String statusBefore, LogEntry entry)
      implements Fact {
    @Override
    public EventType type() {
      boolean isOfLines = entry.number() > 1 && Objects.equals(statusBefore, entry.appliedStatus());
      return isOfLines ? EventType.ORDER_LINES_CHANGED : EventType.ORDER_STATUS_CHANGED;
    }
  }

  /**
   * A listing shows something else than it was believed to, and a person has to say what follows.
   *
   * @param difference its id
   * @param externalId what the channel calls the listing
   * @param sku as the channel has it
   * @param cause as far as it can be told
   */
  public record DriftOpened(
      long difference,
      String channel,
      long listing,
      String externalId,
      @Nullable String sku,
      @Nullable Long desired,
      @Nullable Long believed,
      @Nullable Long observed,
      String cause)
      implements Fact {
    @Override
    public EventType type() {
      return EventType.LISTING_DRIFT_OPENED;
    }
  }

  /**
   * An alert was opened.
   *
   * @param alert its id
   */
  public record AlertOpened(
      long alert, Alert.Severity severity, String kind, String subject, String detail)
      implements Fact {
    @Override
    public EventType type() {
      return EventType.ALERT_OPENED;
    }
  }
}
