package dev.onhand.connectors.kaufland;

import dev.onhand.connector.tck.ConnectorContract;
import dev.onhand.connector.tck.Contestant;
import dev.onhand.sandbox.kaufland.Kaufland;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

class KauflandContractTest {

  static final String CLIENT_KEY = "canary-client-key-of-kaufland-32";
  static final String SECRET_KEY = "canary-secret-key-of-kaufland";
  static final URI HOOK = URI.create("https://onhand.example/hooks/1");

  private static final Kaufland SHOP = Kaufland.withKeys(CLIENT_KEY, SECRET_KEY);

  @Nested
  @DisplayName("That leaves amounts as they are when it sells")
  class Leaving extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(SHOP, "false");
    }
  }

  @Nested
  @DisplayName("That lowers amounts when it sells")
  class Lowering extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(SHOP.thatLowersAmounts(), "true");
    }
  }

  private static Contestant with(Kaufland shop, String lowersStock) {
    return new Contestant(
        new KauflandConnectorFactory(),
        KauflandTrapsTest.checked(shop),
        address -> settings(address, Map.of("lowers_stock", lowersStock)),
        Kaufland.signer(HOOK, SECRET_KEY));
  }

  static Map<String, String> settings(URI account, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("address", account + "/v2");
    settings.put("client_key", CLIENT_KEY);
    settings.put("secret_key", SECRET_KEY);
    settings.put("webhook_secret", SECRET_KEY);
    settings.put("webhook_address", HOOK.toString());
    settings.put("returns", "quality_control");
    settings.putAll(more);
    return settings;
  }
}
