package dev.onhand.server;

/** The server cannot start as things are. The message is for the person who started it. */
public final class ServerStartException extends RuntimeException {

  private static final long serialVersionUID = 1;

  ServerStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
