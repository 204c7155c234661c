package dev.onhand.server.pages;

import dev.onhand.server.access.SignedIn;
import dev.onhand.server.web.Failures;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.ProblemPage;
import dev.onhand.server.web.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.View;

/** What went wrong with a page, as a page: what it was and what to do. */
@ControllerAdvice(basePackageClasses = PageProblems.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PageProblems implements ProblemPage {

  private final Pages pages;

  PageProblems(Pages pages) {
    this.pages = pages;
  }

  @ExceptionHandler
  View handle(Exception failure, HttpServletRequest request) {
    return of(request, Failures.problem(request, failure));
  }

  @Override
  public View of(HttpServletRequest request, ProblemException problem) {
    return pages.bare(
        problem.code().status(),
        "problem",
        Map.of(
            "title", problem.code().title(),
            "detail", problem.detail(),
            "requestId", RequestId.of(request),
            "isNowhere", problem.code() == ProblemCode.NOT_FOUND,
            "isSignedIn", SignedIn.find(request).isPresent()));
  }
}
