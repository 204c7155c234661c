package dev.onhand.sandbox.ownshop;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Limit;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Rules;
import dev.onhand.sandbox.shop.Rules.Taking;
import java.util.List;

/** A shop of one's own. It has no limits. */
public final class OwnShop implements Marketplace {
  private final String secret;
  private final boolean lowersQuantity;
  private final boolean isOld;

  private OwnShop(String secret, boolean lowersQuantity, boolean isOld) {
    this.secret = secret;
    this.lowersQuantity = lowersQuantity;
    this.isOld = isOld;
  }

  /** One that was built by the contract, and leaves quantities as they are when it sells. */
  public static OwnShop withSecret(String secret) {
    return new OwnShop(secret, false, false);
  }

  /** The same, where an order lowers the quantity. */
  public OwnShop thatLowersQuantity() {
    return new OwnShop(secret, true, isOld);
  }

  /** The same stock and orders, in a shop that was there before: see {@link OldShopDialect}. */
  public OwnShop withWordsOfItsOwn() {
    return new OwnShop(secret, lowersQuantity, true);
  }

  @Override
  public Rules rules() {
    return Rules.of(lowersQuantity ? Taking.LOWERS_QUANTITY : Taking.LEAVES_QUANTITY)
        .withQuantities(0, Integer.MAX_VALUE)
        .withIds(number -> "" + (1000 + number), number -> "" + (500_000 + number));
  }

  @Override
  public List<Limit> limits() {
    return List.of();
  }

  @Override
  public Dialect open(Site site) {
    return isOld ? new OldShopDialect(site, secret) : new OwnShopDialect(site, secret);
  }
}
