package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Purpose;
import dev.onhand.server.movements.Shop;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import dev.onhand.store.testing.Eventually;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RefreshIT {

  @RegisterExtension
  static final RunningServer SERVER =
      RunningServer.start(Map.of("ONHAND_HTTP_ALLOW_PRIVATE", "127.0.0.0/8"));

  private static final Duration SOON = Duration.ofSeconds(20);

  private static Client admin;

  private OneListing one;

  @BeforeAll
  static void open() {
    admin = SERVER.admin();
    Shop.open(SERVER);
  }

  @BeforeEach
  void connect() throws Exception {
    one = new OneListing(admin);
  }

  @AfterEach
  void close() {
    one.close();
  }

  @Test
  void answersWhatTheListingShowsNow() {
    one.remote.shop().edit(one.there.id(), 7);

    Answer read = admin.post("/api/v1/listings/" + one.id + "/refresh", "");
    assertThat(read.at("/observed/quantity")).isEqualTo("7");
    assertThat(read.at("/desired/quantity")).isEqualTo("10");
    assertThat(read.json().at("/refreshing").asBoolean(true)).isFalse();
  }

  @Test
  void answersAPageOfListings() {
    one.remote.shop().edit(one.there.id(), 7);

    Answer read = admin.post("/api/v1/listings:refresh?channel=" + one.code, "");
    assertThat(read.json().at("/data").size()).isOne();
    assertThat(read.at("/data/0/observed/quantity")).isEqualTo("7");
    assertThat(admin.post("/api/v1/listings:refresh?wait_seconds=31", "").code())
        .isEqualTo("invalid_request");
  }

  @Test
  void answersInTimeWhereTheChannelAllowsItOnlyLater() {
    one.remote.faults().next(Fault.THROTTLED, Purpose.LISTING_READ, 1);

    Answer read = admin.post("/api/v1/listings/" + one.id + "/refresh?wait_seconds=1", "");
    assertThat(read.json().at("/refreshing").asBoolean()).isTrue();
    assertThat(read.at("/observed/quantity")).as("what was known").isEqualTo("4");
  }

  @Test
  void saysWhyNothingIsAskedOfAChannelThatIsStopped() throws Exception {
    one.remote.faults().next(Fault.TOKEN_EXPIRED, 1);
    admin.post(one.path + "/account/pull", "");
    Eventually.within(
        SOON,
        "it is stopped",
        () -> admin.get(one.path + "/account").at("/state").equals("stopped"));

    Answer refused = admin.post("/api/v1/listings/" + one.id + "/refresh", "");
    assertThat(refused.code()).isEqualTo("conflict");
    assertThat(refused.at("/detail"))
        .contains("is stopped: The key or token")
        .as("which settings are to be looked at")
        .containsPattern("See the settings? [a-z_]+");
    assertThat(push("").at("/detail")).contains("is stopped");
  }

  @Test
  void tellsAListingAgainWhereItsChannelWorks() throws Exception {
    Answer paused = push("{}");
    assertThat(paused.code()).isEqualTo("conflict");
    assertThat(paused.at("/detail")).contains("is paused and pushes nothing");

    admin.post(one.path + "/account/resume", "");
    Eventually.within(SOON, "it is told", this::isTold);
    long before = one.remote.calls().of(Purpose.PUSH);
    assertThat(push("{\"listings\":[\"" + one.id + "\"]}").at("/listings")).isEqualTo("1");
    Eventually.within(SOON, "it is told again", () -> pushes() == before + 1 && isTold());
    assertThat(push("{\"all\":true}").status()).isEqualTo(200);
    Eventually.within(SOON, "all are told again", () -> pushes() == before + 2);
    assertThat(push("{\"listings\":[\"lst_0\"]}").at("/errors/0/pointer")).isEqualTo("/listings");
  }

  @Test
  void explainsHowAListingComesToItsNumber() {
    admin.send("PUT", one.path + "/rule", "{\"buffer\":3,\"max\":5}");

    Answer explained = admin.get("/api/v1/listings/" + one.id + "/explain");
    assertThat(explained.json().at("/steps").findValuesAsString("step"))
        .containsExactly("pool", "buffer", "max");
    assertThat(explained.at("/steps/1/left")).isEqualTo("7");
    assertThat(explained.at("/steps/2/left")).isEqualTo("5");
    assertThat(explained.at("/listing/desired/quantity")).isEqualTo("5");
    assertThat(explained.at("/rule/scope")).isEqualTo("channel");

    admin.send("PUT", "/api/v1/listings/" + one.id + "/match", "{}");
    Answer unmatched = admin.get("/api/v1/listings/" + one.id + "/explain");
    assertThat(unmatched.json().at("/steps")).isEmpty();
    assertThat(unmatched.json().at("/rule").isNull()).isTrue();
  }

  private Answer push(String body) {
    return admin.post(one.path + "/account/push", body);
  }

  /** And that it is, is written down. */
  private boolean isTold() {
    Answer listing = one.get();
    return listing.at("/acknowledged/quantity").equals("10") && listing.at("/shown").equals("10");
  }

  private long pushes() {
    return one.remote.calls().of(Purpose.PUSH);
  }
}
