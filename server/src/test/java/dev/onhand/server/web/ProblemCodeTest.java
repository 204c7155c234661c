package dev.onhand.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.server.testing.Golden;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProblemCodeTest {

  @Test
  void hasACodeForEachRefusalOfTheLedger() {
    assertThat(Outcome.Refused.class.getPermittedSubclasses())
        .extracting(type -> type.getSimpleName().replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase())
        .allSatisfy(code -> assertThat(ProblemCode.find(code)).as(code).isPresent());
  }

  @Test
  void isListedInTheReference() {
    StringBuilder page =
        new StringBuilder(
            """
            # Problems

            Whatever is wrong with a request is answered as `application/problem+json` (RFC 9457):
            `type`, `title`, `status`, `detail`, `instance`, and of our own `code` (stable, for programs), `request_id`
            (finds the request in the log) and `errors` (`pointer`, `code` and `detail` for each field).
            A request that was refused with a status below 500 had no effect.

            | code | status | what it means and what to do |
            |---|---|---|
            """);
    Arrays.stream(ProblemCode.values())
        .forEach(
            code ->
                page.append(
                    "| `%s` | %d | **%s.** %s |\n"
                        .formatted(code.code(), code.status(), code.title(), code.meaning())));
    Golden.check("docs/reference/problems.md", page.toString());
  }
}
