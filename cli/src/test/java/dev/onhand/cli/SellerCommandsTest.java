package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.cli.Shell.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SellerCommandsTest {

  private static final String SELLER =
      """
      {"object":"seller","id":"slr_0000000000001","code":"default","name":"Blue House",\
      "time_zone":"Europe/Luxembourg"}""";

  private final FakeServer server = new FakeServer();
  private final Shell shell = Shell.of(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void showsTheSellerOfTheToken() {
    server.on("GET /api/v1/seller", SELLER);

    assertThat(shell.run("seller", "show").lines()).contains("Time zone: Europe/Luxembourg");
  }

  @Test
  void changesNameAndZone() {
    server.on("PATCH /api/v1/seller", SELLER);

    shell.run("seller", "edit", "--time-zone", "Europe/Paris");

    assertThat(server.lastAsked().text()).isEqualTo("{\"time_zone\":\"Europe/Paris\"}");
  }

  @Test
  void createsASellerWithAToken() {
    server.on(
        "POST /api/v1/sellers",
        FakeServer.json(201, SELLER.replace("}", ",\"token\":{\"token\":\"onh_live_first\"}}")));

    Result result =
        shell.run("seller", "create", "blue", "--name", "Blue House", "--time-zone", "UTC");

    assertThat(server.lastAsked().text())
        .isEqualTo("{\"code\":\"blue\",\"name\":\"Blue House\",\"time_zone\":\"UTC\"}");
    assertThat(result.lines()).contains("Token:     onh_live_first");
  }
}
