package dev.onhand.connectors.vendure;

import dev.onhand.connector.tck.ConnectorContract;
import dev.onhand.connector.tck.Contestant;
import dev.onhand.sandbox.Signer;
import dev.onhand.sandbox.vendure.Vendure;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

class VendureContractTest {

  private static final String KEY = "canary:key-of-vendure";
  private static final String WEBHOOK_KEY = "Y2FuYXJ5LWtleS1vZi13ZWJob29rcy12ZW5kdXJl";

  @Nested
  @DisplayName("With a key")
  class Key extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(Map.of("api_key", KEY));
    }
  }

  @Nested
  @DisplayName("With sessions")
  class Session extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(
          Map.of("login", "password", "username", Vendure.USER, "password", Vendure.PASSWORD));
    }
  }

  @Nested
  @DisplayName("On SQLite")
  class OnSqlite extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(Vendure.withApiKey(KEY).onSqlite(), Map.of("api_key", KEY));
    }
  }

  private static Contestant with(Map<String, String> settings) {
    return with(Vendure.withApiKey(KEY), settings);
  }

  private static Contestant with(Vendure shop, Map<String, String> settings) {
    return new Contestant(
        new VendureConnectorFactory(),
        shop,
        address -> {
          Map<String, String> all = new HashMap<>(settings);
          all.put("address", address + "/admin-api");
          all.put("webhook_secret", "whsec_" + WEBHOOK_KEY);
          return all;
        },
        Signer.standardWebhooks(Base64.getDecoder().decode(WEBHOOK_KEY)));
  }
}
