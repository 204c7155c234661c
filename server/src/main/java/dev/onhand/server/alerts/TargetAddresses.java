package dev.onhand.server.alerts;

import dev.onhand.engine.alerts.AlertTarget.Kind;
import dev.onhand.model.Secret;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the addresses of those who are told.
 *
 * @param allowsHttp whether texts may go out in the clear: only where the operator has allowed a
 *     network of their own
 */
public record TargetAddresses(boolean allowsHttp) {

  private static final int ADDRESSES_MAX = 20;
  private static final int URL_LENGTH_MAX = 2_000;

  /**
   * @param shown what people may see
   * @param secret all of it; null: it is no secret
   */
  public record Address(String shown, @Nullable Secret secret) {}

  /**
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public Address read(Kind kind, String text) {
    return switch (kind) {
      case EMAIL -> new Address(mail(text), null);
      case SLACK -> web(text.strip());
    };
  }

  private static String mail(String text) {
    try {
      InternetAddress[] addresses = InternetAddress.parse(text, true);
      for (InternetAddress address : addresses) {
        address.validate();
        if (!address.getAddress().matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")) {
          throw new AddressException("it has no domain", address.getAddress());
        }
      }
      if (addresses.length == 0 || addresses.length > ADDRESSES_MAX) {
        throw new IllegalArgumentException(
            "address must be 1 to %d e-mail addresses with commas between"
                .formatted(ADDRESSES_MAX));
      }
      return Arrays.stream(addresses)
          .map(InternetAddress::getAddress)
          .distinct()
          .collect(Collectors.joining(", "));
    } catch (AddressException e) {
      throw new IllegalArgumentException(
          "address must be e-mail addresses such as jo@shop.example, with commas between: "
              + e.getMessage(),
          e);
    }
  }

  private Address web(String text) {
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      throw wrong();
    }
    boolean isSafe =
        "https".equals(url.getScheme()) || allowsHttp && "http".equals(url.getScheme());
    if (!isSafe
        || url.getHost() == null
        || url.getUserInfo() != null
        || text.length() > URL_LENGTH_MAX) {
      throw wrong();
    }
    return new Address(url.getScheme() + "://" + url.getAuthority() + "/…", Secret.of(text));
  }

  private static IllegalArgumentException wrong() {
    return new IllegalArgumentException(
        "address must be the whole address of an incoming webhook, and begin with https://");
  }
}
