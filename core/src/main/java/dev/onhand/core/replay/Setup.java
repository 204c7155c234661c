package dev.onhand.core.replay;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.listing.ListingRule;
import dev.onhand.core.order.Sourcing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings that a period is lived through under.
 *
 * @param channels by code: all that the seller has
 */
public record Setup(Map<String, Channel> channels) {

  public Setup {
    channels = Map.copyOf(channels);
  }

  /**
   * A channel.
   *
   * @param account null: its orders are handed in, and what it shows is its own affair
   * @param rule of a channel without account: what its shop is taken to show of each product
   */
  public record Channel(
      String code, Sourcing sourcing, @Nullable Account account, ListingRule rule) {}

  /**
   * How listings of a channel are told.
   *
   * @param locations the locations whose stock it sells; empty: all that sell
   * @param takesOff whether its own sales lower what it shows by themselves
   * @param quantityMax the most that it takes for a listing
   * @param lag from a number that is wanted until the channel shows it
   */
  public record Account(
      Set<LocationId> locations,
      boolean takesOff,
      long quantityMax,
      Duration lag,
      Budget budget,
      List<Outlet> listings) {
    public Account {
      locations = Set.copyOf(locations);
      listings = List.copyOf(listings);
    }
  }

  /**
   * What may be spent of a channel; null: without limit.
   *
   * @param perCall listings that one call tells at most
   */
  public record Budget(
      int perCall,
      @Nullable Integer callsPerSecond,
      @Nullable Integer callsPerDay,
      @Nullable Integer pushesPerListing) {}

  /**
   * A listing, and the rule that holds for it.
   *
   * @param units of the product in one of the listing
   */
  public record Outlet(long id, ProductId product, long units, ListingRule rule) {}
}
