package dev.onhand.connectors.refurbed;

import dev.onhand.connector.tck.ConnectorContract;
import dev.onhand.connector.tck.Contestant;
import dev.onhand.sandbox.Signer;
import dev.onhand.sandbox.refurbed.Refurbed;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

class RefurbedContractTest {

  private static final String TOKEN = "canary-token-of-refurbed";
  private static final String WEBHOOK_KEY = "Y2FuYXJ5LWtleS1vZi13ZWJob29rcy1yZWZ1cmI=";
  private static final Refurbed SHOP = Refurbed.withToken(TOKEN);

  @Nested
  @DisplayName("That leaves the stock as it is when it sells")
  class Leaving extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(SHOP, "false");
    }
  }

  @Nested
  @DisplayName("That lowers the stock when it sells")
  class Lowering extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(SHOP.thatLowersStock(), "true");
    }
  }

  private static Contestant with(Refurbed shop, String lowersStock) {
    return new Contestant(
        new RefurbedConnectorFactory(),
        RefurbedWireTest.checked(shop),
        address ->
            Map.of(
                "address",
                address.toString(),
                "token",
                TOKEN,
                "lowers_stock",
                lowersStock,
                "webhook_secret",
                "whsec_" + WEBHOOK_KEY),
        Signer.standardWebhooks(Base64.getDecoder().decode(WEBHOOK_KEY)));
  }
}
