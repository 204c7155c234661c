package dev.onhand.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class LocationsIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static final String PATH = "/api/v1/locations";

  private final Client admin = SERVER.admin();

  @Test
  void makesALocationWithItsDefaults() {
    Answer made = admin.post(PATH, "{\"code\":\"berlin\"}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.text())
        .contains(
            "\"code\":\"berlin\",\"name\":\"\",\"kind\":\"warehouse\",\"sellable\":true,\"priority\":100,"
                + "\"latitude\":null,\"longitude\":null,\"version\":1");
    assertThat(admin.get(PATH + "/" + made.at("/id")).text()).isEqualTo(made.text());
    assertThat(admin.post(PATH, "{\"code\":\"berlin\"}").code()).isEqualTo("conflict");
  }

  @Test
  void changesALocation() {
    admin.post(
        PATH, "{\"code\":\"paris\",\"kind\":\"store\",\"latitude\":48.85,\"longitude\":2.35}");
    Answer changed =
        admin.patch(
            PATH + "/paris",
            "{\"code\":\"paris-1\",\"sellable\":false,\"latitude\":null,\"longitude\":null}",
            "If-Match",
            "W/\"1\"");
    assertThat(changed.text())
        .contains("\"paris-1\"", "\"store\"", "\"sellable\":false", "\"latitude\":null");
    assertThat(admin.get(PATH + "/paris").status()).isEqualTo(404);
    assertThat(admin.patch(PATH + "/paris-1", "{\"name\":\"x\"}", "If-Match", "W/\"1\"").status())
        .isEqualTo(412);
  }

  @Test
  void listsByCode() {
    Stream.of("list-c", "list-a", "list-b")
        .forEach(code -> admin.post(PATH, "{\"code\":\"" + code + "\"}"));
    assertThat(admin.get(PATH + "?limit=200").json().at("/data").values().stream())
        .extracting((JsonNode location) -> location.at("/code").asString())
        .isSorted()
        .contains("list-a", "list-b", "list-c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"code\":\"\"}",
        "{\"code\":\"loc_0000000000001\"}",
        "{\"code\":\"x\",\"kind\":\"planet\"}",
        "{\"code\":\"x\",\"priority\":-1}",
        "{\"code\":\"x\",\"priority\":1.5}",
        "{\"code\":\"x\",\"latitude\":1}",
        "{\"code\":\"x\",\"latitude\":91,\"longitude\":0}",
        "{\"code\":\"x\",\"latitude\":1e308,\"longitude\":0}",
        "{\"code\":\"x\",\"sellable\":\"yes\"}"
      })
  void refusesWhatIsNoLocation(String body) {
    Answer answer = admin.post(PATH, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().at("/errors/0/detail").asString()).isNotEmpty();
  }
}
