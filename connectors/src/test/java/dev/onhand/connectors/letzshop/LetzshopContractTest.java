package dev.onhand.connectors.letzshop;

import dev.onhand.connector.tck.ConnectorContract;
import dev.onhand.connector.tck.Contestant;
import dev.onhand.sandbox.letzshop.Letzshop;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/**
 * Of a feed that has numbers; what one says that has only words is in {@link LetzshopTrapsTest}.
 */
class LetzshopContractTest {

  private static final String KEY = "canary-key-of-letzshop";
  private static final Letzshop SHOP = Letzshop.withKey(KEY).thatCountsIn("stock");

  @Nested
  @DisplayName("With pages")
  class Paged extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(SHOP);
    }
  }

  @Nested
  @DisplayName("Without pages")
  class Unpaged extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(SHOP.without("Query.shipments.first"));
    }
  }

  private static Contestant with(Letzshop shop) {
    return new Contestant(
        new LetzshopConnectorFactory(),
        shop,
        base ->
            Map.of(
                "address",
                base + "/graphql",
                "api_key",
                KEY,
                "feed",
                base + "/space",
                "feed_user",
                Letzshop.USER,
                "feed_password",
                Letzshop.PASSWORD,
                "quantity_column",
                "stock"));
  }
}
