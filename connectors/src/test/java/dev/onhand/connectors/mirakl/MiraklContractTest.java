package dev.onhand.connectors.mirakl;

import dev.onhand.connector.tck.ConnectorContract;
import dev.onhand.connector.tck.Contestant;
import dev.onhand.sandbox.mirakl.Mirakl;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

class MiraklContractTest {

  private static final String KEY = "canary-key-of-mirakl";

  @Nested
  @DisplayName("That leaves quantities as they are when it sells")
  class Leaving extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(Mirakl.withKey(KEY), "lowers_stock", "false");
    }
  }

  @Nested
  @DisplayName("That lowers quantities when it sells")
  class Lowering extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(Mirakl.withKey(KEY).thatLowersQuantity(), "lowers_stock", "true");
    }
  }

  @Nested
  @DisplayName("That keeps stock by warehouse")
  class ByWarehouse extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(Mirakl.withKey(KEY).withWarehouse("W1"), "warehouse", "W1");
    }
  }

  private static Contestant with(Mirakl shop, String setting, String value) {
    return new Contestant(
        new MiraklConnectorFactory(),
        MiraklTrapsTest.checked(shop),
        address ->
            Map.of(
                "address",
                address.toString(),
                "api_key",
                KEY,
                "returns",
                "quality_control",
                setting,
                value));
  }
}
