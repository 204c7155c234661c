package dev.onhand.sandbox.vendure;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Limit;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Happening;
import dev.onhand.sandbox.shop.Rules;
import dev.onhand.sandbox.shop.Rules.Taking;
import java.util.EnumSet;
import java.util.List;

/**
 * A Vendure shop. Answers at {@code /admin-api} the queries {@code productVariants}, {@code
 * productVariant}, {@code stockLocations}, {@code orders}, {@code order} and {@code me}, and the
 * mutations {@code login}, {@code logout} and {@code updateProductVariants}. It has no limits of
 * calls.
 */
public final class Vendure implements Marketplace {
  /** Who may log in. */
  public static final String USER = "superadmin";

  public static final String PASSWORD = "superadmin-secret";

  private final String key;
  private final Stamps stamps;

  private Vendure(String key, Stamps stamps) {
    this.key = key;
    this.stamps = stamps;
  }

  /**
   * A shop that takes an API key, a bearer's session and a cookie's.
   *
   * @param key as it is sent in the header {@code vendure-api-key}
   */
  public static Vendure withApiKey(String key) {
    return new Vendure(key, Stamps.TO_THE_MILLISECOND);
  }

  /**
   * The same shop on SQLite, which keeps times of change to the second. Seen with 3.7.3: that of a
   * payment still has milliseconds, and a filter compares with what is kept.
   */
  public Vendure onSqlite() {
    return new Vendure(key, Stamps.TO_THE_SECOND);
  }

  /** Stock is taken at payment; payment and fulfilment do not move an order's time of change. */
  @Override
  public Rules rules() {
    return Rules.of(Taking.HOLDS_BESIDE)
        .withTakingWhenPaid()
        .withCancelling(true, true, false, true)
        .withQuantities(Integer.MIN_VALUE, Integer.MAX_VALUE)
        .withMovesUpdated(EnumSet.of(Happening.PLACED, Happening.CANCELLED, Happening.RETURNED));
  }

  @Override
  public List<Limit> limits() {
    return List.of();
  }

  @Override
  public Dialect open(Site site) {
    return new VendureDialect(site, key, stamps);
  }
}
