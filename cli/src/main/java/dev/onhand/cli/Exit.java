package dev.onhand.cli;

/** What the exit status says. Scripts depend on these numbers. */
final class Exit {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;

  /** Something that should be equal is not: a discrepancy, a duplicate. */
  static final int DIFFERENCES = 3;

  static final int AUTHENTICATION = 4;
  static final int NOT_FOUND = 5;
  static final int CONFLICT = 6;

  /** Nothing is wrong with the command: try it again later. */
  static final int UNAVAILABLE = 7;

  static final int INTERRUPTED = 130;

  private Exit() {}
}
