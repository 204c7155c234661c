package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.RunningServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is answered where there is nothing: a page to people, a problem to programs. */
class NowhereIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

  private static Visitor owner() {
    return new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
  }

  private static String type(HttpResponse<String> answer) {
    return answer.headers().firstValue("Content-Type").orElse("");
  }

  @Test
  void tellsAPersonWhatToDo() {
    HttpResponse<String> page = owner().get("/nowhere", BROWSER);

    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(type(page)).startsWith("text/html");
    assertThat(page.body())
        .contains(
            "There is nothing at this path.",
            "Check the address",
            "action=\"/stock\"",
            "href=\"/\"");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("script-src 'self'");
  }

  @Test
  void tellsAProgramTheProblem() {
    Visitor owner = owner();

    assertThat(type(owner.get("/nowhere"))).startsWith("application/problem+json");
    assertThat(type(owner.get("/assets/nowhere.css", "text/css,*/*;q=0.1")))
        .startsWith("application/problem+json");
    HttpResponse<String> api = owner.get("/api/v1/nowhere", BROWSER);
    assertThat(type(api)).startsWith("application/problem+json");
    assertThat(api.statusCode()).isEqualTo(401);
    assertThat(SERVER.admin().get("/api/v1/nowhere").code()).isEqualTo("not_found");
  }

  @Test
  void asksWhoIsNotSignedInToSignInFirst() {
    assertThat(new Visitor(SERVER.server().url()).get("/nowhere", BROWSER).statusCode())
        .isEqualTo(303);
  }
}
