package dev.onhand.cli;

/** A command that ends here, with what to tell the user. */
final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exit;
  private final String advice;

  /**
   * Ends a command.
   *
   * @param exit one of {@link Exit}
   * @param message what is wrong, without "error:" before it
   * @param advice what to do about it, "" for nothing
   */
  CommandException(int exit, String message, String advice) {
    super(message);
    this.exit = exit;
    this.advice = advice;
  }

  static CommandException usage(String message, String advice) {
    return new CommandException(Exit.USAGE, message, advice);
  }

  int exit() {
    return exit;
  }

  String advice() {
    return advice;
  }
}
