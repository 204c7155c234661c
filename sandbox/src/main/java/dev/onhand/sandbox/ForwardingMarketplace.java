package dev.onhand.sandbox;

import dev.onhand.sandbox.shop.Rules;
import java.util.List;

/** Is as another is; who extends it looks at, or changes, what its dialects do. */
public abstract class ForwardingMarketplace implements Marketplace {

  private final Marketplace marketplace;

  protected ForwardingMarketplace(Marketplace marketplace) {
    this.marketplace = marketplace;
  }

  @Override
  public Rules rules() {
    return marketplace.rules();
  }

  @Override
  public List<Limit> limits() {
    return marketplace.limits();
  }

  @Override
  public Dialect open(Site site) {
    return around(marketplace.open(site), site);
  }

  /**
   * @param dialect of the other marketplace
   * @param site of the account that it is opened for
   */
  protected abstract Dialect around(Dialect dialect, Site site);
}
