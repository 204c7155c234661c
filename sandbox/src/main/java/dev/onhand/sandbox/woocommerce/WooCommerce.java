package dev.onhand.sandbox.woocommerce;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Limit;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Rules;
import dev.onhand.sandbox.shop.Rules.Taking;
import java.util.List;
import java.util.function.Predicate;

/**
 * A WooCommerce shop. Answers below {@code /wp-json/wc/v3}: {@code products} with {@code batch},
 * {@code variations} and theirs, and {@code orders} with {@code refunds}. It has no limits.
 */
public final class WooCommerce implements Marketplace {
  /** A variation's parent has this more than its number. */
  static final long PARENT = 5_000_000;

  private final String key;
  private final String secret;
  private final Predicate<String> variations;
  private final Predicate<String> unmanaged;
  private final Predicate<String> shared;
  private final boolean dropsHeader;
  private final boolean sortsByModified;

  private WooCommerce(
      String key,
      String secret,
      Predicate<String> variations,
      Predicate<String> unmanaged,
      Predicate<String> shared,
      boolean dropsHeader,
      boolean sortsByModified) {
    this.key = key;
    this.secret = secret;
    this.variations = variations;
    this.unmanaged = unmanaged;
    this.shared = shared;
    this.dropsHeader = dropsHeader;
    this.sortsByModified = sortsByModified;
  }

  /** A shop of simple products that all manage stock. */
  public static WooCommerce withKey(String key, String secret) {
    return new WooCommerce(key, secret, _ -> false, _ -> false, _ -> false, false, true);
  }

  /** The same where some SKUs are the only variation of a product. */
  public WooCommerce withVariations(Predicate<String> skus) {
    return new WooCommerce(key, secret, skus, unmanaged, shared, dropsHeader, sortsByModified);
  }

  /** The same where some SKUs do not manage stock. */
  public WooCommerce withUnmanaged(Predicate<String> skus) {
    return new WooCommerce(key, secret, variations, skus, shared, dropsHeader, sortsByModified);
  }

  /** The same where some SKUs have two variations which share the product's stock. */
  public WooCommerce withShared(Predicate<String> skus) {
    return new WooCommerce(key, secret, variations, unmanaged, skus, dropsHeader, sortsByModified);
  }

  /** The same behind a server that drops the header with the key. */
  public WooCommerce thatDropsTheHeader() {
    return new WooCommerce(key, secret, variations, unmanaged, shared, true, sortsByModified);
  }

  /** The same of a version that does not sort orders by their time of change. */
  public WooCommerce thatSortsByIdOnly() {
    return new WooCommerce(key, secret, variations, unmanaged, shared, dropsHeader, false);
  }

  @Override
  public Rules rules() {
    return Rules.of(Taking.LOWERS_QUANTITY)
        .withTakingWhenPaid()
        .withQuantities(Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  @Override
  public List<Limit> limits() {
    return List.of();
  }

  @Override
  public Dialect open(Site site) {
    return new WooDialect(
        new Keys(key, secret, dropsHeader),
        new ProductsApi(site, variations, unmanaged, shared),
        new OrdersApi(site, variations, shared, sortsByModified));
  }
}
