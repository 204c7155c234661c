package dev.onhand.connector.http;

import dev.onhand.connector.Hmac;
import dev.onhand.model.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Signs calls by OAuth 1.0a (RFC 5849) with HMAC-SHA256. A body is not signed, as it is no form;
 * and a parameter of a query stands there once.
 */
public final class OAuth1 {

  private final URI address;
  private final String consumerKey;
  private final String token;
  private final Secret key;
  private final InstantSource clock;

  /** With the time it makes a nonce that no other call of this account has. */
  private final AtomicLong calls = new AtomicLong();

  /**
   * @param address which paths are below
   */
  public OAuth1(
      URI address,
      String consumerKey,
      Secret consumerSecret,
      String token,
      Secret tokenSecret,
      InstantSource clock) {
    this.address = address;
    this.consumerKey = consumerKey;
    this.token = token;
    this.key = Secret.of(encoded(consumerSecret.reveal()) + "&" + encoded(tokenSecret.reveal()));
    this.clock = clock;
  }

  /** The same, with what proves who calls. */
  public HttpCall signed(HttpCall call) {
    long millis = clock.instant().toEpochMilli();
    Map<String, String> oauth = new TreeMap<>();
    oauth.put("oauth_consumer_key", consumerKey);
    oauth.put("oauth_nonce", "%x-%x".formatted(millis, calls.incrementAndGet()));
    oauth.put("oauth_signature_method", "HMAC-SHA256");
    oauth.put("oauth_timestamp", Long.toString(millis / 1_000));
    oauth.put("oauth_token", token);
    oauth.put("oauth_version", "1.0");
    oauth.put("oauth_signature", signature(call, oauth));
    return call.with(
        "Authorization",
        oauth.entrySet().stream()
            .map(it -> "%s=\"%s\"".formatted(it.getKey(), encoded(it.getValue())))
            .collect(Collectors.joining(",", "OAuth ", "")));
  }

  private String signature(HttpCall call, Map<String, String> oauth) {
    String[] parts = call.address(address).split("\\?", 2);
    Map<String, String> signed = new TreeMap<>();
    oauth.forEach((name, value) -> signed.put(encoded(name), encoded(value)));
    for (String pair : parts.length == 1 ? new String[0] : parts[1].split("&")) {
      String[] both = pair.split("=", 2);
      signed.put(encoded(decoded(both[0])), encoded(decoded(both[1])));
    }
    String base =
        "%s&%s&%s"
            .formatted(
                call.method(),
                encoded(parts[0]),
                encoded(
                    signed.entrySet().stream()
                        .map(it -> it.getKey() + "=" + it.getValue())
                        .collect(Collectors.joining("&"))));
    return Base64.getEncoder()
        .encodeToString(Hmac.sha256(key, base.getBytes(StandardCharsets.UTF_8)));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** As RFC 3986 has it. */
  private static String encoded(String text) {
    return HttpCall.encoded(text).replace("*", "%2A").replace("%7E", "~");
  }
}
