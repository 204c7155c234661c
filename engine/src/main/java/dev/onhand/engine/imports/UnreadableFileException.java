package dev.onhand.engine.imports;

/** The file cannot be read as a table at all, or not beyond a line: nothing of it is applied. */
final class UnreadableFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final long line;
  private final String code;

  /**
   * @param line where, from 1; 0: the file as a whole
   * @param message a sentence for the person, which says what to do
   */
  UnreadableFileException(long line, String code, String message) {
    super(message);
    this.line = line;
    this.code = code;
  }

  ImportError toError() {
    return new ImportError(line, null, code, String.valueOf(getMessage()));
  }
}
