package dev.onhand.sandbox.amazon;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Limit;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Rules;
import dev.onhand.sandbox.shop.Rules.Taking;
import java.util.List;
import java.util.function.Predicate;

/**
 * Amazon, one seller on one marketplace. Answers the token endpoint {@code /auth/o2/token}, the
 * listings items of 2021-08-01, feeds and reports of 2021-06-30 with their documents, and orders of
 * 2026-01-01 and v0.
 */
public final class Amazon implements Marketplace {
  public static final String SELLER = "A3SANDBOXSELLER";
  public static final String MARKETPLACE = "ATVPDKIKX0DER";
  public static final String CLIENT = "amzn1.application-oa2-client.sandbox";

  private final String secret;
  private final String refreshToken;
  private final boolean givesBackCancelled;
  private final Predicate<String> fulfilledByAmazon;
  private final boolean hasRoles;
  private final String standingToken;
  private final double pace;

  private Amazon(
      String secret,
      String refreshToken,
      boolean givesBackCancelled,
      Predicate<String> fulfilledByAmazon,
      boolean hasRoles,
      String standingToken,
      double pace) {
    this.secret = secret;
    this.refreshToken = refreshToken;
    this.givesBackCancelled = givesBackCancelled;
    this.fulfilledByAmazon = fulfilledByAmazon;
    this.hasRoles = hasRoles;
    this.standingToken = standingToken;
    this.pace = pace;
  }

  /** A seller of whom an application may read and change everything. */
  public static Amazon withSecrets(String secret, String refreshToken) {
    return new Amazon(secret, refreshToken, true, _ -> false, true, "", 1);
  }

  /** The same where cancelled units do not come back; the documentation does not say. */
  public Amazon thatKeepsCancelled() {
    return new Amazon(
        secret, refreshToken, false, fulfilledByAmazon, hasRoles, standingToken, pace);
  }

  /** The same where some SKUs lie in Amazon's warehouses. */
  public Amazon thatFulfils(Predicate<String> skus) {
    return new Amazon(
        secret, refreshToken, givesBackCancelled, skus, hasRoles, standingToken, pace);
  }

  /** The same whose application was given no role. */
  public Amazon withoutRoles() {
    return new Amazon(
        secret, refreshToken, givesBackCancelled, fulfilledByAmazon, false, standingToken, pace);
  }

  /** The same that also takes a token which never ends, for clients that do not log in. */
  public Amazon thatTakes(String token) {
    return new Amazon(
        secret, refreshToken, givesBackCancelled, fulfilledByAmazon, hasRoles, token, pace);
  }

  /** The same that fills all buckets so many times as fast as is documented, and says so. */
  public Amazon thatFills(double times) {
    return new Amazon(
        secret,
        refreshToken,
        givesBackCancelled,
        fulfilledByAmazon,
        hasRoles,
        standingToken,
        times);
  }

  @Override
  public Rules rules() {
    return Rules.of(Taking.LOWERS_QUANTITY)
        .withIds(Long::toString, Amazon::orderId)
        .withQuantities(0, Integer.MAX_VALUE)
        .withCancelling(givesBackCancelled, false, true, false);
  }

  private static String orderId(long number) {
    return "%03d-%07d-%07d".formatted(100 + number % 800, number, 7_000_000 + number);
  }

  /** Each operation has a bucket: see {@link Buckets}. */
  @Override
  public List<Limit> limits() {
    return List.of();
  }

  @Override
  public Dialect open(Site site) {
    return new AmazonDialect(
        site,
        new Login(site, secret, refreshToken, hasRoles, standingToken),
        fulfilledByAmazon,
        pace);
  }
}
