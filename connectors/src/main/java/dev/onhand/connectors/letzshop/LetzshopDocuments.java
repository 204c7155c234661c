package dev.onhand.connectors.letzshop;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.json.Graphql.PageInfo;
import dev.onhand.connector.json.Json;
import dev.onhand.connectors.letzshop.LetzshopDocuments.ShipmentDocument;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Letzshop writes, as far as it is read, and what is written to it. */
final class LetzshopDocuments {

  static final Json JSON = Json.TOLERANT;

  private LetzshopDocuments() {}

  /**
   * A page of shipments.
   *
   * @param pageInfo null: there are no pages
   */
  record ShipmentsDocument(List<ShipmentDocument> nodes, @Nullable PageInfo pageInfo) {

    ShipmentsDocument {
      nodes = List.copyOf(nodes);
    }

    /** Where the next page begins; null: there is none. */
    @Nullable Cursor end() {
      return pageInfo == null ? null : pageInfo.next().map(Cursor::new).orElse(null);
    }
  }

  /** What was asked for by its id; null: there is none. */
  record NodeDocument(@Nullable ShipmentDocument node) {}

  /** What of an order one vendor sends. */
  record ShipmentDocument(
      String id, String state, OrderDocument order, List<UnitDocument> inventoryUnits) {

    ShipmentDocument {
      inventoryUnits = List.copyOf(inventoryUnits);
    }
  }

  /**
   * The customer's order.
   *
   * @param completedAt null: it is not placed yet
   */
  record OrderDocument(
      @Nullable OffsetDateTime completedAt, @Nullable AddressDocument shipAddress) {}

  /** Where it goes to, as far as it matters from where it is sent. */
  record AddressDocument(@Nullable String zipCode, @Nullable CountryDocument country) {}

  /** A country. */
  record CountryDocument(@Nullable String iso) {}

  /** One piece. */
  record UnitDocument(String id, String state, @Nullable VariantDocument variant) {}

  /** What was ordered. */
  record VariantDocument(@Nullable String sku, @Nullable TradeIdDocument tradeId) {}

  /** Its number in trade: an EAN, mostly. */
  record TradeIdDocument(@Nullable String number) {}
}
