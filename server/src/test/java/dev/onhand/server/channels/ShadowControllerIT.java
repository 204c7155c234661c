package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.sandbox.Purpose;
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

class ShadowControllerIT {

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

  /** Its listing shows four, and there are ten. */
  @BeforeEach
  void open() throws Exception {
    one = new OneListing(admin);
  }

  @AfterEach
  void close() {
    one.close();
  }

  @Test
  void showsWhatItWouldHaveTold() throws Exception {
    assertThat(shadow("").at("/since")).as("it never was").isEmpty();

    Answer begun = admin.post(one.path + "/shadow/begin", "");
    assertThat(begun.status()).isEqualTo(200);
    assertThat(begun.at("/shadow")).isEqualTo("true");
    Answer shadow = shadow("");
    assertThat(shadow.at("/pushes")).isEqualTo("1");
    assertThat(shadow.at("/newest_pushes/0/listing")).isEqualTo(one.id);
    assertThat(shadow.at("/newest_pushes/0/from")).isEqualTo("4");
    assertThat(shadow.at("/newest_pushes/0/to")).isEqualTo("10");

    one.remote.shop().sell(one.there.id(), 1);
    admin.post(one.path + "/account/pull", "");
    Eventually.within(
        OneListing.SOON, "it is sold", () -> shadow("").at("/sold/lines").equals("1"));
    assertThat(one.remote.calls().of(Purpose.PUSH)).isZero();
    Answer push = admin.post(one.path + "/account/push", "{\"all\":true}");
    assertThat(push.status()).isEqualTo(409);
    assertThat(push.at("/detail")).contains("is in shadow", "onhand channel shadow");

    assertThat(admin.post(one.path + "/shadow/end", "").at("/shadow")).isEqualTo("false");
    Eventually.within(
        OneListing.SOON,
        "it is told",
        () -> one.remote.shop().find(one.there.id()).orElseThrow().quantity() == 9);
    assertThat(shadow("").at("/until")).isNotEmpty();
  }

  @Test
  void saysWhatALagMayBe() {
    Answer refused = shadow("?lag_seconds=86401");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("lag_seconds must be from 0 to 86400, not 86401");
  }

  private Answer shadow(String query) {
    return admin.get(one.path + "/shadow" + query);
  }
}
