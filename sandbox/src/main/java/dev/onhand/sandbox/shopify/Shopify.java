package dev.onhand.sandbox.shopify;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Limit;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Rules;
import dev.onhand.sandbox.shop.Rules.Taking;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A Shopify shop. Answers {@code /admin/oauth/access_token} and, at {@code
 * /admin/api/2026-04/graphql.json}, the queries {@code inventoryItems}, {@code orders}, {@code
 * nodes}, {@code locations} and {@code bulkOperation}, and the mutations {@code
 * inventorySetQuantities} and {@code bulkOperationRunQuery}.
 */
public final class Shopify implements Marketplace {
  /** The location that has the stock. */
  public static final String LOCATION = "gid://shopify/Location/5";

  public static final String CLIENT = "canary-client-id-of-shopify";

  private final String secret;
  private final String standingToken;
  private final Set<String> missingScopes;
  private final Predicate<String> untracked;
  private final Predicate<String> unstocked;
  private final Bulk bulk;
  private final double restoreRate;

  /** What becomes of queries for all items. */
  public enum Bulk {
    DONE,
    /** As too many are under way. */
    REFUSED,
    FAILED
  }

  private Shopify(
      String secret,
      String standingToken,
      Set<String> missingScopes,
      Predicate<String> untracked,
      Predicate<String> unstocked,
      Bulk bulk,
      double restoreRate) {
    this.secret = secret;
    this.standingToken = standingToken;
    this.missingScopes = missingScopes;
    this.untracked = untracked;
    this.unstocked = unstocked;
    this.bulk = bulk;
    this.restoreRate = restoreRate;
  }

  /** A shop with an app of its own organization, whose secret gives tokens for a day. */
  public static Shopify withSecret(String secret) {
    return new Shopify(secret, "", Set.of(), _ -> false, _ -> false, Bulk.DONE, 100);
  }

  /** The same that also takes a token which never ends, as old apps have. */
  public Shopify thatTakes(String token) {
    return new Shopify(secret, token, missingScopes, untracked, unstocked, bulk, restoreRate);
  }

  /** The same whose app was not given a scope. */
  public Shopify withoutScope(String scope) {
    return new Shopify(
        secret, standingToken, Set.of(scope), untracked, unstocked, bulk, restoreRate);
  }

  /** The same that does not count some SKUs. */
  public Shopify thatDoesNotTrack(Predicate<String> skus) {
    return new Shopify(secret, standingToken, missingScopes, skus, unstocked, bulk, restoreRate);
  }

  /** The same that does not stock some SKUs at the location. */
  public Shopify thatDoesNotStock(Predicate<String> skus) {
    return new Shopify(secret, standingToken, missingScopes, untracked, skus, bulk, restoreRate);
  }

  /** The same where queries for all items end so. */
  public Shopify whereBulk(Bulk ends) {
    return new Shopify(
        secret, standingToken, missingScopes, untracked, unstocked, ends, restoreRate);
  }

  /** The same of a plan that gives so many points a second. */
  public Shopify thatRestores(double points) {
    return new Shopify(secret, standingToken, missingScopes, untracked, unstocked, bulk, points);
  }

  /** Here whoever cancels puts the units back; in life he chooses. */
  @Override
  public Rules rules() {
    return Rules.of(Taking.LOWERS_QUANTITY)
        .withIds(
            number -> "gid://shopify/InventoryItem/" + number,
            number -> "gid://shopify/Order/" + number)
        .withQuantities(Integer.MIN_VALUE, 1_000_000_000);
  }

  /** Queries cost points: see {@link Costs}. */
  @Override
  public List<Limit> limits() {
    return List.of();
  }

  @Override
  public Dialect open(Site site) {
    ItemsApi items = new ItemsApi(site, untracked, unstocked);
    return new ShopifyDialect(
        site,
        new Tokens(site, secret, standingToken),
        missingScopes,
        items,
        new BulkApi(site, items, bulk),
        restoreRate);
  }
}
