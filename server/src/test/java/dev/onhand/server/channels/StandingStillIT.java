package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Reason;
import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.backmarket.BackMarket;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.store.testing.TestDatabase;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A process stands still amid a push of a seven, for longer than its lease; then five are left. */
class StandingStillIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private ChannelRig rig;
  private Account market;
  private String id;

  @BeforeEach
  void open() throws InterruptedException {
    rig = new ChannelRig(DATABASE, 20261129);
    market =
        rig.connect(
            "bm",
            BackMarket.withToken("secret"),
            "backmarket",
            Map.of("token", "secret", "company", "Shop", "contact", "it@shop.example"));
    rig.stock("PHONE", 10);
    id = market.shop().list(Item.of("PHONE"), 3).id();
    rig.run();
    assertThat(shown()).isEqualTo(10);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private int shown() {
    return market.shop().find(id).orElseThrow().quantity();
  }

  private void standStill(boolean isDone) throws InterruptedException {
    rig.standInPush(isDone);
    rig.record(Reason.DAMAGE, "PHONE", 3);
    rig.run();
    assertThat(shown()).isEqualTo(isDone ? 7 : 10);
    rig.record(Reason.DAMAGE, "PHONE", 2);
    rig.run();
    assertThat(shown()).as("nobody has its lease").isEqualTo(isDone ? 7 : 10);
  }

  @Test
  void leavesThePushToWhoTakesOverAndIsRefused() throws InterruptedException {
    standStill(true);
    rig.shop.pass(Duration.ofMinutes(2));
    rig.run();
    assertThat(shown()).isEqualTo(5);
    long calls = market.calls().of(Purpose.PUSH);

    rig.goOn();
    assertThat(rig.refused).as("it had lost its lease").isOne();
    rig.run();
    assertThat(shown()).isEqualTo(5);
    assertThat(rig.listing("bm", "PHONE").shown().quantity()).isEqualTo(5);
    assertThat(market.calls().of(Purpose.PUSH)).as("nobody told it again").isEqualTo(calls);
  }

  /** It left two minutes late: nobody can know, before it is read. */
  @Test
  void mendsWhatLeftLateWhenAllIsRead() throws InterruptedException {
    standStill(false);
    rig.shop.pass(Duration.ofMinutes(2));
    rig.run();
    assertThat(shown()).isEqualTo(5);

    rig.goOn();
    assertThat(rig.refused).isOne();
    assertThat(shown()).as("left late").isEqualTo(7);
    rig.shop.pass(Duration.ofHours(1));
    rig.run();
    assertThat(shown()).isEqualTo(5);
  }
}
