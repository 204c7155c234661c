package dev.onhand.server.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.util.Collections;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OrderBatchIT {

  private static final String PATH = "/api/v1/orders:batch";

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Client admin;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    Shop.open(SERVER);
  }

  @Test
  void givesEachOrderAnOutcomeOfItsOwn() {
    String sku = Shop.product(admin);
    admin.post(
        "/api/v1/stock/" + sku + "/set",
        "{\"location\":\"berlin\",\"on_hand\":5}",
        "Idempotency-Key",
        UUID.randomUUID().toString());
    String body =
        """
        {"orders":[
          {"channel":"web","external_id":"1","status":"processing","lines":[{"line":"a","sku":"%1$s","quantity":3}]},
          {"channel":"web","external_id":"2","status":"processing","lines":[{"line":"a","sku":"%1$s","quantity":"3"}]},
          {"channel":"web","external_id":"3","status":"processing","lines":[{"line":"a","sku":"%1$s","quantity":3}]},
          {"channel":"web","external_id":"1","status":"shipped"},
          {"external_id":"4","status":"processing","colour":"red"},
          {"external_id":"5"},
          7
        ]}"""
            .formatted(sku);
    Answer answer = admin.post(PATH, body);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/accepted").asInt()).isEqualTo(3);
    assertThat(answer.json().at("/refused").asInt()).isEqualTo(4);
    assertThat(answer.at("/data/0/outcome")).isEqualTo("accepted");
    assertThat(answer.json().at("/data/0/reserved_count").asInt()).isEqualTo(1);
    assertThat(answer.at("/data/1/code")).isEqualTo("invalid_request");
    assertThat(answer.at("/data/1/errors/0/pointer")).isEqualTo("/lines/0/quantity");
    assertThat(answer.json().at("/data/2/skipped/0/units").asLong()).isEqualTo(1);
    assertThat(answer.json().at("/data/3/moved/fulfilled").asLong()).isEqualTo(3);
    assertThat(answer.at("/data/4/errors/0/pointer")).isEqualTo("/colour");
    assertThat(answer.json().at("/data/5/errors")).hasSize(2);
    assertThat(answer.at("/data/6/detail")).contains("object");
    assertThat(admin.get("/api/v1/stock/" + sku).json().at("/on_hand").asLong()).isEqualTo(2);
    Answer again = admin.post(PATH, body);
    assertThat(again.json().at("/data/0/moved/reserved").asLong()).isZero();
    assertThat(admin.get("/api/v1/stock/" + sku).json().at("/on_hand").asLong()).isEqualTo(2);
  }

  @Test
  void refusesMoreThanAThousandAndNone() {
    String one = "{\"channel\":\"web\",\"external_id\":\"x\",\"status\":\"new\"}";
    String many = "{\"orders\":[" + String.join(",", Collections.nCopies(1_001, one)) + "]}";
    assertThat(admin.post(PATH, many).at("/errors/0/detail")).contains("at most 1000");
    assertThat(admin.post(PATH, "{\"orders\":[]}").at("/errors/0/pointer")).isEqualTo("/orders");
    assertThat(admin.post(PATH, "{}").at("/errors/0/pointer")).isEqualTo("/orders");
    assertThat(admin.post(PATH, "{\"order\":[]}").at("/errors/0/code")).isEqualTo("unknown");
    assertThat(admin.post(PATH, "[]").status()).isEqualTo(400);
    assertThat(admin.post(PATH, "{\"orders\":[{]}").status()).isEqualTo(400);
  }
}
