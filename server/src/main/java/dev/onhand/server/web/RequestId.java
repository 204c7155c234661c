package dev.onhand.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.random.RandomGenerator;

/**
 * Names a request in its answer and in the log: {@code req_} and 16 characters. Made here and never
 * taken from the caller, who could write what he likes into the log by it.
 */
public final class RequestId {

  static final String HEADER = "Request-Id";

  private static final String ATTRIBUTE = "dev.onhand.request-id";
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 16;

  private RequestId() {}

  /** A new one; 80 random bits need be unique and not secret. */
  static String create(RandomGenerator random) {
    char[] text = new char[4 + LENGTH];
    "req_".getChars(0, 4, text, 0);
    long bits = random.nextLong();
    for (int i = 0; i < LENGTH; i++) {
      if (i == LENGTH / 2) {
        bits = random.nextLong();
      }
      text[4 + i] = ALPHABET.charAt((int) (bits & 31));
      bits >>>= 5;
    }
    return new String(text);
  }

  static void set(HttpServletRequest request, String id) {
    request.setAttribute(ATTRIBUTE, id);
  }

  /** The request's id; empty if it was refused before it had one. */
  public static String of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof String id ? id : "";
  }
}
