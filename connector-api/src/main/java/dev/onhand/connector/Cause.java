package dev.onhand.connector;

/** Why something was not done now. */
public enum Cause {
  /** Too much was asked of the channel. */
  THROTTLED(false, "The channel's limits allow no more calls now. Try again in a while."),
  /** The channel cannot answer now. */
  UNAVAILABLE(false, "The channel is there but cannot answer now. Try again in a while."),
  /** No connection came about: nothing was sent. */
  UNREACHABLE(
      false, "No connection came about. Check the address, and whether this machine may reach it."),
  /** Something before the channel turned the call away, for reasons of its own. */
  TURNED_AWAY(
      false,
      "Something before the channel turned the call away. Check the address and what the channel"
          + " wants every call to name."),
  /** What it answered cannot be read. */
  UNREADABLE(false, "What answered does not answer as such a channel does. Check the address."),
  /** It answered what it should not. */
  UNEXPECTED(false, "What answered does not answer as such a channel does. Check the address."),
  /** The key, the password or the token is not accepted: a person must act. */
  LOGIN_REFUSED(true, "The key or token is not accepted."),
  /** The key does not allow this: a person must act. */
  NOT_ALLOWED(true, "The key is good but does not allow this."),
  /** The address may not be called from here: the operator must act. */
  ADDRESS_FORBIDDEN(
      true,
      "The address may not be called from here: it is not of the open internet, or no folder for"
          + " channels. If it is your own network, the operator may allow it.");

  private final boolean needsPerson;
  private final String advice;

  Cause(boolean needsPerson, String advice) {
    this.needsPerson = needsPerson;
    this.advice = advice;
  }

  /** Whether it stays like this until somebody does something. */
  public boolean needsPerson() {
    return needsPerson;
  }

  /** What it is and what a person can do, whatever the channel; more says the descriptor. */
  String advice() {
    return advice;
  }
}
