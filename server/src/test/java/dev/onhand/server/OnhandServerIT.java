package dev.onhand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnhandServerIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  @Test
  void livesAndIsReady() {
    assertThat(SERVER.client("").get("/livez").status()).isEqualTo(200);
    assertThat(SERVER.client("").get("/readyz").text())
        .isEqualTo("{\"status\":\"up\",\"database\":\"up\"}");
  }

  @Test
  void writesTheFirstTokenForItsOwnerAlone() throws IOException {
    assertThat(SERVER.adminToken()).matches("onh_live_[0-9A-Za-z]{36}");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(SERVER.data().resolve("token"))))
        .isEqualTo("rw-------");
    assertThat(SERVER.data().resolve("token.new")).doesNotExist();
  }

  @Test
  void greetsWithAPage() {
    Answer page = SERVER.client("").get("/sign-in");
    assertThat(page.text()).contains("Access token", "data directory");
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'")
        .doesNotContain("unsafe");
    assertThat(SERVER.client("").get("/assets/onhand.css").header("Content-Type"))
        .startsWith("text/css");
    assertThat(SERVER.client("").get("/assets/tabler.css").status()).isEqualTo(200);
  }

  /** Pages, what they are made with, the API, what channels call, and what went wrong. */
  @ParameterizedTest
  @CsvSource({
    "GET, /, 303",
    "GET, /sign-in, 200",
    "POST, /sign-in, 400",
    "GET, /welcome/none, 404",
    "GET, /nowhere, 303",
    "GET, /assets/onhand.css, 200",
    "GET, /assets/tabler.css, 200",
    "GET, /assets/nowhere.css, 404",
    "GET, /api/openapi.json, 200",
    "GET, /api/v1/products, 401",
    "GET, /api/v1/nowhere, 401",
    "GET, /livez, 200",
    "POST, /hooks/v1/none/none, 404",
    "GET, /%00, 400",
    "TRACE, /, 405"
  })
  void tellsBrowsersWithEachAnswerWhatNotToDo(String method, String path, int status) {
    String body = method.equals("POST") ? "" : null;
    Answer answer =
        SERVER
            .client("")
            .send(
                method,
                path,
                body,
                "Content-Type",
                "application/x-www-form-urlencoded",
                "X-Forwarded-Proto",
                "https");

    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Security-Policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    assertThat(answer.header("Strict-Transport-Security"))
        .isEqualTo("max-age=31536000; includeSubDomains");
    assertThat(answer.header("Server")).isEmpty();
  }

  @Test
  void makesAndShowsAProduct() {
    Answer made = SERVER.admin().post("/api/v1/products", "{\"sku\":\"A/B 1\",\"name\":\"Tea\"}");
    assertThat(made.text()).contains("\"object\":\"product\"");
    assertThat(made.status()).isEqualTo(201);
    assertThat(SERVER.admin().get("/api/v1/products/A%2FB%201").at("/id"))
        .isEqualTo(made.at("/id"));
    assertThat(SERVER.admin().get("/api/v1/products/" + made.at("/id")).at("/sku"))
        .isEqualTo("A/B 1");
  }
}
