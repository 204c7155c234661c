package dev.onhand.store.database;

import org.jspecify.annotations.Nullable;

/**
 * The database cannot be used as things are, and a person must act. The message is for that person:
 * it says what is wrong and what to do, and holds no secret.
 */
public final class DatabaseSetupException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With a message for the person who runs Onhand. */
  public DatabaseSetupException(String message) {
    super(message);
  }

  /** With a message for the person who runs Onhand, and what went wrong below. */
  public DatabaseSetupException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
