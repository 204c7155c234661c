package dev.onhand.sandbox.medusa;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Limit;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Happening;
import dev.onhand.sandbox.shop.Rules;
import dev.onhand.sandbox.shop.Rules.Taking;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A Medusa shop. Answers {@code /auth/user/emailpass}, {@code /admin/api-keys}, {@code
 * /admin/inventory-items} with their levels, {@code /admin/stock-locations}, {@code
 * /admin/product-variants}, {@code /admin/orders}, {@code /admin/reservations} and {@code
 * /admin/returns}. It has no limits.
 */
public final class Medusa implements Marketplace {
  /** Who may log in, for tests of user tokens. */
  public static final String EMAIL = "admin@example.org";

  public static final String PASSWORD = "supersecret";

  private final String key;

  private Medusa(String key) {
    this.key = key;
  }

  /**
   * @param key a secret API key, such as {@code sk_1234}
   */
  public static Medusa withKey(String key) {
    return new Medusa(key);
  }

  /** A payment does not move an order's time of change. */
  @Override
  public Rules rules() {
    Set<Happening> moves = EnumSet.allOf(Happening.class);
    moves.remove(Happening.PAID);
    moves.remove(Happening.REFUNDED);
    return Rules.of(Taking.HOLDS_BESIDE)
        .withIds(Ids::item, Ids::order)
        .withQuantities(0, Integer.MAX_VALUE)
        .withMovesUpdated(moves);
  }

  @Override
  public List<Limit> limits() {
    return List.of();
  }

  @Override
  public Dialect open(Site site) {
    return new MedusaDialect(site, key);
  }
}
