package dev.onhand.sandbox.manomano;

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
 * A contract with ManoMano. Answers {@code /api/v1/offer-information/offers}, {@code PATCH
 * /api/v2/offer-information/offers}, {@code /orders/v1/orders} and {@code /orders/v1/orders/{id}}.
 */
public final class ManoMano implements Marketplace {
  /** The only contract that the key is for. */
  public static final long CONTRACT = 110_841;

  private final String key;
  private final Taking taking;
  private final boolean showsStockAsObject;

  private ManoMano(String key, Taking taking, boolean showsStockAsObject) {
    this.key = key;
    this.taking = taking;
    this.showsStockAsObject = showsStockAsObject;
  }

  /** A contract whose orders leave the stock as it is, and which shows it as a number. */
  public static ManoMano withKey(String key) {
    return new ManoMano(key, Taking.LEAVES_QUANTITY, false);
  }

  /** The same contract where an order lowers the stock; the documentation does not say. */
  public ManoMano thatLowersStock() {
    return new ManoMano(key, Taking.LOWERS_QUANTITY, showsStockAsObject);
  }

  /** The same contract, which shows stock as {@code {"quantity":250}}: both were seen. */
  public ManoMano thatShowsStockAsObject() {
    return new ManoMano(key, taking, true);
  }

  @Override
  public Rules rules() {
    return Rules.of(taking)
        .withQuantities(0, Integer.MAX_VALUE)
        .withIds(Long::toString, number -> "M2501" + number);
  }

  /** Not documented; somebody paces himself at a call in a second. */
  @Override
  public List<Limit> limits() {
    return List.of(
        new Limit(
            "calls",
            EnumSet.allOf(Purpose.class),
            CALLS,
            60,
            Duration.ofMinutes(1),
            Duration.ZERO));
  }

  @Override
  public Dialect open(Site site) {
    return new ManoManoDialect(site, key, showsStockAsObject);
  }
}
