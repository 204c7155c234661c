package dev.onhand.connectors.medusa;

import dev.onhand.connector.tck.ConnectorContract;
import dev.onhand.connector.tck.Contestant;
import dev.onhand.sandbox.medusa.Medusa;
import java.util.Map;

class MedusaContractTest extends ConnectorContract {

  private static final String KEY = "sk_canary_key_of_medusa";

  @Override
  protected Contestant contestant() {
    return new Contestant(
        new MedusaConnectorFactory(),
        Medusa.withKey(KEY),
        address ->
            Map.of(
                "address",
                address.toString(),
                "api_key",
                KEY,
                "location",
                "sloc_01M7SANDBOX0000000000000MAIN"));
  }
}
