package dev.onhand.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.engine.service.PageTimes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.FilterChain;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class RequestFilterTest {

  private static final FilterChain REFUSES =
      (request, response) -> {
        throw new ProblemException(ProblemCode.FORBIDDEN, "Not this one.");
      };

  private final PageTimes pages = new PageTimes();
  private final RequestFilter filter =
      new RequestFilter(
          new RequestIds(RandomGenerator.of("L64X128MixRandom")),
          new RequestMetrics(new SimpleMeterRegistry()),
          pages,
          () -> 0,
          (asked, problem) ->
              (model, request, response) ->
                  response.getWriter().write("a page: " + problem.detail()),
          new SentFiles(Path.of("target")));

  private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/stock");
  private final MockHttpServletResponse response = new MockHttpServletResponse();

  @Test
  void tellsProgramsAndPeopleWhatAFilterRefused() throws Exception {
    filter.doFilter(request, response, REFUSES);
    assertThat(response.getContentType()).isEqualTo("application/problem+json");

    MockHttpServletResponse page = new MockHttpServletResponse();
    request.addHeader("Accept", "text/html");
    filter.doFilter(request, page, REFUSES);
    assertThat(page.getContentAsString()).isEqualTo("a page: Not this one.");
  }

  @Test
  void countsPagesAndNothingElse() throws Exception {
    filter.doFilter(request, response, (asked, answer) -> answer.setContentType("text/csv"));
    filter.doFilter(
        new MockHttpServletRequest("POST", "/stock"),
        response,
        (asked, answer) -> answer.setContentType("text/html;charset=utf-8"));
    assertThat(pages.take()).containsOnly(0);

    filter.doFilter(
        request, response, (asked, answer) -> answer.setContentType("text/html;charset=utf-8"));
    assertThat(pages.take()).startsWith(1, 0);
  }

  /** Else a file whose second half could not be read would end as if it were whole. */
  @Test
  void cutsTheConnectionWhereAnAnswerIsOnItsWay() {
    assertThatThrownBy(
            () ->
                filter.doFilter(
                    request,
                    response,
                    (asked, answer) -> {
                      response.getWriter().write("half a file");
                      response.flushBuffer();
                      throw new IllegalStateException("the database is gone");
                    }))
        .isInstanceOf(IllegalStateException.class);
  }
}
