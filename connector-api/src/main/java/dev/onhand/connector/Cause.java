package dev.onhand.connector;

/** Why something was not done now. */
public enum Cause {
  /** Too much was asked of the channel. */
  THROTTLED(false),
  /** The channel cannot answer now. */
  UNAVAILABLE(false),
  /** No connection came about: nothing was sent. */
  UNREACHABLE(false),
  /** Something before the channel turned the call away, for reasons of its own. */
  TURNED_AWAY(false),
  /** What it answered cannot be read. */
  UNREADABLE(false),
  /** It answered what it should not. */
  UNEXPECTED(false),
  /** The key, the password or the token is not accepted: a person must act. */
  LOGIN_REFUSED(true),
  /** The key does not allow this: a person must act. */
  NOT_ALLOWED(true),
  /** The address may not be called from here: the operator must act. */
  ADDRESS_FORBIDDEN(true);

  private final boolean needsPerson;

  Cause(boolean needsPerson) {
    this.needsPerson = needsPerson;
  }

  /** Whether it stays like this until somebody does something. */
  public boolean needsPerson() {
    return needsPerson;
  }
}
