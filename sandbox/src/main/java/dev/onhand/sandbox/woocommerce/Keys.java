package dev.onhand.sandbox.woocommerce;

import dev.onhand.sandbox.wire.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Who may call: holders of the key, in a header or in the address.
 *
 * @param dropsHeader whether a server before the shop takes the header away
 */
record Keys(String key, String secret, boolean dropsHeader) {

  boolean isGood(Request request) {
    byte[] pair = (key + ":" + secret).getBytes(StandardCharsets.UTF_8);
    boolean isInHeader =
        !dropsHeader
            && request
                .header("authorization")
                .orElse("")
                .equals("Basic " + Base64.getEncoder().encodeToString(pair));
    return isInHeader
        || request.parameter("consumer_key").orElse("").equals(key)
            && request.parameter("consumer_secret").orElse("").equals(secret);
  }
}
