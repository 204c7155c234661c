package dev.onhand.server.pages;

import dev.onhand.engine.explain.Explanation;
import dev.onhand.engine.orders.Reservation;
import dev.onhand.engine.stock.StockTotals;
import dev.onhand.engine.stock.TimeAxis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * All there is to say of a product's stock, now or as of an instant.
 *
 * @param totals as they are now
 * @param levels as they are, or were
 * @param elsewhere codes of the locations where none of it ever was
 * @param movements the newest that count, newest first
 * @param changes what each reason did to on hand on the days of the curve, in JSON
 * @param explanation null: there is none by when movements were recorded, or it was not asked for
 * @param isExplainedOnDemand whether it has so many movements that they are added up for who asks
 * @param key under which a change sent from this page is recorded, so that sending it twice records
 *     it once
 * @param now when the page was made
 */
public record ProductPage(
    ProductQuestion question,
    StockTotals totals,
    List<LevelRow> levels,
    List<String> elsewhere,
    List<MovementRow> movements,
    Curve curve,
    String changes,
    List<Reservation> reservations,
    List<ListingRow> listings,
    @Nullable Explanation explanation,
    boolean isExplainedOnDemand,
    String key,
    Instant now) {

  public ProductPage {
    levels = List.copyOf(levels);
    elsewhere = List.copyOf(elsewhere);
    movements = List.copyOf(movements);
    reservations = List.copyOf(reservations);
    listings = List.copyOf(listings);
  }

  /** On which its stock can be changed. */
  public List<AdjustmentLine> lines() {
    List<AdjustmentLine> lines = new ArrayList<>();
    if (!levels.isEmpty()) {
      lines.addAll(AdjustmentLine.blank(totals, ""));
    }
    if (!elsewhere.isEmpty()) {
      lines.add(AdjustmentLine.elsewhere(totals.sku().value()));
    }
    return List.copyOf(lines);
  }

  public boolean isPast() {
    return question.at() != null;
  }

  public long onHand() {
    return sum(row -> row.units().onHand());
  }

  public long reserved() {
    return sum(row -> row.units().reserved());
  }

  public long unavailable() {
    return sum(
        row -> row.units().damaged() + row.units().qualityControl() + row.units().setAside());
  }

  /** What could be promised; of a bundle, as many as its components made. Null: not known. */
  public @Nullable Long available() {
    if (totals.bundle() == null) {
      return sum(row -> row.units().available());
    }
    if (!isPast()) {
      return totals.available();
    }
    return explanation == null || explanation.bundle() == null
        ? null
        : explanation.bundle().canMake().units();
  }

  private long sum(ToLongFunction<LevelRow> units) {
    return levels.stream().mapToLong(units).reduce(0, Math::addExact);
  }

  /**
   * The movements that explain a number; null: a bundle has none, and those of the past would not.
   *
   * @param location code; empty: at all
   */
  public @Nullable String journalPath(String location) {
    return isPast() || totals.bundle() != null
        ? null
        : Show.journalPath(totals.sku().value(), location);
  }

  /** What so many units are reserved for; null: it is not known of the past, or for nothing. */
  public @Nullable String reservationsPath(String location, long units) {
    return isPast() || units == 0 ? null : Show.reservationsPath(totals.sku().value(), location);
  }

  /** With what it is to come; null: with nothing. */
  public @Nullable String incomingPath() {
    return totals.unitsIncoming() == 0 ? null : Show.incomingPath(totals.sku().value());
  }

  /** Where on the page its numbers are taken apart, or would be; null: nowhere. */
  public @Nullable String whyPath() {
    return explanation == null && !isExplainedOnDemand ? null : "#why";
  }

  /** Whether the numbers are those of when movements happened. */
  public boolean isByOccurred() {
    return Objects.equals(question.axis(), TimeAxis.OCCURRED);
  }
}
