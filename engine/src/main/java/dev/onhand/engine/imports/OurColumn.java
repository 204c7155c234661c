package dev.onhand.engine.imports;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A column that a kind of file has in Onhand's own words.
 *
 * @param isNeeded whether a file cannot do without
 * @param meaning what it holds, for people
 * @param alsoCalled what others call it, the likeliest first
 */
public record OurColumn(String name, boolean isNeeded, String meaning, List<String> alsoCalled) {

  /** Of files of movements, in the order in which one of theirs is looked for. */
  static final List<OurColumn> OF_MOVEMENTS =
      List.of(
          needed(
              "sku",
              "the product",
              "product sku, seller sku, variant sku, item sku, product code, item code, stock code, item number, article number, part number, item no, article, artikelnummer, artikel, sku code, item, product, code"),
          needed(
              "quantity",
              "units, a whole number from 1; the reason says which way",
              "qty, units, pieces, pcs, count, quantity received, received, menge, anzahl, amount"),
          needed(
              "location",
              "the code of the location",
              "location code, warehouse, warehouse code, from location, store, site, depot, lager"),
          needed(
              "reason",
              "opening_stock, purchase, sale, …",
              "movement type, transaction type, movement, type"),
          needed(
              "occurred_at",
              "when it happened, such as 2026-11-21 or 2026-11-21T10:30",
              "date, datetime, date time, timestamp, time, posting date, movement date, transaction date, created at, when, datum"),
          needed(
              "key",
              "what makes the line one of its kind for ever: a line that comes again counts once",
              "id, movement id, transaction id, line id, unique id, uuid, entry no"),
          optional(
              "to_location",
              "the other location of a transfer",
              "to warehouse, to store, destination, target location"),
          optional(
              "reference",
              "the order, container or transfer behind it",
              "ref, document, document no, order number, order no, order id, order, purchase order, po number, po, invoice, container"),
          optional("line", "which line of the reference", "line no, line number, position, pos"),
          optional("note", "free text", "notes, comment, comments, remark, remarks, memo"),
          optional(
              "name",
              "what a product is called that has to be made",
              "product name, item name, title, description, bezeichnung"),
          optional(
              "gtin",
              "its GTIN (EAN, UPC, ISBN)",
              "ean, upc, barcode, ean13, ean code, isbn, gtin13"),
          optional("state", "where the reason leaves a choice, such as damaged", "condition"),
          optional("cause_kind", "what the reference is, such as container", "cause"));

  /** Of files of orders. */
  static final List<OurColumn> OF_ORDERS =
      List.of(
          needed("channel", "the code of the channel", "marketplace, sales channel, shop, source"),
          needed(
              "external_id",
              "what the channel calls the order",
              "order id, order number, order no, increment id, order, id"),
          needed("status", "as the channel calls it", "order status, state, order state"),
          optional(
              "updated_at",
              "when the order changed",
              "updated, last modified, modified, changed at, order date, date, created at"),
          optional(
              "line",
              "the line's name within the order",
              "line id, order line, line no, line number, position, item id"),
          optional(
              "sku",
              "what was sold",
              "product sku, seller sku, variant sku, item sku, lineitem sku, product code, item code, stock code, article number, item, product"),
          optional("gtin", "its GTIN (EAN, UPC, ISBN)", "ean, upc, barcode, ean13, isbn"),
          optional("quantity", "units ordered", "qty, units, lineitem quantity, ordered, menge"),
          optional("cancelled", "how many of them were cancelled", "canceled, qty cancelled"),
          optional("shipped", "how many were shipped", "fulfilled, qty shipped, sent"),
          optional("returned", "how many came back", "qty returned, refunded"),
          optional(
              "location", "the code of the location that ships", "warehouse, location code, store"),
          optional("returned_to", "the code of the location where they came back", ""),
          optional("returned_state", "available, damaged or quality_control", ""),
          optional("version", "the channel's counter of changes", ""),
          optional("hold_until", "when a hold ends", ""),
          optional("priority", "higher is filled first where stock is short", ""),
          optional("hold", "the reference of a hold that the order takes over", ""),
          optional(
              "name",
              "what a product is called that has to be made",
              "product name, lineitem name, title, item name"));

  public OurColumn {
    alsoCalled = List.copyOf(alsoCalled);
  }

  private static OurColumn needed(String name, String meaning, String alsoCalled) {
    return new OurColumn(name, true, meaning, List.of(alsoCalled.split(", ")));
  }

  private static OurColumn optional(String name, String meaning, String alsoCalled) {
    return new OurColumn(name, false, meaning, List.of(alsoCalled.split(", ")));
  }

  /**
   * Which of a file's columns are which of ours, by what they are called. Each of theirs is one of
   * ours at most; one that is called as ours goes before one that is called like it.
   *
   * @return by the name of ours: where theirs stands, from 0
   */
  static Map<String, Integer> guess(List<OurColumn> ours, List<String> header) {
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < header.size(); i++) {
      positions.putIfAbsent(folded(header.get(i)), i);
    }
    Map<String, Integer> guessed = new HashMap<>();
    Set<Integer> used = new HashSet<>();
    for (OurColumn column : ours) {
      take(column.name, List.of(column.name), positions, guessed, used);
    }
    for (OurColumn column : ours) {
      take(column.name, column.alsoCalled, positions, guessed, used);
    }
    return guessed;
  }

  private static void take(
      String name,
      List<String> called,
      Map<String, Integer> positions,
      Map<String, Integer> guessed,
      Set<Integer> used) {
    for (String each : called) {
      Integer position = positions.get(folded(each));
      if (position != null && !guessed.containsKey(name) && used.add(position)) {
        guessed.put(name, position);
      }
    }
  }

  /** Without case, and without what stands between words. */
  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
