package dev.onhand.connector.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What may be seen of a call by people: the beginnings of its body and its answer, without an
 * account's secrets, however they are written, and without what is called like a secret. Headers,
 * and parameters that are hidden, are no part of it.
 */
public final class Redaction {

  /** So many characters of a body are kept. */
  public static final int LENGTH_MAX = 4_000;

  /**
   * So many bytes of a body are looked at: a secret that the end of what is kept would cut is
   * whole.
   */
  static final int LOOKED_AT_MAX = 4 * LENGTH_MAX;

  private static final String MASK = "***";

  /** One that is shorter would mask half of a text, and hides nothing. */
  private static final int SECRET_LENGTH_MIN = 4;

  /** Looked for once in a name, and the name taken as a whole: so long ones are not slow. */
  private static final String NAMES =
      "(?=[\\w.-]*(?:password|passwd|secret|token|signature|authorization|credential|api[_-]?key|access[_-]?key))[\\w.-]++";

  /** A name and its value in JSON, in a form or an address, and in XML. */
  private static final List<Pattern> NAMED =
      List.of(
          Pattern.compile("(?i)(\"" + NAMES + "\"\\s*:\\s*\")(?:[^\"\\\\]|\\\\.)*+"),
          Pattern.compile("(?i)((?:^|[?&])" + NAMES + "=)[^&\\s]*+"),
          Pattern.compile("(?i)(<" + NAMES + "(?:\\s[^<>]*)?>)[^<]*+"));

  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cn}\\p{Cs}&&[^\\t\\n\\r]]");

  private final List<String> secrets;

  /**
   * The beginning of a body, as it came.
   *
   * @param text of its first {@value #LOOKED_AT_MAX} bytes, or words in its place
   * @param bytes how many it has
   * @param isAll whether it ends with the text
   */
  public record Beginning(String text, int bytes, boolean isAll) {}

  /**
   * @param secrets of the account
   */
  public Redaction(Collection<String> secrets) {
    this.secrets =
        secrets.stream()
            .filter(secret -> secret.length() >= SECRET_LENGTH_MIN)
            .flatMap(Redaction::writings)
            .distinct()
            .sorted(Comparator.comparing(String::length).reversed())
            .toList();
  }

  private static Stream<String> writings(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    return Stream.of(
        secret,
        HttpCall.encoded(secret),
        secret.replace("\\", "\\\\").replace("\"", "\\\""),
        Base64.getEncoder().encodeToString(bytes));
  }

  /** Of a text. */
  public String of(String text) {
    return shown(masked(text));
  }

  private String masked(String text) {
    String seen = text;
    for (String secret : secrets) {
      seen = seen.replace(secret, MASK);
    }
    for (Pattern named : NAMED) {
      seen = named.matcher(seen).replaceAll("$1" + MASK);
    }
    return seen;
  }

  private static String shown(String text) {
    return UNSEEN.matcher(text).replaceAll("\uFFFD");
  }

  /**
   * Of a beginning: it is masked before it is cut, and where it ends before the body does, what
   * could be the first half of a secret is left out.
   */
  public String of(Beginning beginning) {
    String seen = masked(beginning.text());
    int half = beginning.isAll() || secrets.isEmpty() ? 0 : secrets.getFirst().length();
    int length = Math.min(LENGTH_MAX, Math.max(0, seen.length() - half));
    return length == seen.length() && beginning.isAll()
        ? shown(seen)
        : "%s\n… (%d bytes in all)".formatted(shown(seen.substring(0, length)), beginning.bytes());
  }

  /** Of a call's body; empty: it has none. */
  public String body(HttpCall call) {
    return of(beginning(call.contentType(), call.body()));
  }

  /** The beginning of an answer, as it came. */
  public static Beginning beginning(HttpReply reply) {
    return beginning(reply.header("content-type").orElse(null), reply.body());
  }

  private static Beginning beginning(@Nullable String type, byte[] body) {
    if (body.length > 0 && type != null && !isText(type)) {
      return new Beginning("(%d bytes of %s)".formatted(body.length, type), body.length, true);
    }
    int looked = Math.min(body.length, LOOKED_AT_MAX);
    String text = new String(body, 0, looked, StandardCharsets.UTF_8);
    return new Beginning(text, body.length, looked == body.length);
  }

  private static boolean isText(String type) {
    String small = type.toLowerCase(Locale.ROOT);
    return Stream.of("text/", "json", "xml", "form-urlencoded", "graphql", "csv")
        .anyMatch(small::contains);
  }
}
