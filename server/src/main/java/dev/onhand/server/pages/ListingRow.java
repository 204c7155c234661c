package dev.onhand.server.pages;

import dev.onhand.engine.channels.Listing;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A listing as a row.
 *
 * @param state of the listing at its channel
 * @param sku of its product; null: of none
 * @param lastSynced when the channel last said what it shows, or was asked; null: never
 * @param condition what is to be said of it, in a word
 * @param trouble what keeps it from being told; null: nothing
 */
public record ListingRow(
    String id,
    String channel,
    String externalId,
    @Nullable String title,
    String state,
    @Nullable String sku,
    long pack,
    @Nullable Long desired,
    @Nullable Long pushed,
    @Nullable Long acknowledged,
    @Nullable Long observed,
    @Nullable Instant lastSynced,
    Condition condition,
    @Nullable String trouble) {

  /** How a listing stands. */
  public enum Condition {
    AGREES("agrees", "success"),
    /** Nothing is told though it should show another number: a person or the brake holds it. */
    DIFFERS("differs", "warning"),
    DUE("to be told", "warning"),
    UNDER_WAY("under way", "info"),
    REFUSED("refused", "danger"),
    UNMATCHED("no product", "warning"),
    IGNORED("ignored", "secondary"),
    NOT_KNOWN("not known", "secondary");

    private final String label;
    private final String tone;

    Condition(String label, String tone) {
      this.label = label;
      this.tone = tone;
    }

    public String label() {
      return label;
    }

    /** The colour that goes with it. */
    public String tone() {
      return tone;
    }
  }

  static ListingRow of(Listing listing) {
    Listing.Match match = listing.match();
    return new ListingRow(
        PublicId.of(IdKind.LISTING, listing.id()),
        listing.channel(),
        listing.remote().ref().externalId(),
        listing.remote().title(),
        listing.remote().state().name().toLowerCase(Locale.ROOT),
        match == null ? null : match.sku(),
        match == null ? 1 : match.units(),
        quantity(listing.desired()),
        quantity(listing.pushed()),
        quantity(listing.acknowledged()),
        quantity(listing.observed()),
        latest(listing.acknowledged(), listing.observed()),
        condition(listing),
        trouble(listing.trouble()));
  }

  private static @Nullable Long quantity(Listing.@Nullable Number number) {
    return number == null ? null : number.quantity();
  }

  private static @Nullable Instant latest(
      Listing.@Nullable Number one, Listing.@Nullable Number other) {
    return Stream.<Listing.@Nullable Number>of(one, other)
        .filter(Objects::nonNull)
        .map(Listing.Number::at)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private static Condition condition(Listing listing) {
    if (listing.isIgnored()) {
      return Condition.IGNORED;
    }
    if (listing.match() == null) {
      return Condition.UNMATCHED;
    }
    if (listing.trouble().refused() != null) {
      return Condition.REFUSED;
    }
    if (listing.trouble().attemptAt() != null) {
      return Condition.UNDER_WAY;
    }
    if (listing.isDue()) {
      return Condition.DUE;
    }
    Long shown = listing.shown().quantity();
    if (listing.desired() == null || shown == null) {
      return Condition.NOT_KNOWN;
    }
    return shown == listing.desired().quantity() ? Condition.AGREES : Condition.DIFFERS;
  }

  private static @Nullable String trouble(Listing.Trouble trouble) {
    if (trouble.refused() == null) {
      return null;
    }
    String detail = trouble.refusedDetail() == null ? "" : ": " + trouble.refusedDetail();
    return Show.words(trouble.refused()) + detail;
  }
}
