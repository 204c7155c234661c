package dev.onhand.sandbox.backmarket;

import static dev.onhand.sandbox.Limit.Unit.CALLS;
import static dev.onhand.sandbox.Limit.Unit.LINES;
import static dev.onhand.sandbox.Purpose.LISTING_READ;
import static dev.onhand.sandbox.Purpose.PUSH;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Limit;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Rules;
import dev.onhand.sandbox.shop.Rules.Taking;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Back Market. Answers {@code /ws/listings}, {@code /ws/listings/{id}}, {@code
 * /ws/listings/detail}, {@code /ws/tasks/{id}}, {@code /ws/orders} and {@code /ws/orders/{id}}.
 */
public final class BackMarket implements Marketplace {
  private static final Duration BLOCK = Duration.ofSeconds(10);

  private final String token;
  private final boolean givesBackCancelled;

  private BackMarket(String token, boolean givesBackCancelled) {
    this.token = token;
    this.givesBackCancelled = givesBackCancelled;
  }

  /**
   * An account where a cancelled unit is on sale again at once.
   *
   * @param token as it is sent after {@code Basic}, without encoding it again
   */
  public static BackMarket withToken(String token) {
    return new BackMarket(token, true);
  }

  /** The same account where cancelled units do not come back; the documentation does not say. */
  public BackMarket thatKeepsCancelled() {
    return new BackMarket(token, false);
  }

  @Override
  public Rules rules() {
    return Rules.of(Taking.LOWERS_QUANTITY)
        .withIds(BackMarket::listingId, Long::toString)
        .withQuantities(0, Integer.MAX_VALUE)
        .withCancelling(givesBackCancelled, false, true, false);
  }

  @Override
  public List<Limit> limits() {
    Set<Purpose> listings = EnumSet.of(LISTING_READ, PUSH);
    return List.of(
        new Limit(
            "ordinary calls",
            EnumSet.complementOf(EnumSet.copyOf(listings)),
            CALLS,
            200,
            Duration.ofSeconds(10),
            BLOCK),
        new Limit("calls to listings", listings, CALLS, 20, Duration.ofSeconds(10), BLOCK),
        new Limit(
            "changed lines", EnumSet.of(PUSH), LINES, 2_000, Duration.ofHours(1), Duration.ZERO));
  }

  @Override
  public Dialect open(Site site) {
    return new BackMarketDialect(site, token);
  }

  private static String listingId(long number) {
    return uuid("back market listing " + number);
  }

  /** The same for the same name. */
  static String uuid(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
