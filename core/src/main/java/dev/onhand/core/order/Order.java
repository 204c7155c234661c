package dev.onhand.core.order;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.order.OrderSnapshot.ReturnedTo;
import dev.onhand.core.order.OrderSnapshot.ShipTo;
import dev.onhand.model.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An order as it is kept: the picture that its snapshots add up to, and beside it what was done for
 * each line.
 *
 * @param received the newest status of all
 * @param applied the newest status that has an effect; facts (shipped, returned) are kept at the
 *     lines
 * @param linesFrom which snapshot the lines are of; null: none had lines yet
 * @param isAllShipped that a status said so before there were lines
 * @param isAllReturned as {@code isAllShipped}
 * @param priority of the snapshot that the lines are of: higher is filled first
 * @param lines by their name
 */
public record Order(
    Name name,
    @Nullable Seen received,
    @Nullable Seen applied,
    @Nullable Freshness linesFrom,
    boolean isAllShipped,
    boolean isAllReturned,
    @Nullable Instant holdUntil,
    @Nullable ShipTo shipTo,
    int priority,
    Map<String, Line> lines) {

  /**
   * What an order is called.
   *
   * @param channel code of the channel it comes from
   * @param externalId what the channel calls it
   */
  public record Name(String channel, String externalId) {
    public static final int CHANNEL_LENGTH_MAX = 64;
    public static final int EXTERNAL_ID_LENGTH_MAX = 128;

    public Name {
      channel = Text.identifier("channel", channel, CHANNEL_LENGTH_MAX);
      externalId = Text.identifier("external_id", externalId, EXTERNAL_ID_LENGTH_MAX);
    }

    /** As movements name their cause. */
    public String reference() {
      return channel + "/" + externalId;
    }
  }

  /** A status, what it means, and when it was seen. */
  public record Seen(String status, StatusMap.Rule rule, Freshness freshness) {}

  /** Why nothing can be done for a line yet. */
  public enum Parked {
    UNKNOWN_SKU,
    /** It names no SKU, and no product has its GTIN. */
    UNKNOWN_GTIN,
    /** Several products have its GTIN, so that it does not say which of them was sold. */
    AMBIGUOUS_GTIN,
    /** The channel, or the product, says that it matched nothing. */
    PLACEHOLDER,
    /** There is no location that orders may be sourced from. */
    NO_LOCATION;

    /** As written in the database and the API. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What one unit of a line is made of.
   *
   * @param units of the product in one unit of the line, 1 or more
   */
  public record Component(ProductId product, long units) {

    Component times(long more) {
      return new Component(product, Math.multiplyExact(units, more));
    }
  }

  /**
   * What a line was found to be when something was first done for it.
   *
   * @param item by which it was found
   * @param product null: it goes by another name since, so that which it was is not known
   * @param units of the product in one unit of the line
   */
  public record Sold(Item item, @Nullable ProductId product, long units) {}

  /**
   * One line.
   *
   * @param ordered by the newest snapshot that had lines; 0 for a line that is not in it any more
   * @param cancelled by the same
   * @param isCounted whether that snapshot said what was shipped
   * @param shipped the most that any snapshot said
   * @param returned the most that any snapshot said
   * @param shippedFrom the code of the location that the newest report of a shipment named
   * @param item what was sold, by the newest snapshot that had the line
   * @param soldAs what the components stand for; null: there are none
   * @param components what is reserved and shipped for it, as it was when something was first done
   *     for the line; empty while nothing was
   * @param doings what was done, one for each product and location
   * @param missing units that should be reserved and are not, by product: the backorder
   */
  public record Line(
      String id,
      Item item,
      long ordered,
      long cancelled,
      boolean isCounted,
      long shipped,
      long returned,
      @Nullable String shippedFrom,
      @Nullable ReturnedTo returnedTo,
      @Nullable Sold soldAs,
      List<Component> components,
      List<Doing> doings,
      Map<ProductId, Long> missing,
      @Nullable Parked parked) {

    public Line {
      components = List.copyOf(components);
      doings = List.copyOf(doings);
      missing = Map.copyOf(missing);
    }

    static Line unseen(String id, Item item) {
      return new Line(
          id, item, 0, 0, false, 0, 0, null, null, null, List.of(), List.of(), Map.of(), null);
    }

    Line ordered(Item newItem, long newOrdered, long newCancelled, boolean counted) {
      return new Line(
          id,
          newItem,
          newOrdered,
          newCancelled,
          counted,
          shipped,
          returned,
          shippedFrom,
          returnedTo,
          soldAs,
          components,
          doings,
          missing,
          parked);
    }

    Line reported(long newShipped, long newReturned) {
      return new Line(
          id,
          item,
          ordered,
          cancelled,
          isCounted,
          newShipped,
          newReturned,
          shippedFrom,
          returnedTo,
          soldAs,
          components,
          doings,
          missing,
          parked);
    }

    Line places(@Nullable String from, @Nullable ReturnedTo to) {
      return new Line(
          id,
          item,
          ordered,
          cancelled,
          isCounted,
          shipped,
          returned,
          from,
          to,
          soldAs,
          components,
          doings,
          missing,
          parked);
    }

    Line parked(@Nullable Parked why) {
      return new Line(
          id,
          item,
          ordered,
          cancelled,
          isCounted,
          shipped,
          returned,
          shippedFrom,
          returnedTo,
          soldAs,
          components,
          doings,
          missing,
          why);
    }

    /**
     * @param newSoldAs null: nothing is done for it, or nothing can be
     */
    Line done(
        @Nullable Sold newSoldAs,
        List<Component> newComponents,
        List<Doing> newDoings,
        Map<ProductId, Long> newMissing) {
      return new Line(
          id,
          item,
          ordered,
          cancelled,
          isCounted,
          shipped,
          returned,
          shippedFrom,
          returnedTo,
          newSoldAs,
          newComponents,
          newDoings,
          newMissing,
          null);
    }

    /** Units of products reserved for it. */
    public long reserved() {
      return doings.stream().mapToLong(Doing::reserved).sum();
    }

    /** Where units of a product are reserved for it. */
    public Set<LocationId> reservedAt(ProductId product) {
      return doings.stream()
          .filter(doing -> doing.reserved() > 0 && doing.product().equals(product))
          .map(Doing::location)
          .collect(Collectors.toSet());
    }

    public long fulfilled() {
      return doings.stream().mapToLong(Doing::fulfilled).sum();
    }

    public long backordered() {
      return missing.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * What was done for a line with one product at one location: units as they are now, and how often
   * each effect was had, which numbers the keys of the movements.
   *
   * @param factor units of the product for one unit of the line
   * @param reserved held for the line now
   * @param fulfilled gone to the customer, less what was put back because it never left
   * @param returned come back from the customer, whatever their state
   */
  public record Doing(
      ProductId product,
      LocationId location,
      long factor,
      long reserved,
      long fulfilled,
      long returned,
      Counts counts) {

    static Doing none(ProductId product, LocationId location, long factor) {
      return new Doing(product, location, factor, 0, 0, 0, Counts.NONE);
    }

    /**
     * After a movement, which is counted by what it did.
     *
     * @param moreReserved positive: a reservation; negative: a release, or with {@code
     *     moreFulfilled} a shipment of what was reserved
     * @param moreFulfilled positive: a shipment; negative: units put back
     */
    Doing plus(long moreReserved, long moreFulfilled, long moreReturned) {
      return new Doing(
          product,
          location,
          factor,
          reserved + moreReserved,
          fulfilled + moreFulfilled,
          returned + moreReturned,
          new Counts(
              counts.reserves() + (moreReserved > 0 ? 1 : 0),
              counts.fulfils() + (moreFulfilled > 0 ? 1 : 0),
              counts.releases() + (moreReserved < 0 && moreFulfilled == 0 ? 1 : 0),
              counts.returns() + (moreReturned > 0 ? 1 : 0),
              counts.putBacks() + (moreFulfilled < 0 ? 1 : 0)));
    }
  }

  /** How often each kind of movement was made. */
  public record Counts(int reserves, int fulfils, int releases, int returns, int putBacks) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0);
  }

  public Order {
    lines = Collections.unmodifiableMap(new LinkedHashMap<>(lines));
  }

  /** An order nothing is known of yet. */
  public static Order unseen(Name name) {
    return new Order(name, null, null, null, false, false, null, null, 0, Map.of());
  }

  /** The order whose hold ends then. */
  public Order heldUntil(Instant end) {
    return new Order(
        name,
        received,
        applied,
        linesFrom,
        isAllShipped,
        isAllReturned,
        end,
        shipTo,
        priority,
        lines);
  }

  /** The order with what is known of all its units together, and its lines. */
  Order withFacts(boolean allShipped, boolean allReturned, Map<String, Line> newLines) {
    return new Order(
        name,
        received,
        applied,
        linesFrom,
        allShipped,
        allReturned,
        holdUntil,
        shipTo,
        priority,
        newLines);
  }

  public Order withLines(Map<String, Line> newLines) {
    return new Order(
        name,
        received,
        applied,
        linesFrom,
        isAllShipped,
        isAllReturned,
        holdUntil,
        shipTo,
        priority,
        newLines);
  }

  /** What each place holds for this order in reservations: state reserved, by product. */
  public List<Doing> reservations() {
    List<Doing> open = new ArrayList<>();
    lines
        .values()
        .forEach(
            line ->
                line.doings().stream().filter(doing -> doing.reserved() > 0).forEach(open::add));
    return open;
  }
}
