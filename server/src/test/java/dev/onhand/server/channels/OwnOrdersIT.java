package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.channels.Listing;
import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.magento.Magento;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.store.testing.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A channel that takes its sales off when they leave counts its open orders among its stock. */
class OwnOrdersIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private ChannelRig rig;
  private Account magento;
  private dev.onhand.sandbox.shop.Listing set;
  private dev.onhand.sandbox.shop.Listing mug;

  @BeforeEach
  void open() throws InterruptedException {
    rig = new ChannelRig(DATABASE, 20261127);
    rig.stock("MUG", 20);
    rig.bundle("SET", Map.of("MUG", 2L));
    magento =
        rig.connect(
            "magento", Magento.withToken("secret"), "magento", Map.of("access_token", "secret"));
    mug = magento.shop().list(Item.of("MUG"), 0);
    set = magento.shop().list(Item.of("SET"), 0);
    rig.run();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void countsUnitsOfABundleToTheBundleAndNotToItsComponents() throws InterruptedException {
    assertThat(desired("MUG")).isEqualTo(20);
    assertThat(desired("SET")).isEqualTo(10);

    magento.shop().sell(set.id(), 3).orElseThrow();
    poll();

    assertThat(desired("MUG")).as("six of twenty are promised, none of them as mugs").isEqualTo(14);
    assertThat(desired("SET")).as("what is left makes seven, three are still there").isEqualTo(10);
    assertThat(sellable(mug)).isEqualTo(14);
    assertThat(sellable(set)).isEqualTo(7);
  }

  @Test
  void countsUnitsOfAProductToTheProductAndNotToBundlesOfIt() throws InterruptedException {
    magento.shop().sell(mug.id(), 4).orElseThrow();
    poll();

    assertThat(desired("MUG")).isEqualTo(20);
    assertThat(desired("SET")).isEqualTo(8);
    assertThat(sellable(mug)).isEqualTo(16);
  }

  @Test
  void countsThemUnderWhateverNameTheyWereSold() throws InterruptedException {
    magento.shop().sell(mug.id(), 4).orElseThrow();
    poll();
    rig.rename("MUG", "CUP");
    rig.record(Reason.DAMAGE, "CUP", 1);

    assertThat(desired("MUG")).isEqualTo(19);
  }

  private void poll() throws InterruptedException {
    rig.shop.pass(Duration.ofMinutes(2));
    rig.run();
    rig.tellListings("MUG");
    rig.run();
  }

  /** By the SKU there. */
  private long desired(String sku) {
    Listing.Number desired = rig.listing("magento", sku).desired();
    return Objects.requireNonNull(desired).quantity();
  }

  /** What the shop sells: its stock less what its own open orders hold. */
  private long sellable(dev.onhand.sandbox.shop.Listing listing) {
    var now = magento.shop().find(listing.id()).orElseThrow();
    return now.quantity() - now.held();
  }
}
