package dev.onhand.model;

/** What stands between the fields of a table in text, of a file or pasted. */
public final class Separator {

  private Separator() {}

  /**
   * By the first line that is not blank: a tab where it has one, as what is copied out of a
   * spreadsheet, else a semicolon where it has more of these than of commas, else a comma. What is
   * within quotes does not count.
   *
   * @param text a table, or its beginning
   */
  public static char of(String text) {
    String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    int commas = 0;
    int semicolons = 0;
    boolean isQuoted = false;
    for (int i = 0; i < first.length(); i++) {
      char c = first.charAt(i);
      isQuoted ^= c == '"';
      if (c == '\t' && !isQuoted) {
        return '\t';
      }
      commas += c == ',' && !isQuoted ? 1 : 0;
      semicolons += c == ';' && !isQuoted ? 1 : 0;
    }
    return semicolons > commas ? ';' : ',';
  }
}
