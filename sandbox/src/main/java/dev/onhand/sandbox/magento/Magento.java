package dev.onhand.sandbox.magento;

import dev.onhand.sandbox.Dialect;
import dev.onhand.sandbox.Limit;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Rules;
import dev.onhand.sandbox.shop.Rules.Taking;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A Magento 2 shop. Answers, below {@code /rest/<store>/V1} and {@code /rest/V1}: {@code products},
 * {@code inventory/…}, {@code stockItems}, {@code bulk/…}, {@code orders}, {@code shipments} and
 * {@code creditmemos}, and {@code /rest/<store>/async/bulk/V1/inventory/source-items}. It has no
 * limits of calls.
 */
public final class Magento implements Marketplace {
  /**
   * How a shop is set up.
   *
   * @param token the integration's access token
   * @param oauth if set, only signed calls are taken, and the token alone opens nothing
   * @param hasSources whether it has multi-source inventory
   * @param limitsInput whether the web API's limits of input are on
   * @param isConfigurable SKUs that are sold as the child of a configurable product
   */
  record Setup(
      String token,
      Optional<OAuth> oauth,
      boolean hasSources,
      boolean limitsInput,
      Predicate<String> isConfigurable) {}

  /** The four strings of an integration but the access token. */
  record OAuth(String consumerKey, String consumerSecret, String tokenSecret) {}

  private final Setup setup;

  private Magento(Setup setup) {
    this.setup = setup;
  }

  /** A shop with multi-source inventory that takes the access token of an integration as bearer. */
  public static Magento withToken(String token) {
    return new Magento(new Setup(token, Optional.empty(), true, false, _ -> false));
  }

  /** The same shop as it is by default: bearers are off, calls are signed by OAuth 1.0a. */
  public Magento thatWantsSignatures(
      String consumerKey, String consumerSecret, String tokenSecret) {
    OAuth oauth = new OAuth(consumerKey, consumerSecret, tokenSecret);
    return new Magento(
        new Setup(
            setup.token(),
            Optional.of(oauth),
            setup.hasSources(),
            setup.limitsInput(),
            setup.isConfigurable()));
  }

  /** The same shop without the inventory modules: one stock item per product. */
  public Magento withoutSources() {
    return new Magento(
        new Setup(
            setup.token(), setup.oauth(), false, setup.limitsInput(), setup.isConfigurable()));
  }

  /**
   * The same shop with limits of input: 20 elements, 5,000 in bulk, pages of 300, 20 by default.
   */
  public Magento thatLimitsInput() {
    return new Magento(
        new Setup(setup.token(), setup.oauth(), setup.hasSources(), true, setup.isConfigurable()));
  }

  /** The same shop where such SKUs are sold as the child of a configurable product. */
  public Magento withConfigurables(Predicate<String> skus) {
    return new Magento(
        new Setup(setup.token(), setup.oauth(), setup.hasSources(), setup.limitsInput(), skus));
  }

  @Override
  public Rules rules() {
    return Rules.of(setup.hasSources() ? Taking.HOLDS_BESIDE : Taking.LOWERS_QUANTITY)
        .withQuantities(Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  @Override
  public List<Limit> limits() {
    return List.of();
  }

  @Override
  public Dialect open(Site site) {
    return new MagentoDialect(site, setup);
  }
}
