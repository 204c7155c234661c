package dev.onhand.sandbox;

import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Shop;
import dev.onhand.sandbox.wire.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/**
 * What a dialect works with.
 *
 * @param base where the account is reached, without a slash at the end
 * @param later what takes effect in the future
 */
public record Site(
    URI base, Shop shop, Faults faults, Calls calls, Later later, RandomGenerator random) {
  /** By then a newer push has most likely been made. */
  private static final Duration LATE = Duration.ofSeconds(30);

  /**
   * Sets a quantity, or only claims to.
   *
   * @return the listing as the reply shows it
   */
  public Listing push(Listing listing, int quantity) {
    String reference = "call " + calls.total();
    if (faults.fires(Fault.NOT_APPLIED, Purpose.PUSH)) {
      return listing.withQuantity(quantity);
    }
    if (faults.fires(Fault.APPLIED_LATE, Purpose.PUSH)) {
      later.in(LATE, () -> pushIfThere(listing.id(), quantity, reference));
      return listing.withQuantity(quantity);
    }
    return shop.push(listing.id(), quantity, reference);
  }

  /** Sets a quantity of a listing that may be gone by now. */
  public void pushIfThere(String listing, int quantity, String reference) {
    if (shop.find(listing).isPresent()) {
      shop.push(listing, quantity, reference);
    }
  }

  /**
   * All listings, in the order in which pages show them. If pages are to shift, one of those before
   * the page goes to the end first.
   *
   * @param offset where the page begins that will be cut out
   */
  public List<Listing> listings(long offset) {
    List<Listing> all = shop.listings();
    if (offset > 0 && !all.isEmpty() && faults.fires(Fault.SHIFTING_PAGES, Purpose.LISTING_READ)) {
      shop.moveToEnd(all.get(random.nextInt((int) Math.min(offset, all.size()))).id());
      return shop.listings();
    }
    return all;
  }

  /**
   * Moves one of the orders before a page to the end of those sorted by time of change, if pages
   * are to shift.
   *
   * @return whether it did, so that the list must be made again
   */
  public boolean shifts(List<Order> orders, long offset) {
    boolean shifts =
        offset > 0 && !orders.isEmpty() && faults.fires(Fault.SHIFTING_PAGES, Purpose.ORDER_POLL);
    if (shifts) {
      shop.touch(orders.get(random.nextInt((int) Math.min(offset, orders.size()))).id());
    }
    return shifts;
  }

  /**
   * Orders as a list has them, of which a page is to be cut out; made again where {@link #shifts
   * one moved}.
   *
   * @param offset where the page begins
   */
  public List<Order> orders(Supplier<List<Order>> list, long offset) {
    List<Order> all = list.get();
    return shifts(all, offset) ? list.get() : all;
  }

  /** A document as the body of a response; with fields that nobody knows, if a fault says so. */
  public Response json(Purpose purpose, int status, JsonNode document) {
    if (faults.fires(Fault.UNKNOWN_FIELDS, purpose)) {
      Json.sprinkle(document);
    }
    return Response.json(status, document.toString());
  }

  /**
   * Cuts a page out of a list.
   *
   * @param offset from 0; past the end gives an empty page
   */
  public static <T> List<T> page(List<T> all, long offset, long size) {
    int from = Math.clamp(offset, 0, all.size());
    int to = Math.clamp(from + size, from, all.size());
    return all.subList(from, to);
  }
}
