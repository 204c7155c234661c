package dev.onhand.connector;

/** A call that changes something left, and whether it was done is not known. */
public final class UnconfirmedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param message for people, without secrets
   */
  public UnconfirmedException(String message) {
    super(message);
  }
}
