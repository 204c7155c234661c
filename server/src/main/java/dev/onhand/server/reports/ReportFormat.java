package dev.onhand.server.reports;

import dev.onhand.server.web.ProblemException;
import java.util.Arrays;

/** The kinds of file that a report or a list can be had as. */
public enum ReportFormat {
  CSV("csv", "text/csv;charset=utf-8", Integer.MAX_VALUE),
  /** A sheet has 1,048,576 rows, and the first is the heading. */
  XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 1_048_575);

  private final String code;
  private final String mediaType;
  private final int rowsMax;

  ReportFormat(String code, String mediaType, int rowsMax) {
    this.code = code;
    this.mediaType = mediaType;
    this.rowsMax = rowsMax;
  }

  /** As in parameters, and at the end of a file's name. */
  public String code() {
    return code;
  }

  public String mediaType() {
    return mediaType;
  }

  int rowsMax() {
    return rowsMax;
  }

  /** One more than it holds, so that too many are seen. */
  int rowsToRead() {
    return rowsMax == Integer.MAX_VALUE ? rowsMax : rowsMax + 1;
  }

  /**
   * Of the address of a file, which ends with the code.
   *
   * @throws ProblemException if there is none of that code
   */
  static ReportFormat ofPath(String path) {
    return of(path.substring(path.lastIndexOf('.') + 1));
  }

  /**
   * @throws ProblemException if there is none of that code
   */
  public static ReportFormat of(String code) {
    return Arrays.stream(values())
        .filter(format -> format.code.equals(code))
        .findFirst()
        .orElseThrow(() -> ProblemException.invalid("format", "format must be json, csv or xlsx"));
  }
}
