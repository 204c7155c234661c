package dev.onhand.sandbox.ebay;

import static dev.onhand.sandbox.Limit.Unit.CALLS;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Limit;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Rules;
import dev.onhand.sandbox.shop.Rules.Taking;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/**
 * eBay. Answers the token endpoint, and below {@code /sell/inventory/v1} and {@code
 * /sell/fulfillment/v1} what a seller of stock needs.
 */
public final class Ebay implements Marketplace {

  /** What a call with several items does: eBay's texts differ. */
  public enum Bulk {
    REFUSED,
    /** The first is done, and nothing is said of the others. */
    FIRST_ONLY,
    TAKEN
  }

  private static final Duration DAY = Duration.ofDays(1);

  private final Account account;

  /**
   * An account's traits.
   *
   * @param staleOffers what all offers are capped at as long as nobody sets them
   * @param token one that is good from the beginning and does not end; empty: there is none
   */
  record Account(
      String client,
      String secret,
      String refresh,
      Taking taking,
      Bulk bulk,
      int staleOffers,
      String token) {}

  private Ebay(Account account) {
    this.account = account;
  }

  /** An account whose orders leave what is read of quantities as it is. */
  public static Ebay with(String client, String secret, String refresh) {
    return new Ebay(
        new Account(
            client, secret, refresh, Taking.LEAVES_QUANTITY, Bulk.REFUSED, Integer.MAX_VALUE, ""));
  }

  /** The same account where an order lowers the quantity; the documentation does not say. */
  public Ebay thatLowersQuantity() {
    return with(Taking.LOWERS_QUANTITY, account.bulk, account.staleOffers, account.token);
  }

  /** The same account where a call with several items does that. */
  public Ebay withSeveral(Bulk bulk) {
    return with(account.taking, bulk, account.staleOffers, account.token);
  }

  /** The same account whose offers have a quantity of their own, which is so low. */
  public Ebay withStaleOffers(int quantity) {
    return with(account.taking, account.bulk, quantity, account.token);
  }

  /** The same account with a token that is good from the beginning and does not end. */
  public Ebay thatTakes(String token) {
    return with(account.taking, account.bulk, account.staleOffers, token);
  }

  private Ebay with(Taking taking, Bulk bulk, int staleOffers, String token) {
    return new Ebay(
        new Account(
            account.client, account.secret, account.refresh, taking, bulk, staleOffers, token));
  }

  @Override
  public Rules rules() {
    return Rules.of(account.taking)
        .withQuantities(0, Integer.MAX_VALUE)
        .withIds(number -> "36445" + number, number -> "12-34567-" + number);
  }

  @Override
  public List<Limit> limits() {
    return List.of(
        limit("tokens", EnumSet.of(Purpose.LOGIN), 50_000),
        limit("fulfillment", EnumSet.of(Purpose.ORDER_POLL, Purpose.ORDER_READ), 100_000),
        limit("inventory", EnumSet.of(Purpose.LISTING_READ, Purpose.PUSH), 2_000_000));
  }

  private static Limit limit(String name, EnumSet<Purpose> purposes, int max) {
    return new Limit(name, purposes, CALLS, max, DAY, Duration.ZERO);
  }

  @Override
  public Dialect open(Site site) {
    return new EbayDialect(site, account);
  }
}
