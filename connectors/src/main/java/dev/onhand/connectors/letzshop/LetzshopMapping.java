package dev.onhand.connectors.letzshop;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.LineFate;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteListing.State;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connectors.letzshop.FeedFile.Row;
import dev.onhand.connectors.letzshop.LetzshopDocuments.AddressDocument;
import dev.onhand.connectors.letzshop.LetzshopDocuments.CountryDocument;
import dev.onhand.connectors.letzshop.LetzshopDocuments.ShipmentDocument;
import dev.onhand.connectors.letzshop.LetzshopDocuments.ShipmentsDocument;
import dev.onhand.connectors.letzshop.LetzshopDocuments.TradeIdDocument;
import dev.onhand.connectors.letzshop.LetzshopDocuments.UnitDocument;
import dev.onhand.connectors.letzshop.LetzshopDocuments.VariantDocument;
import dev.onhand.model.Effect;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the documents and the feed mean. */
final class LetzshopMapping {

  /**
   * What a shipment's state means for the pieces that neither were given up nor left. Whether it is
   * written with one l or two is not known.
   */
  static final Map<String, Effect> STATUSES =
      Map.of(
          "unconfirmed", Effect.RESERVE,
          "confirmed", Effect.RESERVE,
          "shipped", Effect.RESERVE,
          "declined", Effect.RELEASE,
          "canceled", Effect.RELEASE,
          "cancelled", Effect.RELEASE);

  private static final String UNCONFIRMED = "unconfirmed";
  private static final String SHIPPED = "shipped";
  private static final Set<String> WAITING = Set.of(UNCONFIRMED, "confirmed");

  private static final int LISTINGS_PER_PAGE = 5_000;

  private LetzshopMapping() {}

  /**
   * What any file of the feed has, once; where they differ, the most that one shows.
   *
   * @param from by number; the files are read anew for each page
   */
  static ListingPage listings(List<FeedFile> files, Cursor from) {
    List<RemoteListing> all = byId(files).values().stream().map(LetzshopMapping::listing).toList();
    return ListingPage.of(all, from, LISTINGS_PER_PAGE);
  }

  private static Map<String, Row> byId(List<FeedFile> files) {
    Map<String, Row> rows = new LinkedHashMap<>();
    files.forEach(
        file -> file.rows().forEach(row -> rows.merge(row.id(), row, LetzshopMapping::one)));
    return rows;
  }

  private static Row one(Row first, Row other) {
    @Nullable Long quantity = first.quantity();
    @Nullable Long its = other.quantity();
    return new Row(
        first.id(),
        first.gtin(),
        first.title(),
        first.isOurs() && other.isOurs(),
        quantity == null || its == null ? null : Long.valueOf(Math.max(quantity, its)));
  }

  private static RemoteListing listing(Row row) {
    return new RemoteListing(
        new ListingRef(row.id(), row.id()),
        List.of(),
        row.gtin(),
        row.title(),
        null,
        row.isOurs() ? State.ACTIVE : State.PAUSED,
        row.isOurs() ? row.quantity() : null);
  }

  /** What to set, by id: of the updates those whose rows are there and for us to set. */
  static Map<String, Long> wanted(List<QuantityUpdate> updates, List<FeedFile> files) {
    Map<String, Row> rows = byId(files);
    Map<String, Long> wanted = new LinkedHashMap<>();
    for (QuantityUpdate update : updates) {
      String id = update.listing().externalId();
      @Nullable Row row = rows.get(id);
      if (row != null && row.isOurs()) {
        wanted.put(id, update.quantity());
      }
    }
    return wanted;
  }

  /**
   * @param files as they are now
   */
  static List<PushOutcome> outcomes(List<QuantityUpdate> updates, List<FeedFile> files) {
    Map<String, Row> rows = byId(files);
    return updates.stream()
        .map(update -> update.listing().externalId())
        .map(id -> outcome(id, Optional.ofNullable(rows.get(id))))
        .toList();
  }

  private static PushOutcome outcome(String id, Optional<Row> row) {
    if (row.isEmpty()) {
      return new PushOutcome.Refused(
          Refusal.UNKNOWN_LISTING, "no row of the feed has the id " + id);
    }
    @Nullable Long quantity = row.get().quantity();
    return row.get().isOurs() && quantity != null
        ? new PushOutcome.Applied(quantity)
        : new PushOutcome.Refused(
            Refusal.NOT_EDITABLE,
            "the feed says neither 'in stock' nor 'out of stock' of it: that is yours to say");
  }

  /**
   * Nothing says when a shipment changed. Those that wait are read whatever their age.
   *
   * @param overSince when those were placed that are read though they left or are over
   */
  static OrderPage orders(ShipmentsDocument page, Instant overSince, @Nullable Cursor next) {
    List<RemoteOrder> orders = new ArrayList<>();
    for (ShipmentDocument shipment : page.nodes()) {
      Instant since = WAITING.contains(lower(shipment.state())) ? Instant.MIN : overSince;
      order(shipment).filter(it -> !it.createdAt().isBefore(since)).ifPresent(orders::add);
    }
    return new OrderPage(orders, next);
  }

  /** Empty: it is not placed yet. */
  static Optional<RemoteOrder> order(ShipmentDocument document) {
    @Nullable OffsetDateTime placedAt = document.order().completedAt();
    if (placedAt == null) {
      return Optional.empty();
    }
    Optional<AddressDocument> address = Optional.ofNullable(document.order().shipAddress());
    boolean isShipped = lower(document.state()).equals(SHIPPED);
    return Optional.of(
        new RemoteOrder(
            document.id(),
            LineFate.status(
                document.state(),
                document.inventoryUnits().stream().map(UnitDocument::state),
                state -> fate(state, isShipped) == LineFate.UNKNOWN),
            placedAt.toInstant(),
            null,
            null,
            document.inventoryUnits().stream().map(unit -> line(unit, isShipped)).toList(),
            RemoteOrder.country(
                address.map(AddressDocument::country).map(CountryDocument::iso).orElse(null)),
            address.map(AddressDocument::zipCode).orElse(null)));
  }

  /** A unit is one piece; there are no quantities. */
  private static RemoteOrder.Line line(UnitDocument unit, boolean isShipped) {
    Optional<VariantDocument> variant = Optional.ofNullable(unit.variant());
    LineFate fate = fate(unit.state(), isShipped);
    boolean isBack = lower(unit.state()).equals("returned");
    return new RemoteOrder.Line(
        unit.id(),
        null,
        variant.map(VariantDocument::sku).orElse(null),
        variant.map(VariantDocument::tradeId).map(TradeIdDocument::number).orElse(null),
        1,
        fate == LineFate.NOT_WANTED ? 1 : 0,
        fate == LineFate.SHIPPED ? 1 : 0,
        isBack ? 1 : 0,
        null);
  }

  /** What left is said of the shipment, and only of those that were there to be sent. */
  private static LineFate fate(String unitState, boolean isShipped) {
    return switch (lower(unitState)) {
      case UNCONFIRMED -> LineFate.WANTED;
      case "confirmed_available" -> isShipped ? LineFate.SHIPPED : LineFate.WANTED;
      case "confirmed_unavailable" -> LineFate.NOT_WANTED;
      case "returned" -> LineFate.SHIPPED;
      default -> LineFate.UNKNOWN;
    };
  }

  private static String lower(String state) {
    return state.toLowerCase(Locale.ROOT);
  }
}
