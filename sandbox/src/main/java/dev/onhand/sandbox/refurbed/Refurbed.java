package dev.onhand.sandbox.refurbed;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Limit;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Rules;
import dev.onhand.sandbox.shop.Rules.Taking;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * refurbed. Answers {@code ListOffers}, {@code GetOffer}, {@code UpdateOffer} and {@code
 * BatchUpdateOffers} of the {@code OfferService}, and {@code ListOrders} and {@code GetOrder} of
 * the {@code OrderService}.
 */
public final class Refurbed implements Marketplace {
  /** Not documented; reported by somebody who sells there. */
  static final int CALLS_MAX = 10;

  static final Duration WINDOW = Duration.ofSeconds(1);

  private final String token;
  private final Taking taking;
  private final Set<String> denied;

  private Refurbed(String token, Taking taking, Set<String> denied) {
    this.token = token;
    this.taking = taking;
    this.denied = Set.copyOf(denied);
  }

  /**
   * An account whose sales leave the stock of its offers as it is.
   *
   * @param token as it is sent after {@code Plain}
   */
  public static Refurbed withToken(String token) {
    return new Refurbed(token, Taking.LEAVES_QUANTITY, Set.of());
  }

  /** The same account where a sale lowers the stock; the documentation does not say. */
  public Refurbed thatLowersStock() {
    return new Refurbed(token, Taking.LOWERS_QUANTITY, denied);
  }

  /**
   * The same account whose token may not do something more.
   *
   * @param permission such as {@code merchant.offer:list}
   */
  public Refurbed without(String permission) {
    Set<String> more = new HashSet<>(denied);
    more.add(permission);
    return new Refurbed(token, taking, more);
  }

  @Override
  public Rules rules() {
    return Rules.of(taking).withQuantities(0, Integer.MAX_VALUE);
  }

  @Override
  public List<Limit> limits() {
    return List.of(
        new Limit(
            "calls",
            EnumSet.allOf(Purpose.class),
            Limit.Unit.CALLS,
            CALLS_MAX,
            WINDOW,
            Duration.ZERO));
  }

  @Override
  public Dialect open(Site site) {
    return new RefurbedDialect(site, token, denied);
  }
}
