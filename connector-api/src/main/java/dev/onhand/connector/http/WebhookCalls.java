package dev.onhand.connector.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/**
 * Our calls to addresses that sellers name, to tell them what happened. The same transport as that
 * to channels, with connections of its own, narrower caps, and the same judgement of where a name
 * leads.
 */
public final class WebhookCalls implements AutoCloseable {

  /** From the first byte sent to the last byte read. */
  public static final Duration DEADLINE = Duration.ofSeconds(15);

  /** Who receives events has little to say. */
  private static final int BODY_BYTES_MAX = 256 * 1024;

  /** Many: one that is slow must not take what another needs. */
  private static final int CONNECTIONS_MAX = 4_096;

  private static final int CONNECTIONS_PER_HOST_MAX = 256;
  private static final int URL_LENGTH_MAX = 2_000;
  private static final int PORT_MAX = 65_535;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final AddressRules addresses;
  private final HttpTransport transport;
  private final InstantSource clock;

  /** What came of a call. */
  public sealed interface Outcome {
    /** The whole answer. */
    record Answered(HttpReply reply) implements Outcome {}

    /**
     * There is none.
     *
     * @param why a sentence
     */
    record NoAnswer(String why) implements Outcome {}
  }

  public WebhookCalls(AddressRules addresses, InstantSource clock) {
    this(addresses, DEADLINE, clock);
  }

  /**
   * @param deadline for a whole call
   */
  public WebhookCalls(AddressRules addresses, Duration deadline, InstantSource clock) {
    this.addresses = addresses;
    this.transport =
        new HttpTransport(
            addresses,
            new HttpTransport.Caps(
                deadline, BODY_BYTES_MAX, CONNECTIONS_MAX, CONNECTIONS_PER_HOST_MAX));
    this.clock = clock;
  }

  /**
   * An address that may be called, as far as its text tells. Where its name leads is judged at each
   * call.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public URI address(String text) {
    URI address = parsed(text);
    if (address.getHost() == null || address.getPort() > PORT_MAX) {
      throw new IllegalArgumentException("url must name a host, like https://example.com/onhand");
    }
    if (address.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "url must not hold a name or password: whoever receives checks the signature instead");
    }
    if (address.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "url must not have a part behind '#', which is never sent");
    }
    boolean isHttps = "https".equalsIgnoreCase(address.getScheme());
    if (!isHttps && !("http".equalsIgnoreCase(address.getScheme()) && isAllowedLoopback(address))) {
      throw new IllegalArgumentException(
          "url must begin with https:// (http:// only for this machine itself, where"
              + " ONHAND_HTTP_ALLOW_PRIVATE names 127.0.0.0/8)");
    }
    return address;
  }

  private static URI parsed(String text) {
    if (text.length() > URL_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "url must have at most %d characters".formatted(URL_LENGTH_MAX));
    }
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("url is no address: " + e.getReason(), e);
    }
  }

  private boolean isAllowedLoopback(URI address) {
    try {
      return LOOPBACK.contains(address.getHost())
          && addresses.allows(InetAddress.getByName(address.getHost()));
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /**
   * Posts JSON. Nothing is repeated and no redirect followed.
   *
   * @param address one that {@link #address} took
   */
  public Outcome post(URI address, Map<String, String> headers, byte[] json)
      throws InterruptedException {
    String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
    String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
    HttpCall call =
        new HttpCall(
            HttpCall.Method.POST,
            path + query,
            headers,
            "application/json",
            json,
            true,
            Purpose.PUSH,
            Map.of());
    URI host = URI.create(address.getScheme() + "://" + address.getRawAuthority());
    try {
      return new Outcome.Answered(transport.exchange(host, Map.of(), "", call, clock));
    } catch (HttpTransport.NotSentException | HttpTransport.NoAnswerException e) {
      return new Outcome.NoAnswer(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
