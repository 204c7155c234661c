package dev.onhand.server.pages;

import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.explain.Explanation;
import dev.onhand.engine.orders.Reservation;
import dev.onhand.engine.stock.StockTotals;
import java.time.Instant;
import java.util.List;

/**
 * All there is to say of a product's stock.
 *
 * @param totals with its levels
 * @param otherLocations codes of those where none of it ever was
 * @param movements the newest, newest first
 * @param key under which a change sent from this page is recorded, so that sending it twice records
 *     it once
 * @param now when the page was made
 */
public record ProductPage(
    StockTotals totals,
    List<String> otherLocations,
    List<MovementRow> movements,
    Curve curve,
    List<Reservation> reservations,
    List<ListingRow> listings,
    Explanation explanation,
    String key,
    Instant now) {

  /** What a person can say that happened to units, as the form offers it. */
  public record Choice(String label, Reason reason) {}

  public static final List<Choice> CHOICES =
      List.of(
          new Choice("Received", Reason.PURCHASE),
          new Choice("Found", Reason.RECOVERY_FOUND),
          new Choice("Added by hand", Reason.MANUAL_IN),
          new Choice("Damaged, thrown away", Reason.DAMAGE),
          new Choice("Lost", Reason.LOST_MISSING),
          new Choice("Stolen", Reason.THEFT),
          new Choice("Expired", Reason.EXPIRED),
          new Choice("Given away", Reason.PROMOTIONAL),
          new Choice("Sold by hand", Reason.SALE),
          new Choice("Taken away by hand", Reason.MANUAL_OUT));

  public ProductPage {
    otherLocations = List.copyOf(otherLocations);
    movements = List.copyOf(movements);
    reservations = List.copyOf(reservations);
    listings = List.copyOf(listings);
  }
}
