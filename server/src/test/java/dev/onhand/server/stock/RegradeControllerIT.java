package dev.onhand.server.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RegradeControllerIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Client admin;

  private String good;
  private String fair;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    Shop.open(SERVER);
  }

  @BeforeEach
  void stock() {
    good = Shop.product(admin);
    fair = Shop.product(admin);
    admin.post(
        "/api/v1/stock/" + good + "/set",
        "{\"location\":\"berlin\",\"on_hand\":3}",
        "Idempotency-Key",
        UUID.randomUUID().toString());
  }

  private Answer regrade(String key, String from, String to, long units, String query) {
    return admin.post(
        "/api/v1/regrades" + query,
        "{\"from_sku\":\"%s\",\"to_sku\":\"%s\",\"location\":\"berlin\",\"quantity\":%d,\"note\":\"scratch\"}"
            .formatted(from, to, units),
        "Idempotency-Key",
        key);
  }

  private static long onHand(String sku) {
    return admin.get("/api/v1/stock/" + sku).json().at("/on_hand").asLong();
  }

  @Test
  void movesUnitsFromOneToTheOtherOnce() {
    Answer done = regrade("g1" + good, good, fair, 2, "");
    assertThat(done.status()).isEqualTo(201);
    assertThat(done.at("/movements/0/reason")).isEqualTo("regrade_out");
    assertThat(done.at("/movements/1/reason")).isEqualTo("regrade_in");
    assertThat(done.at("/movements/1/cause/reference")).isEqualTo("g1" + good);
    Answer again = regrade("g1" + good, good, fair, 2, "");
    assertThat(again.header("Idempotency-Hit")).isEqualTo("true");
    assertThat(again.at("/movements/1/id")).isEqualTo(done.at("/movements/1/id"));
    assertThat(onHand(good)).isEqualTo(1);
    assertThat(onHand(fair)).isEqualTo(2);
    assertThat(regrade("g1" + good, good, fair, 1, "").code()).isEqualTo("key_used_differently");
  }

  @Test
  void movesBothOrNeither() {
    Answer tooMany = regrade("g2" + good, good, fair, 4, "");
    assertThat(tooMany.status()).isEqualTo(409);
    assertThat(tooMany.at("/errors/0/pointer")).isEqualTo("/quantity");
    Answer unknown = regrade("g3" + good, good, "nobody", 1, "");
    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.at("/errors/0/pointer")).isEqualTo("/to_sku");
    assertThat(onHand(good)).isEqualTo(3);
    assertThat(regrade("g3" + good, good, fair, 1, "").status()).isEqualTo(201);
  }

  @Test
  void onlySaysWhatItWouldDo() {
    Answer dry = regrade("g4" + good, good, fair, 2, "?dry_run=true");
    assertThat(dry.json().at("/dry_run").asBoolean()).isTrue();
    assertThat(dry.json().at("/movements/0/id").isNull()).isTrue();
    assertThat(onHand(good)).isEqualTo(3);
  }

  @Test
  void refusesWhatIsMalformed() {
    assertThat(regrade("g5" + good, good, good, 1, "").at("/errors/0/pointer"))
        .isEqualTo("/to_sku");
    assertThat(regrade("g6" + good, good, fair, 0, "").at("/errors/0/pointer"))
        .isEqualTo("/quantity");
    assertThat(regrade("x".repeat(255), good, fair, 1, "").status()).isEqualTo(400);
  }
}
