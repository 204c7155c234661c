package dev.onhand.sandbox.magento;

import dev.onhand.sandbox.Signer;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.magento.Magento.OAuth;
import dev.onhand.sandbox.magento.Magento.Setup;
import dev.onhand.sandbox.wire.Request;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who may call: a bearer of the token, or a call that is signed by OAuth 1.0a. */
final class Tokens {
  private final Site site;
  private final Setup setup;
  private final Set<String> nonces = new HashSet<>();

  Tokens(Site site, Setup setup) {
    this.site = site;
    this.setup = setup;
  }

  boolean isGood(Request request) {
    String header = request.header("Authorization").orElse("");
    return setup
        .oauth()
        .map(oauth -> header.startsWith("OAuth ") && isSigned(request, header, oauth))
        .orElseGet(() -> header.equals("Bearer " + setup.token()));
  }

  private boolean isSigned(Request request, String header, OAuth oauth) {
    Map<String, String> said = parameters(header.substring("OAuth ".length()));
    String signature = said.remove("oauth_signature");
    said.remove("realm");
    return oauth.consumerKey().equals(said.get("oauth_consumer_key"))
        && setup.token().equals(said.get("oauth_token"))
        && "HMAC-SHA256".equals(said.get("oauth_signature_method"))
        && said.getOrDefault("oauth_timestamp", "").matches("\\d{1,12}")
        && signature != null
        && signature.equals(signature(request, said, oauth))
        && nonces.add(said.getOrDefault("oauth_nonce", ""));
  }

  private static Map<String, String> parameters(String header) {
    Map<String, String> parameters = new TreeMap<>();
    for (String pair : header.split(",")) {
      String[] sides = pair.strip().split("=", 2);
      if (sides.length == 2) {
        String value = sides[1].replaceAll("^\"|\"$", "");
        parameters.put(
            sides[0], URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }

  /** The body is not signed. */
  private String signature(Request request, Map<String, String> said, OAuth oauth) {
    List<String> pairs = new ArrayList<>();
    said.forEach((name, value) -> pairs.add(encoded(name) + "=" + encoded(value)));
    request
        .parameters()
        .forEach(
            (name, values) ->
                values.forEach(value -> pairs.add(encoded(name) + "=" + encoded(value))));
    String url = site.base() + request.path();
    String text =
        request.method()
            + "&"
            + encoded(url)
            + "&"
            + encoded(pairs.stream().sorted().collect(Collectors.joining("&")));
    String key = encoded(oauth.consumerSecret()) + "&" + encoded(oauth.tokenSecret());
    byte[] signature =
        Signer.hmac(key.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(signature);
  }

  /** By RFC 3986. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
