package dev.onhand.sandbox.refurbed;

/** A call, or an item of it, that cannot be done. */
final class WrongCallException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Code code;
  private final String said;

  WrongCallException(Code code, String said) {
    super(said);
    this.code = code;
    this.said = said;
  }

  Code code() {
    return code;
  }

  String said() {
    return said;
  }
}
