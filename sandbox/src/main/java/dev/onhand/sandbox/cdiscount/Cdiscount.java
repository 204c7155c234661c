package dev.onhand.sandbox.cdiscount;

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
import java.util.Set;

/**
 * Cdiscount on Octopia. Answers the token endpoint, and below {@code /seller/v2} {@code /offers},
 * {@code /offer-packages} with requests and results, and {@code /orders}.
 */
public final class Cdiscount implements Marketplace {
  /** The seller that the credentials are for. */
  public static final String SELLER = "98979";

  static final String SALES_CHANNEL = "CDISFR";

  private final Account account;

  /**
   * An account's traits.
   *
   * @param fulfilled SKUs of which Octopia's warehouse sends all orders
   * @param token one that is good from the beginning and does not end; empty: there is none
   */
  record Account(
      String client, String secret, Taking taking, Set<String> fulfilled, String token) {}

  private Cdiscount(Account account) {
    this.account = account;
  }

  /** An account whose orders leave the quantities as they are. */
  public static Cdiscount withClient(String client, String secret) {
    return new Cdiscount(new Account(client, secret, Taking.LEAVES_QUANTITY, Set.of(), ""));
  }

  /** The same account where an order lowers the quantity; the documentation does not say. */
  public Cdiscount thatLowersQuantity() {
    return new Cdiscount(
        new Account(
            account.client,
            account.secret,
            Taking.LOWERS_QUANTITY,
            account.fulfilled,
            account.token));
  }

  /** The same account where orders of these SKUs are sent by Octopia's warehouse. */
  public Cdiscount thatFulfils(String... skus) {
    return new Cdiscount(
        new Account(account.client, account.secret, account.taking, Set.of(skus), account.token));
  }

  /** The same account with a token that is good from the beginning and does not end. */
  public Cdiscount thatTakes(String token) {
    return new Cdiscount(
        new Account(account.client, account.secret, account.taking, account.fulfilled, token));
  }

  @Override
  public Rules rules() {
    return Rules.of(account.taking)
        .withQuantities(0, Integer.MAX_VALUE)
        .withIds(Long::toString, number -> "231120" + number + "ABCDE");
  }

  /** Only that of tokens is documented; of the others a call in a second is recommended. */
  @Override
  public List<Limit> limits() {
    return List.of(
        new Limit(
            "tokens", EnumSet.of(Purpose.LOGIN), CALLS, 500, Duration.ofHours(1), Duration.ZERO),
        new Limit(
            "calls",
            EnumSet.complementOf(EnumSet.of(Purpose.LOGIN)),
            CALLS,
            60,
            Duration.ofMinutes(1),
            Duration.ZERO));
  }

  @Override
  public Dialect open(Site site) {
    return new CdiscountDialect(site, account);
  }
}
