package dev.onhand.server.events;

import dev.onhand.core.ledger.Cause;
import dev.onhand.engine.events.Event;
import dev.onhand.engine.events.Event.AlertOpened;
import dev.onhand.engine.events.Event.DriftOpened;
import dev.onhand.engine.events.Event.OrderChanged;
import dev.onhand.engine.events.Event.StockLevelChanged;
import dev.onhand.engine.orders.LogEntry;
import dev.onhand.server.movements.MovementBody;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events as they are told. Fields may be added to them, and none is ever taken away. */
public final class EventBodies {

  private EventBodies() {}

  /**
   * What happened.
   *
   * @param id the same wherever and however often it is told; later events have greater ones
   * @param type what kind of thing happened
   * @param timestamp when it was recorded
   * @param data what, by its type
   */
  public record EventBody(String id, String type, Instant timestamp, Object data) {

    static EventBody of(Event event) {
      return new EventBody(
          EventBodies.id(event.number()),
          event.type().code(),
          event.at(),
          EventBodies.data(event.fact()));
    }
  }

  /**
   * A piece of the feed.
   *
   * @param object always "list"
   * @param data oldest first
   * @param hasMore whether there was more when it was read
   * @param next give it as {@code after} to go on from here
   * @param url the feed's path
   */
  record EventsBody(String object, List<?> data, boolean hasMore, String next, String url) {}

  static String id(long number) {
    return PublicId.of(IdKind.EVENT, number);
  }

  private static Object data(Event.Fact fact) {
    return switch (fact) {
      case StockLevelChanged stock -> StockLevelChangedBody.of(stock);
      case OrderChanged order -> OrderChangedBody.of(order);
      case DriftOpened drift -> DriftOpenedBody.of(drift);
      case AlertOpened alert -> AlertOpenedBody.of(alert);
    };
  }

  /** What the event is about, for those who sort by it. */
  static String subject(Event.Fact fact) {
    return switch (fact) {
      case StockLevelChanged stock ->
          PublicId.of(IdKind.PRODUCT, stock.movement().movement().product().value());
      case OrderChanged order -> PublicId.of(IdKind.ORDER, order.order());
      case DriftOpened drift -> PublicId.of(IdKind.LISTING, drift.listing());
      case AlertOpened alert -> PublicId.of(IdKind.ALERT, alert.alert());
    };
  }

  /**
   * A movement, and what it left behind at both ends.
   *
   * @param movementId of the journal
   * @param quantity units that moved
   * @param reverses the movement that this one undoes
   */
  record StockLevelChangedBody(
      String movementId,
      String productId,
      String sku,
      long quantity,
      String reason,
      MovementBody.End from,
      MovementBody.End to,
      MovementBody.CauseBody cause,
      String actor,
      @Nullable String note,
      @Nullable String reverses,
      Instant occurredAt) {

    static StockLevelChangedBody of(StockLevelChanged stock) {
      MovementBody movement = MovementBody.of(stock.movement());
      Cause cause = stock.movement().movement().cause();
      return new StockLevelChangedBody(
          PublicId.of(IdKind.MOVEMENT, stock.movement().movement().id().value()),
          movement.productId(),
          movement.sku(),
          movement.quantity(),
          movement.reason(),
          movement.from(),
          movement.to(),
          MovementBody.CauseBody.of(cause),
          movement.actor(),
          movement.note(),
          movement.reverses(),
          movement.occurredAt());
    }
  }

  /**
   * A status that came for an order, and what came of it.
   *
   * @param status that is in force now
   * @param statusBefore that was in force before; null: the order is new
   * @param receivedStatus that came
   * @param effect what that status means for stock
   * @param reserved units that were reserved by it
   * @param released units whose reservation ended by it
   * @param fulfilled units that left by it
   * @param returned units that came back by it
   * @param missing units that should be reserved after it and are not
   * @param parked lines that nothing can be done for: nobody knows what is meant
   */
  record OrderChangedBody(
      String orderId,
      String channel,
      String externalId,
      @Nullable String status,
      @Nullable String statusBefore,
      String receivedStatus,
      String effect,
      long reserved,
      long released,
      long fulfilled,
      long returned,
      long missing,
      int parked,
      String actor,
      @Nullable String note) {

    static OrderChangedBody of(OrderChanged order) {
      LogEntry entry = order.entry();
      LogEntry.UnitsMoved units = entry.units();
      return new OrderChangedBody(
          PublicId.of(IdKind.ORDER, order.order()),
          order.channel(),
          order.externalId(),
          entry.appliedStatus(),
          order.statusBefore(),
          entry.receivedStatus(),
          entry.effect().code(),
          units.reserved(),
          units.released(),
          units.fulfilled(),
          units.returned(),
          units.missing(),
          units.parked(),
          entry.actor(),
          entry.note());
    }
  }

  /**
   * A listing that shows something else than it was believed to.
   *
   * @param differenceId to be decided under /differences
   * @param externalId what the channel calls the listing
   * @param sku as the channel has it
   * @param desired what it should show
   * @param believed what it was believed to show
   * @param observed what it shows
   * @param cause as far as it can be told
   */
  record DriftOpenedBody(
      String differenceId,
      String listingId,
      String channel,
      String externalId,
      @Nullable String sku,
      @Nullable Long desired,
      @Nullable Long believed,
      @Nullable Long observed,
      String cause) {

    static DriftOpenedBody of(DriftOpened drift) {
      return new DriftOpenedBody(
          PublicId.of(IdKind.DIFFERENCE, drift.difference()),
          PublicId.of(IdKind.LISTING, drift.listing()),
          drift.channel(),
          drift.externalId(),
          drift.sku(),
          drift.desired(),
          drift.believed(),
          drift.observed(),
          drift.cause());
    }
  }

  /**
   * An alert that was opened.
   *
   * @param kind what sort of trouble
   * @param subject what it is about
   * @param detail what to do
   */
  record AlertOpenedBody(
      String alertId, String severity, String kind, String subject, String detail) {

    static AlertOpenedBody of(AlertOpened alert) {
      return new AlertOpenedBody(
          PublicId.of(IdKind.ALERT, alert.alert()),
          alert.severity().code(),
          alert.kind(),
          alert.subject(),
          alert.detail());
    }
  }

  /**
   * The same event as CloudEvents 1.0 has it.
   *
   * @param specversion always "1.0"
   * @param source the seller's events, on this server
   * @param type with dev.onhand. before it
   * @param subject the id of what it is about
   * @param time when it was recorded
   * @param datacontenttype always "application/json"
   */
  record CloudEventBody(
      String specversion,
      String id,
      String source,
      String type,
      String subject,
      Instant time,
      String datacontenttype,
      Object data) {

    static CloudEventBody of(Event event) {
      return new CloudEventBody(
          "1.0",
          EventBodies.id(event.number()),
          EventController.PATH,
          "dev.onhand." + event.type().code(),
          EventBodies.subject(event.fact()),
          event.at(),
          "application/json",
          EventBodies.data(event.fact()));
    }
  }
}
