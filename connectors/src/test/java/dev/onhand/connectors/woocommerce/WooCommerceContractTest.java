package dev.onhand.connectors.woocommerce;

import dev.onhand.connector.tck.ConnectorContract;
import dev.onhand.connector.tck.Contestant;
import dev.onhand.sandbox.Signer;
import dev.onhand.sandbox.woocommerce.WooCommerce;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

class WooCommerceContractTest {

  static final String KEY = "ck_canary_key_of_woocommerce";
  static final String SECRET = "cs_canary_secret_of_woocommerce";
  private static final String WEBHOOK_SECRET = "canary-webhook-secret-of-woocommerce";
  private static final WooCommerce SHOP = WooCommerce.withKey(KEY, SECRET);

  @Nested
  @DisplayName("With variations, some of which share their product's stock")
  class Variations extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(
          SHOP.withVariations(sku -> sku.endsWith("1")).withShared(sku -> sku.endsWith("2")),
          "header");
    }
  }

  @Nested
  @DisplayName("With the key in the address, and orders that are sorted by number only")
  class Odd extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(SHOP.thatDropsTheHeader().thatSortsByIdOnly(), "query");
    }
  }

  private static Contestant with(WooCommerce shop, String login) {
    return new Contestant(
        new WooCommerceConnectorFactory(),
        shop,
        address -> {
          Map<String, String> settings = new HashMap<>();
          settings.put("address", address.toString());
          settings.put("consumer_key", KEY);
          settings.put("consumer_secret", SECRET);
          settings.put("login", login);
          settings.put("webhook_secret", WEBHOOK_SECRET);
          return settings;
        },
        Signer.bodyInBase64("X-WC-Webhook-Signature", "X-WC-Webhook-Delivery-ID", WEBHOOK_SECRET));
  }
}
