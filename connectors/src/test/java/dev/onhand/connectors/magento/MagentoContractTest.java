package dev.onhand.connectors.magento;

import dev.onhand.connector.tck.ConnectorContract;
import dev.onhand.connector.tck.Contestant;
import dev.onhand.sandbox.magento.Magento;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

class MagentoContractTest {

  private static final String TOKEN = "canary-token-of-magento";
  private static final Magento SHOP = Magento.withToken(TOKEN);

  @Nested
  @DisplayName("With sources")
  class Sources extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(SHOP.withConfigurables(sku -> sku.endsWith("1")), Map.of());
    }
  }

  @Nested
  @DisplayName("With a single stock")
  class Single extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(SHOP.withoutSources(), Map.of("stock", "single"));
    }
  }

  @Nested
  @DisplayName("With signed calls, and limits of input on")
  class Signed extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(
          SHOP.thatWantsSignatures("canary-consumer-key", "canary-consumer", "canary-token-2")
              .thatLimitsInput(),
          Map.of(
              "login", "oauth",
              "consumer_key", "canary-consumer-key",
              "consumer_secret", "canary-consumer",
              "access_token_secret", "canary-token-2"));
    }
  }

  private static Contestant with(Magento shop, Map<String, String> settings) {
    return new Contestant(
        new MagentoConnectorFactory(),
        shop,
        address -> {
          Map<String, String> all = new HashMap<>(settings);
          all.put("address", address.toString());
          all.put("access_token", TOKEN);
          return all;
        });
  }
}
