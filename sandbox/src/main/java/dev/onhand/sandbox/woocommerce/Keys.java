package dev.onhand.sandbox.woocommerce;

import dev.onhand.sandbox.wire.Request;

/**
 * Who may call: holders of the key, in a header or in the address.
 *
 * @param dropsHeader whether a server before the shop takes the header away
 */
record Keys(String key, String secret, boolean dropsHeader) {

  boolean isGood(Request request) {
    boolean isInHeader = !dropsHeader && request.isBy(key, secret);
    return isInHeader
        || request.parameter("consumer_key").orElse("").equals(key)
            && request.parameter("consumer_secret").orElse("").equals(secret);
  }
}
