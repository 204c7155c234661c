package dev.onhand.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

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
    assertThat(SERVER.client("").get("/assets/lib/tabler.min.css").status()).isEqualTo(200);
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
