package dev.onhand.sandbox.magento;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Client;
import dev.onhand.sandbox.HandClock;
import dev.onhand.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MagentoSignatureTest {
  private final Sandbox sandbox = new Sandbox(new HandClock(), 1);
  private final Account account =
      sandbox.open(
          "shop", Magento.withToken("token").thatWantsSignatures("key", "secret&1", "secret2"));

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void signedCallPassesOnce() throws Exception {
    String header = header("nonce1", "secret%261&secret2");
    assertThat(status(header)).isEqualTo(200);
    assertThat(status(header)).as("the nonce was used").isEqualTo(401);
  }

  @Test
  void otherCallsAreRefused() throws Exception {
    assertThat(status(header("nonce1", "secret%261&other"))).isEqualTo(401);
    assertThat(status("Bearer token")).as("bearers are off").isEqualTo(401);
    assertThat(status("OAuth realm=\"x\"")).isEqualTo(401);
  }

  private int status(String header) throws IOException {
    return new Client(account.base(), Map.of("Authorization", header))
        .get("/rest/V1/products?searchCriteria%5BpageSize%5D=1")
        .statusCode();
  }

  /** The base string is written out by hand. */
  private String header(String nonce, String key) throws Exception {
    String url = (account.base() + "/rest/V1/products").replace(":", "%3A").replace("/", "%2F");
    String base =
        "GET&"
            + url
            + "&"
            + ("oauth_consumer_key=key&oauth_nonce="
                    + nonce
                    + "&oauth_signature_method=HMAC-SHA256&oauth_timestamp=1700000000&oauth_token=token"
                    + "&searchCriteria%5BpageSize%5D=1")
                .replace("%", "%25")
                .replace("=", "%3D")
                .replace("&", "%26");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signature =
        Base64.getEncoder().encodeToString(mac.doFinal(base.getBytes(StandardCharsets.UTF_8)));
    return "OAuth oauth_consumer_key=\"key\",oauth_nonce=\""
        + nonce
        + "\",oauth_signature_method=\"HMAC-SHA256\",oauth_timestamp=\"1700000000\","
        + "oauth_token=\"token\",oauth_signature=\""
        + signature.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D")
        + "\"";
  }
}
