package dev.onhand.connectors.manomano;

import dev.onhand.connector.tck.ConnectorContract;
import dev.onhand.connector.tck.Contestant;
import dev.onhand.sandbox.manomano.ManoMano;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

class ManoManoContractTest {

  private static final String KEY = "canary-key-of-manomano";
  private static final ManoMano SHOP = ManoMano.withKey(KEY);

  @Nested
  @DisplayName("That leaves the stock as it is when it sells")
  class Leaving extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(SHOP, Map.of());
    }
  }

  @Nested
  @DisplayName("That lowers the stock when it sells, and shows it as an object")
  class Lowering extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(SHOP.thatLowersStock().thatShowsStockAsObject(), Map.of("lowers_stock", "true"));
    }
  }

  private static Contestant with(ManoMano shop, Map<String, String> more) {
    return new Contestant(
        new ManoManoConnectorFactory(), shop, address -> settings(address, KEY, more));
  }

  static Map<String, String> settings(URI address, String key, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("address", address.toString());
    settings.put("api_key", key);
    settings.put("contract", Long.toString(ManoMano.CONTRACT));
    settings.putAll(more);
    return settings;
  }
}
