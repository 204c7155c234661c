package dev.onhand.connectors.bol;

import dev.onhand.connector.tck.ConnectorContract;
import dev.onhand.connector.tck.Contestant;
import dev.onhand.sandbox.bol.Bol;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

class BolContractTest {

  static final String CLIENT = "canary-client-of-bol";
  static final String SECRET = "canary-secret-of-bol";

  private static final Bol SHOP = Bol.withClient(CLIENT, SECRET);
  private static final KeyPair KEYS = keys();

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2_048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has RSA", e);
    }
  }

  @Nested
  @DisplayName("As its contracts say")
  class AsWritten extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(SHOP);
    }
  }

  @Nested
  @DisplayName("That answers a push of an offer that is gone by 404")
  class Odd extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return new Contestant(
          new BolConnectorFactory(),
          SHOP.thatAnswersNotFound(),
          address -> settings(address, Map.of()),
          Bol.signer(KEYS.getPrivate()));
    }
  }

  private static Contestant with(Bol shop) {
    return new Contestant(
        new BolConnectorFactory(),
        BolTrapsTest.checked(shop),
        address -> settings(address, Map.of()),
        Bol.signer(KEYS.getPrivate()));
  }

  static Map<String, String> settings(URI account, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("client_id", CLIENT);
    settings.put("client_secret", SECRET);
    settings.put("address", account.toString());
    settings.put("login_address", account.toString());
    settings.put(
        "webhook_secret", Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded()));
    settings.put("returns", "quality_control");
    settings.putAll(more);
    return settings;
  }
}
