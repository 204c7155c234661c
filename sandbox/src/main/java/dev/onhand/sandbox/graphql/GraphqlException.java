package dev.onhand.sandbox.graphql;

/** Something is wrong with an operation, or with what it asks for. */
public final class GraphqlException extends RuntimeException {
  private final int status;
  private final String code;

  /**
   * @param status of HTTP
   * @param code goes into the error's extensions; empty if it has none
   */
  public GraphqlException(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static GraphqlException invalid(String message) {
    return new GraphqlException(400, "GRAPHQL_VALIDATION_FAILED", message);
  }

  static GraphqlException unreadable(String message) {
    return new GraphqlException(400, "GRAPHQL_PARSE_FAILED", message);
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String text() {
    return "" + getMessage();
  }
}
