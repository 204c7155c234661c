package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.channels.ListingFilter;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.amazon.Amazon;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.store.testing.TestDatabase;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A channel that takes in what it is told, and does it later. */
class FeedsIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();
  private static final int MANY = 320;
  private static final Map<String, String> SETTINGS =
      Map.of(
          "marketplace",
          Amazon.MARKETPLACE,
          "seller_id",
          Amazon.SELLER,
          "client_id",
          Amazon.CLIENT,
          "client_secret",
          "client-secret",
          "refresh_token",
          "refresh-token");

  private ChannelRig rig;
  private Account amazon;

  @BeforeEach
  void open() {
    rig = new ChannelRig(DATABASE, 20261128);
    amazon =
        rig.connect(
            "amazon", Amazon.withSecrets("client-secret", "refresh-token"), "amazon", SETTINGS);
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.put("login_address", amazon.base().toString());
    rig.setUp("amazon", "amazon", settings);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void asksAgainUntilANumberTookEffect() throws InterruptedException {
    rig.stock("PHONE", 10);
    amazon.shop().list(Item.of("PHONE"), 3);
    work(1);
    assertThat(shown()).containsExactly(10);
    assertThat(acknowledged("PHONE")).isEqualTo(10);

    rig.record(Reason.DAMAGE, "PHONE", 4);
    work(1);
    assertThat(shown()).containsExactly(6);
    assertThat(acknowledged("PHONE")).isEqualTo(6);
    assertThat(amazon.calls().of(Purpose.PUSH)).isEqualTo(2);
  }

  @Test
  void asksOnceForAllThatOneFeedCarried() throws InterruptedException {
    IntStream.range(0, MANY).forEach(i -> rig.stock("SKU-%04d".formatted(i), 5));
    IntStream.range(0, MANY).forEach(i -> amazon.shop().list(Item.of("SKU-%04d".formatted(i)), 1));

    work(10);

    assertThat(shown()).hasSize(MANY).containsOnly(5);
    assertThat(amazon.calls().of(Purpose.PUSH)).isEqualTo(1);
    assertThat(amazon.calls().of(Purpose.PUSH_RESULT)).isLessThan(100);
    assertThat(acknowledged("SKU-0007")).isEqualTo(5);
  }

  private void work(int minutes) throws InterruptedException {
    for (int i = 0; i < minutes * 4; i++) {
      rig.run();
      rig.shop.pass(Duration.ofSeconds(15));
    }
    rig.run();
  }

  private long acknowledged(String sku) {
    return rig
        .listings
        .list(rig.shop.seller(), new ListingFilter("amazon", null, null), PageRequest.first(200))
        .rows()
        .stream()
        .filter(it -> sku.equals(it.remote().ref().sku()))
        .map(it -> Objects.requireNonNull(it.acknowledged()).quantity())
        .findFirst()
        .orElseThrow();
  }

  private List<Integer> shown() {
    return amazon.shop().listings().stream().map(Listing::quantity).toList();
  }
}
