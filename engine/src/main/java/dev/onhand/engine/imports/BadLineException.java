package dev.onhand.engine.imports;

import org.jspecify.annotations.Nullable;

/** One line of a file is wrong; the others may be right. */
final class BadLineException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final @Nullable String column;
  private final String code;

  BadLineException(@Nullable String column, String code, String message) {
    super(message, null, false, false); // every line may be wrong: no stack trace to pay for
    this.column = column;
    this.code = code;
  }

  /** A value that is there and cannot be taken, with the sentence of the type that refused it. */
  static BadLineException value(String column, IllegalArgumentException refusal) {
    return new BadLineException(column, "invalid_value", String.valueOf(refusal.getMessage()));
  }

  static BadLineException missing(String column, String why) {
    return new BadLineException(column, "missing_value", why);
  }

  ImportError toError(long line) {
    return new ImportError(line, column, code, String.valueOf(getMessage()));
  }
}
