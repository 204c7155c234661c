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

  /** So much of a body is kept. */
  public static final int LENGTH_MAX = 4_000;

  private static final String MASK = "***";

  /** One that is shorter would mask half of a text, and hides nothing. */
  private static final int SECRET_LENGTH_MIN = 4;

  private static final String NAMES =
      "[\\w.-]*(?:password|passwd|secret|token|signature|authorization|credential|api[_-]?key|access[_-]?key)[\\w.-]*";

  /** A name and its value in JSON, in a form or an address, and in XML. */
  private static final List<Pattern> NAMED =
      List.of(
          Pattern.compile("(?i)(\"" + NAMES + "\"\\s*:\\s*\")(?:[^\"\\\\]|\\\\.)*+"),
          Pattern.compile("(?i)((?:^|[?&])" + NAMES + "=)[^&\\s]*+"),
          Pattern.compile("(?i)(<" + NAMES + "(?:\\s[^<>]*)?>)[^<]*+"));

  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cn}\\p{Cs}&&[^\\t\\n\\r]]");

  private final List<String> secrets;

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
    String seen = text;
    for (String secret : secrets) {
      seen = seen.replace(secret, MASK);
    }
    for (Pattern named : NAMED) {
      seen = named.matcher(seen).replaceAll("$1" + MASK);
    }
    return UNSEEN.matcher(seen).replaceAll("\uFFFD");
  }

  /** Of a call's body; empty: it has none. */
  public String body(HttpCall call) {
    return of(beginning(call.contentType(), call.body()));
  }

  /** The beginning of an answer, as it came. */
  static String beginning(HttpReply reply) {
    return beginning(reply.header("content-type").orElse(null), reply.body());
  }

  private static String beginning(@Nullable String type, byte[] body) {
    if (body.length == 0) {
      return "";
    }
    if (type != null && !isText(type)) {
      return "(%d bytes of %s)".formatted(body.length, type);
    }
    // Half a character at the end is no harm: it is shown as one that cannot be.
    String text = new String(body, 0, Math.min(body.length, LENGTH_MAX), StandardCharsets.UTF_8);
    return body.length > LENGTH_MAX ? text + "\n… (%d bytes in all)".formatted(body.length) : text;
  }

  private static boolean isText(String type) {
    String small = type.toLowerCase(Locale.ROOT);
    return Stream.of("text/", "json", "xml", "form-urlencoded", "graphql", "csv")
        .anyMatch(small::contains);
  }
}
