package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import dev.onhand.store.testing.Eventually;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BrakeControllerIT {

  @RegisterExtension
  static final RunningServer SERVER =
      RunningServer.start(Map.of("ONHAND_HTTP_ALLOW_PRIVATE", "127.0.0.0/8"));

  private static Client admin;

  private OneListing one;

  @BeforeAll
  static void openShop() {
    admin = SERVER.admin();
    Shop.open(SERVER);
  }

  @BeforeEach
  void open() throws Exception {
    one = new OneListing(admin);
    admin.post(one.path + "/account/resume", "{}");
    Eventually.within(OneListing.SOON, "its listing is told", () -> shown() == 10);
  }

  @AfterEach
  void close() {
    one.close();
  }

  @Test
  void holdsWhatIsMoreThanTheLimitsUntilAPersonApproves() throws Exception {
    Answer limits =
        admin.send("PATCH", one.path + "/brake", "{\"units_above\":100,\"units_percent\":20}");
    assertThat(limits.at("/units_above")).isEqualTo("100");
    assertThat(limits.at("/listings_above")).as("as it was").isEqualTo("10");

    set(9_999);
    Eventually.within(OneListing.SOON, "it is held", () -> !waiting().isEmpty());
    String id = waiting();
    assertThat(shown()).isEqualTo(10);
    Answer line = admin.get("/api/v1/held-changes/" + id + "/listings");
    assertThat(line.at("/data/0/id")).isEqualTo(one.id);
    assertThat(line.at("/data/0/from")).isEqualTo("10");
    assertThat(line.at("/data/0/to")).isEqualTo("9999");
    assertThat(admin.get("/api/v1/held-changes/" + id).at("/units_raised")).isEqualTo("9989");

    Answer rejected = admin.post("/api/v1/held-changes/" + id + "/reject", "");
    assertThat(rejected.at("/state")).isEqualTo("rejected");
    assertThat(rejected.at("/holding")).isEqualTo("1");
    Answer approved = admin.post("/api/v1/held-changes/" + id + "/approve", "");
    assertThat(approved.at("/state")).isEqualTo("approved");
    Eventually.within(OneListing.SOON, "it is told", () -> shown() == 9_999);

    Answer again = admin.post("/api/v1/held-changes/" + id + "/approve", "");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.at("/detail"))
        .isEqualTo("This change does not wait any more: it is approved.");
  }

  @Test
  void tellsTheSecondOfTwoWhoSetTheLimits() {
    Answer seen = admin.get(one.path + "/brake");
    String tag = "W/\"" + seen.at("/version") + "\"";
    assertThat(seen.header("ETag")).isEqualTo(tag);
    Answer first =
        admin.send("PATCH", one.path + "/brake", "{\"listings_above\":1234}", "If-Match", tag);
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header("ETag")).isNotEqualTo(tag);

    Answer second =
        admin.send("PATCH", one.path + "/brake", "{\"listings_above\":77}", "If-Match", tag);
    assertThat(second.status()).isEqualTo(412);
    assertThat(second.at("/detail")).contains("more than 1,234 listings", "more than 77 listings");
    assertThat(admin.get(one.path + "/brake").at("/listings_above")).isEqualTo("1234");
    assertThat(
            admin
                .send(
                    "PATCH",
                    one.path + "/brake",
                    "{\"listings_above\":10}",
                    "If-Match",
                    first.header("ETag"))
                .status())
        .isEqualTo(200);
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(admin.get("/api/v1/held-changes?state=held").at("/errors/0/detail"))
        .isEqualTo("state must be waiting, approved, rejected or over, not 'held'");
    assertThat(admin.send("PATCH", one.path + "/brake", "{\"raised_percent\":101}").at("/detail"))
        .contains("raised_percent must be from 0 to 100, not 101");
    assertThat(admin.get("/api/v1/held-changes/hld_0000000009999").status()).isEqualTo(404);
  }

  private void set(long units) {
    admin.post(
        "/api/v1/stock/" + one.sku + "/set",
        "{\"location\":\"berlin\",\"on_hand\":%d}".formatted(units),
        "Idempotency-Key",
        one.sku + "-" + units);
  }

  private int shown() {
    return one.remote.shop().find(one.there.id()).orElseThrow().quantity();
  }

  /** The id of what waits, or nothing. */
  private String waiting() {
    return admin.get("/api/v1/held-changes?state=waiting&channel=" + one.code).at("/data/0/id");
  }
}
