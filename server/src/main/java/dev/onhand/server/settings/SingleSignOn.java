package dev.onhand.server.settings;

import dev.onhand.model.Secret;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * The provider by which people sign in beside their passwords, by OpenID Connect.
 *
 * @param issuer its address, exactly as it names itself
 * @param clientId as what we are registered there
 * @param clientSecret what we prove ourselves with there
 * @param name how people call it
 */
public record SingleSignOn(String issuer, String clientId, Secret clientSecret, String name) {

  /**
   * @throws IllegalArgumentException saying what is wrong
   */
  static SingleSignOn of(String issuer, String clientId, Secret clientSecret, String name) {
    URI uri = parsed(issuer);
    boolean isHttp = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    if (!isHttp || uri.getHost() == null || uri.getQuery() != null || uri.getFragment() != null) {
      throw new IllegalArgumentException("it must look like https://id.shop.example/realms/shop");
    }
    if ("http".equals(uri.getScheme()) && !isThisMachine(uri.getHost())) {
      throw new IllegalArgumentException(
          "it must be https, unless it is on this machine: who can read along could sign in as anybody");
    }
    return new SingleSignOn(issuer, clientId, clientSecret, name);
  }

  private static URI parsed(String issuer) {
    try {
      return new URI(issuer);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("it is no address", e);
    }
  }

  private static boolean isThisMachine(String host) {
    return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
  }
}
