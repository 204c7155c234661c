package dev.onhand.server.settings;

import dev.onhand.model.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * By which server e-mail leaves.
 *
 * @param isTls whether all of it is encrypted from the first byte; else it is asked for (STARTTLS),
 *     and needed where there is a password
 * @param user who signs in; empty: nobody
 * @param from who it is from
 */
public record MailServer(
    String host, int port, boolean isTls, String user, Secret password, String from) {

  private static final int PORT_SUBMISSION = 587;
  private static final int PORT_TLS = 465;

  /**
   * @param url such as {@code smtp://user:password@mail.shop.example:587} or {@code smtps://…}
   * @throws IllegalArgumentException saying what is wrong, without the password
   */
  static MailServer of(Secret url, String from) {
    URI uri = parsed(url);
    boolean isTls = "smtps".equals(uri.getScheme());
    if (uri.getHost() == null || !isTls && !"smtp".equals(uri.getScheme())) {
      throw new IllegalArgumentException(
          "it must look like smtp://user:password@mail.shop.example:587 or smtps://mail.shop.example");
    }
    String rawUser = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
    String[] login = rawUser.split(":", 2);
    if (login.length == 1 && !rawUser.isEmpty()) {
      throw new IllegalArgumentException("behind the user, a : and the password are missing");
    }
    int usual = isTls ? PORT_TLS : PORT_SUBMISSION;
    return new MailServer(
        uri.getHost(),
        uri.getPort() < 0 ? usual : uri.getPort(),
        isTls,
        decoded(login[0]),
        Secret.of(login.length == 2 ? decoded(login[1]) : ""),
        from);
  }

  private static URI parsed(Secret url) {
    try {
      return new URI(url.reveal());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "it is no address; signs such as @, / and # of a password are written %40, %2F, %23", e);
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
