package dev.onhand.connectors.ebay;

import dev.onhand.connector.tck.ConnectorContract;
import dev.onhand.connector.tck.Contestant;
import dev.onhand.sandbox.ebay.Ebay;
import dev.onhand.sandbox.ebay.Ebay.Bulk;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

class EbayContractTest {

  private static final String SECRET = "canary-secret-of-ebay";
  private static final String REFRESH = "canary-refresh-token-of-ebay";
  private static final EbayKeys KEYS = EbayKeys.made();

  static final Ebay SHOP = Ebay.with("client", SECRET, REFRESH);

  @Nested
  @DisplayName("That leaves quantities as they are when it sells")
  class Leaving extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(SHOP, Map.of("several_items", "false"));
    }
  }

  @Nested
  @DisplayName("That lowers quantities when it sells, and has offers with less than their items")
  class Lowering extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(
          SHOP.thatLowersQuantity().withStaleOffers(1),
          Map.of("lowers_stock", "true", "several_items", "false"));
    }
  }

  @Nested
  @DisplayName("That takes several items with a call")
  class Several extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(SHOP.withSeveral(Bulk.TAKEN), Map.of());
    }
  }

  private static Contestant with(Ebay shop, Map<String, String> more) {
    return new Contestant(
        new EbayConnectorFactory(),
        EbayTrapsTest.checked(shop),
        address -> settings(address, more),
        KEYS.signer());
  }

  static Map<String, String> settings(URI address, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("client_id", "client");
    settings.put("client_secret", SECRET);
    settings.put("refresh_token", REFRESH);
    settings.put("address", address.toString());
    settings.put("webhook_secret", KEYS.pem());
    settings.putAll(more);
    return settings;
  }
}
