package dev.onhand.server.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is measured: BuffersIT. */
class BufferControllerIT {

  private static final String PATH = "/api/v1/channels/bm/buffers";

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Client admin;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    Answer made =
        admin.send(
            "PUT",
            "/api/v1/channels/bm/account",
            "{\"type\":\"backmarket\",\"settings\":{\"token\":\"t\",\"company\":\"c\",\"contact\":\"c@c.example\"}}");
    assertThat(made.status()).as(made.text()).isEqualTo(200);
  }

  @Test
  void isOffUntilAPersonSwitchesItOn() {
    assertThat(admin.get(PATH).at("/on")).isEqualTo("false");
    assertThat(admin.get(PATH).at("/oversell_percent")).isEqualTo("0.1");

    Answer on = admin.send("PATCH", PATH, "{\"on\":true,\"oversell_percent\":2}");
    assertThat(on.at("/on")).isEqualTo("true");
    assertThat(on.at("/oversell_percent")).isEqualTo("2.0");
    assertThat(on.at("/days")).isEqualTo("28");
    assertThat(on.at("/tuned_at")).isNotEmpty();
    assertThat(admin.send("PATCH", PATH, "{\"on\":false}").at("/oversell_percent"))
        .as("as it was")
        .isEqualTo("2.0");
  }

  @Test
  void saysWhyNothingIsProposed() {
    Answer proposals = admin.post(PATH + "/proposals", "{\"days\":7}");

    assertThat(proposals.status()).isEqualTo(200);
    assertThat(proposals.at("/reason")).contains("is known after 20 pushes. So far: 0.");
    assertThat(proposals.json().at("/trial").isNull()).isTrue();
  }

  @Test
  void saysWhatMayBeGiven() {
    assertThat(admin.send("PATCH", PATH, "{\"oversell_percent\":0}").text())
        .contains("oversell_percent must be more than 0 and less than 100");
    assertThat(admin.post(PATH + "/proposals", "{\"days\":91}").text())
        .contains("days must be from 2 to 90, not 91");
  }
}
