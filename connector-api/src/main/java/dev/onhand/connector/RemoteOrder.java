package dev.onhand.connector;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An order as the channel shows it now, whole.
 *
 * @param externalId what the channel knows it by
 * @param status as the channel calls it; what it means is in the descriptor
 * @param createdAt by the channel's clock: before or after a push of ours
 * @param updatedAt null: the channel does not say
 * @param version the channel's count of changes, where it has one
 * @param country it goes to, as two capital letters, where the channel says
 * @param postcode it goes to, where the channel says
 */
public record RemoteOrder(
    String externalId,
    String status,
    Instant createdAt,
    @Nullable Instant updatedAt,
    @Nullable Long version,
    List<Line> lines,
    @Nullable String country,
    @Nullable String postcode) {

  /**
   * A line. An empty name of its goods is none.
   *
   * @param id its name within the order, which stays the same
   * @param listing the listing it was sold from: its external id or an alias, where the channel
   *     says
   * @param sku as the channel writes it, where it does
   * @param gtin as the channel writes it, where it does
   * @param quantity ordered, in units of the listing
   * @param cancelled of these, not wanted any more, or not yet
   * @param shipped of these, gone
   * @param returned of the shipped, back in the channel's stock, to be sold again; 0 where the
   *     channel does not say. A refund alone is none
   * @param location the channel's name for where it ships from, where it says
   */
  public record Line(
      String id,
      @Nullable String listing,
      @Nullable String sku,
      @Nullable String gtin,
      long quantity,
      long cancelled,
      long shipped,
      long returned,
      @Nullable String location) {

    public Line {
      listing = ListingRef.orNull(listing);
      sku = ListingRef.orNull(sku);
      gtin = ListingRef.orNull(gtin);
    }

    /** A line of which nothing came back, or whose channel does not say. */
    public Line(
        String id,
        @Nullable String listing,
        @Nullable String sku,
        @Nullable String gtin,
        long quantity,
        long cancelled,
        long shipped,
        @Nullable String location) {
      this(id, listing, sku, gtin, quantity, cancelled, shipped, 0, location);
    }

    /** A line of a channel that says no GTIN and no location; as it was ordered. */
    public static Line of(
        String id, @Nullable String listing, @Nullable String sku, long quantity) {
      return new Line(id, listing, sku, null, quantity, 0, 0, null);
    }

    /** The same with what became of some of its units. */
    public Line with(long notWanted, long gone) {
      return new Line(id, listing, sku, gtin, quantity, notWanted, gone, returned, location);
    }

    private Line plus(Line other) {
      return new Line(
          id,
          listing,
          sku,
          gtin,
          quantity + other.quantity,
          cancelled + other.cancelled,
          shipped + other.shipped,
          returned + other.returned,
          location);
    }
  }

  public RemoteOrder {
    lines = List.copyOf(lines);
    postcode = ListingRef.orNull(postcode);
  }

  /** An order of a channel that does not say where it goes, and does not count its changes. */
  public RemoteOrder(
      String externalId,
      String status,
      Instant createdAt,
      @Nullable Instant updatedAt,
      List<Line> lines) {
    this(externalId, status, createdAt, updatedAt, null, lines, null, null);
  }

  /**
   * The same lines, where those of one id are one: of a channel whose lines have none of its own.
   */
  public static List<Line> joined(List<Line> lines) {
    Map<String, Line> byId = new LinkedHashMap<>();
    lines.forEach(line -> byId.merge(line.id(), line, Line::plus));
    return List.copyOf(byId.values());
  }

  /** A country as a channel writes it, if it is two capital letters; else null: it is not known. */
  public static @Nullable String country(@Nullable String code) {
    return code != null && code.matches("[A-Z]{2}") ? code : null;
  }
}
