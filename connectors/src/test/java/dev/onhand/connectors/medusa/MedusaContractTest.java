package dev.onhand.connectors.medusa;

import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connector.tck.ConnectorContract;
import dev.onhand.connector.tck.Contestant;
import dev.onhand.sandbox.Signer;
import dev.onhand.sandbox.medusa.Medusa;
import java.util.Base64;
import java.util.Map;

public class MedusaContractTest extends ConnectorContract {

  private static final String KEY = "sk_canary_key_of_medusa";
  private static final String WEBHOOK_KEY = "Y2FuYXJ5LWtleS1vZi13ZWJob29rcy1tZWR1c2E=";

  @Override
  protected Contestant contestant() {
    return contestant(new MedusaConnectorFactory());
  }

  /** A factory that takes Medusa's settings, on a Medusa shop. */
  public static Contestant contestant(ConnectorFactory factory) {
    return new Contestant(
        factory,
        Medusa.withKey(KEY),
        address ->
            Map.of(
                "address",
                address.toString(),
                "api_key",
                KEY,
                "location",
                "sloc_01M7SANDBOX0000000000000MAIN",
                "webhook_secret",
                "whsec_" + WEBHOOK_KEY),
        Signer.standardWebhooks(Base64.getDecoder().decode(WEBHOOK_KEY)));
  }
}
