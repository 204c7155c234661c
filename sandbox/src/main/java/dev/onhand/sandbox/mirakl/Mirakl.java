package dev.onhand.sandbox.mirakl;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Limit;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Rules;
import dev.onhand.sandbox.shop.Rules.Taking;
import java.util.List;
import java.util.Set;

/**
 * A marketplace that runs on Mirakl. Answers below {@code /api}: {@code /account}, {@code /offers}
 * with stock imports and exports, and {@code /orders}; and the files of exports below {@code
 * /files}.
 */
public final class Mirakl implements Marketplace {
  /** The shop that the key is for. */
  public static final long SHOP = 2_000;

  private static final int QUANTITY_MAX = 1_000_000_000;

  private final Account account;

  /**
   * An account's traits.
   *
   * @param operators SKUs that the operator's own center sends
   * @param warehouse what offers lie in; empty: the marketplace keeps no stock by warehouse
   * @param takesStock whether there is an import of stock alone
   */
  record Account(
      String key, Taking taking, Set<String> operators, String warehouse, boolean takesStock) {}

  private Mirakl(Account account) {
    this.account = account;
  }

  /** An account whose orders leave the quantities as they are. */
  public static Mirakl withKey(String key) {
    return new Mirakl(new Account(key, Taking.LEAVES_QUANTITY, Set.of(), "", true));
  }

  /** The same account where an order lowers the quantity; the documentation does not say. */
  public Mirakl thatLowersQuantity() {
    return new Mirakl(
        new Account(
            account.key,
            Taking.LOWERS_QUANTITY,
            account.operators,
            account.warehouse,
            account.takesStock));
  }

  /** The same account where these SKUs are sent by the operator's center. */
  public Mirakl thatSends(String... skus) {
    return new Mirakl(
        new Account(
            account.key, account.taking, Set.of(skus), account.warehouse, account.takesStock));
  }

  /** The same account where all stock lies in one warehouse. */
  public Mirakl withWarehouse(String code) {
    return new Mirakl(
        new Account(account.key, account.taking, account.operators, code, account.takesStock));
  }

  /** The same account at an older instance, which has no import of stock alone. */
  public Mirakl withoutStockImports() {
    return new Mirakl(
        new Account(account.key, account.taking, account.operators, account.warehouse, false));
  }

  @Override
  public Rules rules() {
    return Rules.of(account.taking)
        .withQuantities(0, QUANTITY_MAX)
        .withIds(Long::toString, number -> "C" + number + "-A");
  }

  /** Each operation has an interval of its own, which {@link Intervals} keeps. */
  @Override
  public List<Limit> limits() {
    return List.of();
  }

  @Override
  public Dialect open(Site site) {
    return new MiraklDialect(site, account);
  }
}
