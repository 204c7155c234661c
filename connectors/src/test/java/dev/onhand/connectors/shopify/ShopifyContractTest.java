package dev.onhand.connectors.shopify;

import dev.onhand.connector.tck.ConnectorContract;
import dev.onhand.connector.tck.Contestant;
import dev.onhand.sandbox.Signer;
import dev.onhand.sandbox.shopify.Shopify;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

class ShopifyContractTest {

  static final String SECRET = "canary-secret-of-shopify";
  private static final String TOKEN = "shpat_canary-token";

  @Nested
  @DisplayName("With an app's credentials")
  class App extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(
          Shopify.withSecret(SECRET), Map.of("client_id", Shopify.CLIENT, "client_secret", SECRET));
    }
  }

  @Nested
  @DisplayName("With a fixed token")
  class Token extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(
          Shopify.withSecret(SECRET).thatTakes(TOKEN),
          Map.of("login", "token", "access_token", TOKEN));
    }
  }

  private static Contestant with(Shopify shop, Map<String, String> settings) {
    return new Contestant(
        new ShopifyConnectorFactory(),
        shop,
        address -> {
          Map<String, String> all = new HashMap<>(settings);
          all.put("address", address.toString());
          all.put("location", "5");
          all.put("webhook_secret", SECRET);
          return all;
        },
        Signer.bodyInBase64("X-Shopify-Hmac-SHA256", "X-Shopify-Webhook-Id", SECRET));
  }
}
