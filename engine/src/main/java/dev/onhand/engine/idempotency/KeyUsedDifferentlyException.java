package dev.onhand.engine.idempotency;

/** The key was used for a request with another content; nothing was done. */
public final class KeyUsedDifferentlyException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public KeyUsedDifferentlyException(RequestKey request) {
    super(
        "The Idempotency-Key '%s' was used before for a request with another content. Use a new key for a new request."
            .formatted(request.key()),
        null,
        false,
        false);
  }
}
