package dev.onhand.server.web;

import dev.onhand.engine.access.TokenSecret;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** Makes problems and writes them, also where Spring MVC has not begun or has given up. */
public final class Problems {

  static final String CONTENT_TYPE = "application/problem+json";

  private static final JsonMapper JSON = JsonRules.mapper();

  private Problems() {}

  static Problem of(HttpServletRequest request, int status, ProblemException problem) {
    List<FieldError> errors = problem.errors();
    return new Problem(
        problem.code().type(),
        problem.code().title(),
        status,
        TokenSecret.mask(problem.detail()),
        TokenSecret.mask(Shown.text(String.valueOf(request.getRequestURI()))),
        problem.code().code(),
        RequestId.of(request),
        errors.isEmpty() ? null : errors.stream().map(Problems::masked).toList());
  }

  /** A secret in the wrong field must not come back in what is said of the field. */
  private static FieldError masked(FieldError error) {
    return new FieldError(
        TokenSecret.mask(error.pointer()), error.code(), TokenSecret.mask(error.detail()));
  }

  /** For handlers that return what they answer. */
  static ResponseEntity<Problem> entity(HttpServletRequest request, ProblemException problem) {
    int status = problem.code().status();
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(status).header("Content-Type", CONTENT_TYPE);
    problem
        .retryAfterSeconds()
        .ifPresent(seconds -> answer.header("Retry-After", Integer.toString(seconds)));
    return answer.body(of(request, status, problem));
  }

  /** For filters: answers with the problem, unless an answer is on its way already. */
  public static void write(
      HttpServletRequest request, HttpServletResponse response, ProblemException problem)
      throws IOException {
    write(request, response, problem.code().status(), problem);
  }

  static void write(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      ProblemException problem)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    byte[] body = JSON.writeValueAsBytes(of(request, status, problem));
    response.setStatus(status);
    response.setContentType(CONTENT_TYPE);
    problem
        .retryAfterSeconds()
        .ifPresent(seconds -> response.setHeader("Retry-After", Integer.toString(seconds)));
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
