package dev.onhand.engine.idempotency;

import dev.onhand.model.Text;

/**
 * A request that may come again.
 *
 * @param scope method and path: the same key on another route is another request
 * @param key made by the caller, 1 to {@value #KEY_LENGTH_MAX} characters
 */
public record RequestKey(String scope, String key, Fingerprint fingerprint) {

  public static final int KEY_LENGTH_MAX = 255;

  public RequestKey {
    key = Text.identifier("Idempotency-Key", key, KEY_LENGTH_MAX);
  }

  /** The answer to this request, to be kept with what it did. */
  public IdempotencyAnswer answered(int status, String body) {
    return new IdempotencyAnswer(this, status, body);
  }
}
