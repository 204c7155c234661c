package dev.onhand.connectors.cdiscount;

import dev.onhand.connector.tck.ConnectorContract;
import dev.onhand.connector.tck.Contestant;
import dev.onhand.sandbox.cdiscount.Cdiscount;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

class CdiscountContractTest {

  private static final String SECRET = "canary-secret-of-cdiscount";
  private static final Cdiscount SHOP = Cdiscount.withClient("client", SECRET);

  @Nested
  @DisplayName("That leaves quantities as they are when it sells")
  class Leaving extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(SHOP, Map.of());
    }
  }

  @Nested
  @DisplayName("That lowers quantities when it sells")
  class Lowering extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(SHOP.thatLowersQuantity(), Map.of("lowers_stock", "true"));
    }
  }

  private static Contestant with(Cdiscount shop, Map<String, String> more) {
    return new Contestant(
        new CdiscountConnectorFactory(), shop, address -> settings(address, SECRET, more));
  }

  static Map<String, String> settings(URI address, String secret, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("client_id", "client");
    settings.put("client_secret", secret);
    settings.put("seller_id", Cdiscount.SELLER);
    settings.put("address", address + "/seller/v2");
    settings.put("login_address", address.toString());
    settings.putAll(more);
    return settings;
  }
}
