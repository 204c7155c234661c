package dev.onhand.connector;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A listing as the channel shows it.
 *
 * @param aliases other ids the channel uses for it, in its orders for one
 * @param gtin as the channel writes it; an empty one is none
 * @param grade of used goods, in the channel's words
 * @param quantity null: the channel does not say
 */
public record RemoteListing(
    ListingRef ref,
    List<String> aliases,
    @Nullable String gtin,
    String title,
    @Nullable String grade,
    State state,
    @Nullable Long quantity) {

  /** Whether it can be bought. */
  public enum State {
    /** It can, while its quantity is above 0. */
    ACTIVE,
    /** It cannot, until somebody lets it. */
    PAUSED,
    /** It cannot, until something about it is mended. */
    INCOMPLETE,
    /** It cannot any more. */
    ENDED
  }

  public RemoteListing {
    aliases = List.copyOf(aliases);
    gtin = ListingRef.orNull(gtin);
  }

  /** A listing of a channel that says no other name of it, no GTIN and no condition. */
  public RemoteListing(
      ListingRef ref, @Nullable String title, State state, @Nullable Long quantity) {
    this(ref, List.of(), null, Objects.requireNonNullElse(title, ""), null, state, quantity);
  }
}
