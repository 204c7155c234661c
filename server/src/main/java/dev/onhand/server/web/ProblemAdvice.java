package dev.onhand.server.web;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** The one place where what went wrong in a handler becomes a problem. */
@RestControllerAdvice
final class ProblemAdvice {

  private final ProblemPage page;

  ProblemAdvice(ProblemPage page) {
    this.page = page;
  }

  /** A problem for programs, and a page for people. */
  @ExceptionHandler
  @Nullable Object handle(Exception failure, HttpServletRequest request) {
    if (failure instanceof AsyncRequestNotUsableException
        || failure instanceof ClientAbortException) {
      return null; // the caller hung up; there is nobody to tell
    }
    ProblemException problem = Failures.problem(request, failure);
    if (ProblemPage.isWanted(request)) {
      return page.of(request, problem);
    }
    ResponseEntity<Problem> answer = Problems.entity(request, problem);
    return failure instanceof HttpRequestMethodNotSupportedException method
        ? withAllow(answer, method)
        : answer;
  }

  private static ResponseEntity<Problem> withAllow(
      ResponseEntity<Problem> answer, HttpRequestMethodNotSupportedException failure) {
    HttpHeaders headers = new HttpHeaders();
    headers.putAll(answer.getHeaders());
    if (failure.getSupportedHttpMethods() != null) {
      headers.setAllow(failure.getSupportedHttpMethods());
    }
    return new ResponseEntity<>(answer.getBody(), headers, answer.getStatusCode());
  }
}
