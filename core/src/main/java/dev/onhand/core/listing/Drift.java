package dev.onhand.core.listing;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a listing shows something else than it was believed to. */
public enum Drift {
  /** An order or a push was under way while it was read: nothing may follow from it. */
  IN_FLIGHT,
  /** It has not been told yet. */
  NOT_YET_PUSHED,
  /** The channel refuses what it is told. */
  REFUSED,
  /** The channel said that it took a number, and shows another. */
  ACCEPTED_NOT_APPLIED,
  /** Somebody changed it on the channel. */
  EDITED_ON_CHANNEL,
  /** It was sold there, and the order came late. */
  MISSED_EVENT,
  /** It is of another product since it was told last. */
  MAPPING_CHANGED,
  /** What it should show was not computed anew when its stock changed. */
  OUR_FAULT,
  /** The channel does not show it any more. */
  GONE,
  /** What it showed was not known before. */
  FIRST_SEEN,
  /** None of these can be told. */
  UNKNOWN;

  /**
   * What was known of a listing when it was read.
   *
   * @param believed null: not known
   * @param desired null: it is of no product
   * @param lastPushed what it was set to last; null: never
   * @param wasSeen whether it was read as believed since it was set or sold from last
   * @param changedAt when what is known of it changed last, by our clock
   * @param isInFlight whether a push was under way
   * @param isRefused whether the channel refuses it
   */
  public record Known(
      @Nullable Long believed,
      @Nullable Long desired,
      @Nullable Long lastPushed,
      boolean wasSeen,
      Instant changedAt,
      boolean isInFlight,
      boolean isRefused) {}

  /**
   * @param observed what it shows
   * @param askedAt when the page that shows it was asked for
   * @param areOrdersIn whether what was sold until then is known: else a difference may be a sale
   * @return empty: it shows what it was believed to
   */
  public static Optional<Drift> of(
      Known known, long observed, Instant askedAt, boolean areOrdersIn) {
    Long believed = known.believed();
    if (believed != null && believed == observed) {
      return Optional.empty();
    }
    boolean mayBeSale = believed != null && !areOrdersIn;
    if (known.isInFlight() || mayBeSale || known.changedAt().isAfter(askedAt)) {
      return Optional.of(IN_FLIGHT);
    }
    if (known.isRefused()) {
      return Optional.of(REFUSED);
    }
    if (believed == null) {
      return Optional.of(known.lastPushed() == null ? FIRST_SEEN : NOT_YET_PUSHED);
    }
    if (known.wasSeen()) {
      return Optional.of(EDITED_ON_CHANNEL);
    }
    return Optional.of(believed.equals(known.lastPushed()) ? ACCEPTED_NOT_APPLIED : UNKNOWN);
  }

  /** As written in the database and the API. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Drift> find(String code) {
    return Arrays.stream(values()).filter(cause -> cause.code().equals(code)).findFirst();
  }
}
