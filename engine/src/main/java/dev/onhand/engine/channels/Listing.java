package dev.onhand.engine.channels;

import dev.onhand.connector.RemoteListing;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.listing.Sight;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An item of a channel, and what is known of its number.
 *
 * @param channel the channel's code
 * @param remote as the channel showed it last
 * @param group by which a rule may hold for several; empty: none
 * @param match null: it is of no product
 * @param desired what it should show; null: nothing is wanted of it
 * @param pushed what it was told last
 * @param acknowledged what the channel said to that
 * @param observed what was read last
 * @param shown what it is believed to show
 * @param trouble what keeps it from being told
 * @param refreshAskedAt since when it is to be read at once; null: nobody wants it
 */
public record Listing(
    long id,
    String channel,
    RemoteListing remote,
    String group,
    @Nullable Match match,
    boolean isIgnored,
    @Nullable Number desired,
    @Nullable Number pushed,
    @Nullable Number acknowledged,
    @Nullable Number observed,
    Sight shown,
    Trouble trouble,
    boolean isDue,
    @Nullable Instant refreshAskedAt,
    long version) {

  /**
   * What it is of.
   *
   * @param sku the product's
   * @param units of the product in one of the listing
   */
  public record Match(ProductId product, String sku, long units, MatchedBy by) {

    private static final long UNITS_MAX = 1_000_000;

    /**
     * Units of the product that one of a listing may be.
     *
     * @throws IllegalArgumentException if these are not
     */
    public static long requireUnits(long units) {
      if (units < 1 || units > UNITS_MAX) {
        throw new IllegalArgumentException(
            "units must be from 1 to %d, not %d".formatted(UNITS_MAX, units));
      }
      return units;
    }
  }

  /** How a listing came to its product. */
  public enum MatchedBy {
    EXTERNAL_ID,
    SKU,
    GTIN,
    HAND;

    /** As written in the database and the API. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<MatchedBy> find(String code) {
      return Arrays.stream(values()).filter(by -> by.code().equals(code)).findFirst();
    }
  }

  /** A number, since when, and the version of what was desired that it came from (0: of none). */
  public record Number(long quantity, long version, Instant at) {}

  /**
   * What keeps a listing from being told.
   *
   * @param attemptAt since when a push is under way, or its fate not known
   * @param refused why the channel refuses it
   * @param failures pushes that failed in a row
   * @param retryAt nothing is sent before
   * @param difference that waits for a decision: until then nothing is sent
   */
  public record Trouble(
      @Nullable Instant attemptAt,
      @Nullable String refused,
      @Nullable String refusedDetail,
      @Nullable Instant refusedAt,
      int failures,
      @Nullable Instant retryAt,
      @Nullable Long difference) {}
}
