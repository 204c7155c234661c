package dev.onhand.connector.http;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The link to a list's next page, where an answer has one. Only what stands below the account's
 * address is taken of it, so that nothing is ever called elsewhere, whatever an answer says.
 */
public final class NextLink {

  private NextLink() {}

  /**
   * @param base the account's address
   * @param called the path below it that was answered, with its query
   * @param link whole, or relative to what was called
   * @return the path to be called next, with its query
   * @throws IllegalStateException if it leads to another host or folder, or nowhere new
   * @throws IllegalArgumentException if it is no address
   */
  public static String path(URI base, String called, String link) {
    String path = link.startsWith("?") ? withQuery(called, link) : below(base, called, link);
    if (path.equals(called)) {
      throw new IllegalStateException("the page names itself as the next one: " + path);
    }
    return path;
  }

  /** Whether an address is on the host of another, so that what proves us may go there too. */
  public static boolean isOnHostOf(URI base, URI other) {
    return Objects.equals(base.getScheme(), other.getScheme())
        && Objects.equals(base.getAuthority(), other.getAuthority());
  }

  /** Java resolves these as RFC 2396 did: without the last part of the path. */
  private static String withQuery(String called, String link) {
    return URI.create(called.split("\\?", 2)[0] + link).toString();
  }

  private static String below(URI base, String called, String link) {
    URI next = URI.create(withoutSlash(base.toString()) + called).resolve(link).normalize();
    String folder = withoutSlash(text(base.getRawPath()));
    String path = text(next.getRawPath());
    if (!text(base.getHost()).equalsIgnoreCase(text(next.getHost()))
        || !path.startsWith(folder + "/")) {
      throw new IllegalStateException("the next page is not below the account's address: " + next);
    }
    return path.substring(folder.length())
        + (next.getRawQuery() == null ? "" : "?" + next.getRawQuery());
  }

  private static String text(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  private static String withoutSlash(String text) {
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
