package dev.onhand.server.web;

import dev.onhand.engine.idempotency.KeyUsedDifferentlyException;
import dev.onhand.engine.ledger.LedgerBusyException;
import dev.onhand.engine.ledger.LedgerUnavailableException;
import dev.onhand.store.database.SqlErrors;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;

/** What went wrong, whatever it was, as a problem. */
public final class Failures {

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private static final MediaType CSV = MediaType.parseMediaType("text/csv");

  private Failures() {}

  /**
   * The problem to answer with. Errors of ours go to the log, where the request's id finds them.
   */
  public static ProblemException problem(HttpServletRequest request, Throwable failure) {
    ProblemException problem = problem(failure);
    if (problem.code() == ProblemCode.INTERNAL) {
      LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
    } else if (problem.code() == ProblemCode.TOOK_TOO_LONG) {
      LOG.warn("{} {} took too long", request.getMethod(), request.getRequestURI());
    } else if (problem.code() == ProblemCode.UNAVAILABLE) {
      LOG.warn("the database cannot be reached: {}", String.valueOf(failure.getMessage()));
    }
    return problem;
  }

  private static ProblemException problem(Throwable failure) {
    return switch (failure) {
      case ProblemException problem -> problem;
      case ServletException around when around.getCause() != null -> problem(around.getCause());
      case CompletionException later when later.getCause() != null -> problem(later.getCause());
      case ExecutionException later when later.getCause() != null -> problem(later.getCause());
      case KeyUsedDifferentlyException key ->
          new ProblemException(ProblemCode.KEY_USED_DIFFERENTLY, String.valueOf(key.getMessage()));
      case LedgerBusyException busy ->
          new ProblemException(ProblemCode.BUSY, String.valueOf(busy.getMessage())).retryAfter(1);
      case LedgerUnavailableException gone -> unavailable();
      case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
      case MissingServletRequestParameterException missing ->
          ProblemException.invalid(
              List.of(
                  new FieldError(
                      missing.getParameterName(),
                      FieldError.MISSING,
                      "The parameter " + missing.getParameterName() + " is missing.")));
      case MethodArgumentTypeMismatchException mismatch ->
          ProblemException.invalid(
              mismatch.getName(), "The parameter " + mismatch.getName() + " has a wrong value.");
      case InvalidParameterException undecodable ->
          ProblemException.invalid("", "The query is not UTF-8 in percent encoding.");
      case NoResourceFoundException none ->
          new ProblemException(ProblemCode.NOT_FOUND, "There is nothing at this path.");
      case HttpRequestMethodNotSupportedException method ->
          new ProblemException(
              ProblemCode.METHOD_NOT_ALLOWED,
              "This path has no method %s.".formatted(Shown.text(method.getMethod())));
      case HttpMediaTypeNotAcceptableException type ->
          new ProblemException(
              ProblemCode.NOT_ACCEPTABLE, "This path answers with application/json.");
      case HttpMediaTypeNotSupportedException type -> unsupported(type);
      case ErrorResponse error when error.getStatusCode().is4xxClientError() ->
          new ProblemException(ProblemCode.INVALID_REQUEST, "The request cannot be understood.");
      default -> database(failure);
    };
  }

  private static ProblemException unsupported(HttpMediaTypeNotSupportedException failure) {
    boolean file = failure.getSupportedMediaTypes().contains(CSV);
    return new ProblemException(
        ProblemCode.UNSUPPORTED_MEDIA_TYPE,
        file
            ? "Send the file as it is, with the header Content-Type: text/csv or application/gzip."
            : "Send application/json, with the header Content-Type: application/json.");
  }

  private static ProblemException unreadable(HttpMessageNotReadableException failure) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof BodyTooLargeException) {
        return RequestFilter.tooLarge();
      }
      if (cause instanceof JacksonException json
          && !(json.getCause() instanceof BodyTooLargeException)) {
        return JsonProblems.of(json);
      }
    }
    return ProblemException.invalid("", "A JSON body is needed.");
  }

  private static ProblemException database(Throwable failure) {
    return switch (SqlErrors.kind(failure)) {
      case TRANSIENT, DISK_FULL -> unavailable();
      case NO_CONNECTION ->
          new ProblemException(
                  ProblemCode.BUSY,
                  "No connection to the database is free. Nothing was done; try again.")
              .retryAfter(1);
      case TOOK_TOO_LONG ->
          new ProblemException(
              ProblemCode.TOOK_TOO_LONG,
              "The database was stopped, since it took too long. Narrow what you ask for: one product or channel, fewer days.");
      case CONSTRAINT ->
          new ProblemException(
              ProblemCode.CONFLICT,
              "This contradicts what somebody else saved in this moment. Look again and decide anew.");
      case PERMISSION, OTHER ->
          new ProblemException(
              ProblemCode.INTERNAL, "An error of the server; the request id finds it in the log.");
    };
  }

  private static ProblemException unavailable() {
    return new ProblemException(
            ProblemCode.UNAVAILABLE,
            "The database cannot be reached or written. Send the request again, with the same key.")
        .retryAfter(2);
  }
}
