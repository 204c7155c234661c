package dev.onhand.connectors.amazon;

import dev.onhand.connector.tck.ConnectorContract;
import dev.onhand.connector.tck.Contestant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

class AmazonContractTest {

  @Nested
  @DisplayName("With orders of 2026-01-01")
  class Orders2026 extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return AmazonRig.contestant("2026-01-01");
    }
  }

  @Nested
  @DisplayName("With orders of v0")
  class OrdersV0 extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return AmazonRig.contestant("v0");
    }
  }
}
