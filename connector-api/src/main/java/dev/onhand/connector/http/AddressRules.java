package dev.onhand.connector.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Where calls may go: to addresses of the open internet, and to those of one's own network that the
 * operator allows. What a seller types as an address must not reach into the machine or its
 * network.
 *
 * @param allowed networks that may be called though they are not of the open internet
 */
public record AddressRules(List<Network> allowed) {

  private static final int BYTE = 0xff;

  /** Only the open internet. */
  public static final AddressRules PUBLIC_ONLY = new AddressRules(List.of());

  /**
   * A network, as {@code 10.0.5.0/24} or {@code fd00::/8}.
   *
   * @param bits how many of its address are fixed
   */
  public record Network(InetAddress address, int bits) {

    /**
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    public static Network parse(String text) {
      String[] parts = text.split("/", -1);
      try {
        if (parts.length <= 2 && parts[0].matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
          InetAddress address = InetAddress.getByName(parts[0]);
          int all = address.getAddress().length * Byte.SIZE;
          int bits = parts.length == 1 ? all : Integer.parseInt(parts[1]);
          if (bits >= 0 && bits <= all) {
            return new Network(address, bits);
          }
        }
      } catch (UnknownHostException | NumberFormatException e) {
        throw new IllegalArgumentException(message(text), e);
      }
      throw new IllegalArgumentException(message(text));
    }

    private static String message(String text) {
      return "'%s' is not a network: write it like 10.0.5.0/24".formatted(text);
    }

    /** As it is written: {@code 10.0.5.0/24}. */
    public String text() {
      return address.getHostAddress() + "/" + bits;
    }

    boolean contains(InetAddress other) {
      byte[] mine = address.getAddress();
      byte[] its = other.getAddress();
      if (mine.length != its.length) {
        return false;
      }
      int whole = bits / Byte.SIZE;
      int rest = bits % Byte.SIZE;
      return Arrays.equals(mine, 0, whole, its, 0, whole)
          && (rest == 0 || ((mine[whole] ^ its[whole]) & BYTE) >> (Byte.SIZE - rest) == 0);
    }
  }

  public AddressRules {
    allowed = List.copyOf(allowed);
  }

  public boolean allows(InetAddress address) {
    InetAddress plain = unwrapped(address);
    return allowed.stream().anyMatch(network -> network.contains(plain)) || isPublic(plain);
  }

  private static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    return NOT_PUBLIC.stream().noneMatch(network -> network.contains(address));
  }

  /** What the class for addresses does not know: RFC 6890 and its kin. */
  private static final List<Network> NOT_PUBLIC =
      List.of(
          Network.parse("0.0.0.0/8"),
          Network.parse("100.64.0.0/10"),
          Network.parse("192.0.0.0/24"),
          Network.parse("192.0.2.0/24"),
          Network.parse("198.18.0.0/15"),
          Network.parse("198.51.100.0/24"),
          Network.parse("203.0.113.0/24"),
          Network.parse("240.0.0.0/4"),
          Network.parse("fc00::/7"),
          Network.parse("2001:db8::/32"),
          Network.parse("64:ff9b::/96"),
          Network.parse("2002::/16"));

  /** An IPv4 address that is dressed as one of IPv6 ({@code ::a.b.c.d}) is what it is. */
  private static InetAddress unwrapped(InetAddress address) {
    if (address instanceof Inet6Address six && six.isIPv4CompatibleAddress()) {
      byte[] bytes = six.getAddress();
      try {
        return Inet4Address.getByAddress(Arrays.copyOfRange(bytes, 12, 16));
      } catch (UnknownHostException e) {
        throw new IllegalStateException("four bytes are an address", e);
      }
    }
    return address;
  }
}
