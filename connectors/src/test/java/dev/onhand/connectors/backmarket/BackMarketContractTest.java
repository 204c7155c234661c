package dev.onhand.connectors.backmarket;

import dev.onhand.connector.tck.ConnectorContract;
import dev.onhand.connector.tck.Contestant;
import dev.onhand.sandbox.backmarket.BackMarket;
import java.util.Map;

class BackMarketContractTest extends ConnectorContract {

  private static final String TOKEN = "canary-token-of-back-market";

  @Override
  protected Contestant contestant() {
    return new Contestant(
        new BackMarketConnectorFactory(),
        BackMarket.withToken(TOKEN),
        address ->
            Map.of(
                "address",
                address.toString(),
                "token",
                TOKEN,
                "company",
                "Phones",
                "contact",
                "stock@phones.example"));
  }
}
