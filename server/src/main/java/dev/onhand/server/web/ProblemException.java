package dev.onhand.server.web;

import java.util.List;
import java.util.OptionalInt;

/** Ends a request with a problem. Expected, and so without a stack trace. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final ProblemCode code;
  private final transient List<FieldError> errors;
  private final int retryAfterSeconds;

  private ProblemException(
      ProblemCode code, String detail, List<FieldError> errors, int retryAfterSeconds) {
    super(detail, null, false, false);
    this.code = code;
    this.errors = List.copyOf(errors);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /**
   * @param detail what is wrong this time and what to do; no secret, no SQL
   */
  public ProblemException(ProblemCode code, String detail) {
    this(code, detail, List.of(), -1);
  }

  /** An invalid request, with all that is wrong with it. */
  public static ProblemException invalid(List<FieldError> errors) {
    String detail =
        errors.size() == 1
            ? errors.getFirst().detail()
            : "The request has " + errors.size() + " errors.";
    return new ProblemException(ProblemCode.INVALID_REQUEST, detail, errors, -1);
  }

  /** An invalid request, with the one thing that is wrong with it. */
  public static ProblemException invalid(String pointer, String detail) {
    return invalid(List.of(new FieldError(pointer, FieldError.INVALID, detail)));
  }

  /** There is nothing of that name. */
  public static ProblemException notFound(String what, String name) {
    return new ProblemException(
        ProblemCode.NOT_FOUND, "There is no %s '%s'.".formatted(what, Shown.text(name)));
  }

  /** There is nothing of that name, and how to make it. */
  public static ProblemException notFound(String what, String name, String remedy) {
    return new ProblemException(
        ProblemCode.NOT_FOUND, "There is no %s '%s'. %s".formatted(what, Shown.text(name), remedy));
  }

  /** The same problem, with advice when to try again. */
  public ProblemException retryAfter(int seconds) {
    return new ProblemException(code, detail(), errors, seconds);
  }

  /** The same problem, with what is wrong field by field. */
  public ProblemException withErrors(List<FieldError> newErrors) {
    return new ProblemException(code, detail(), newErrors, retryAfterSeconds);
  }

  public ProblemCode code() {
    return code;
  }

  public String detail() {
    String message = getMessage();
    return message == null ? code.title() : message;
  }

  public List<FieldError> errors() {
    return errors;
  }

  public OptionalInt retryAfterSeconds() {
    return retryAfterSeconds < 0 ? OptionalInt.empty() : OptionalInt.of(retryAfterSeconds);
  }
}
