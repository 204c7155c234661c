package dev.onhand.server.operations;

/** Asks the database for a sign of life. */
@FunctionalInterface
public interface DatabaseProbe {

  /** Whether it answers within two seconds or so. Never throws. */
  boolean answers();
}
