package dev.onhand.server.web;

import dev.onhand.engine.idempotency.RequestKey;
import dev.onhand.model.Text;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;

/**
 * Reads the header {@code Idempotency-Key}: a string in quotes as the draft of the standard has it,
 * or bare as most send it.
 */
public final class IdempotencyKeys {

  static final String HEADER = "Idempotency-Key";

  /** Says that an answer is that of an earlier request. */
  public static final String HIT_HEADER = "Idempotency-Hit";

  private IdempotencyKeys() {}

  /**
   * The key of a request that must have one.
   *
   * @throws ProblemException if it has none, or a malformed one
   */
  public static String require(HttpServletRequest request) {
    return find(request).orElseThrow(IdempotencyKeys::missing);
  }

  static ProblemException missing() {
    return new ProblemException(
        ProblemCode.IDEMPOTENCY_KEY_MISSING,
        "This changes stock: send the header Idempotency-Key with a value of your own, such as \"order-1001/line-1/shipped\".");
  }

  /** The key of a request, if it has one. */
  public static Optional<String> find(HttpServletRequest request) {
    String header = request.getHeader(HEADER);
    if (header == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Text.identifier(HEADER, unquoted(header.strip()), RequestKey.KEY_LENGTH_MAX));
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid(
          List.of(new FieldError(HEADER, FieldError.INVALID, String.valueOf(e.getMessage()))));
    }
  }

  private static String unquoted(String header) {
    if (!header.startsWith("\"")) {
      return header;
    }
    if (header.length() < 2 || !header.endsWith("\"")) {
      throw new IllegalArgumentException(HEADER + " begins with a quote and does not end with one");
    }
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < header.length() - 1; i++) {
      char c = header.charAt(i);
      if (c == '\\' && i + 1 < header.length() - 1) {
        c = header.charAt(++i);
      } else if (c == '"' || c == '\\') {
        throw new IllegalArgumentException(
            HEADER + " has a quote or backslash within that has no backslash before it");
      }
      text.append(c);
    }
    return text.toString();
  }
}
