package dev.onhand.engine.access;

/**
 * Somebody as a provider knows them that signs people in. Names and addresses change and are given
 * to others; this never.
 *
 * @param issuer the provider
 * @param subject the person there
 */
public record Identity(String issuer, String subject) {

  /** OpenID Connect Core 1.0, section 2: a subject has at most so many characters. */
  public static final int SUBJECT_LENGTH_MAX = 255;

  public Identity {
    if (subject.isEmpty() || subject.length() > SUBJECT_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "a subject must have 1 to %d characters".formatted(SUBJECT_LENGTH_MAX));
    }
  }
}
