package dev.onhand.connector.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Unconfirmed;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.shop.Listing;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pushes that were made, or not, and nobody said which. */
abstract class LostReplyRules extends Rules {

  LostReplyRules(Supplier<Contestant> contestant) {
    super(contestant);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"REPLY_LOST", "GATEWAY_TIMEOUT", "RESET", "SERVER_ERROR"})
  @DisplayName("does not know what became of a push without an answer, and sends it once")
  void isUnconfirmed(Fault fault) throws InterruptedException {
    Listing listing = rig().list(1, 7).getFirst();
    QuantityUpdate update = rig().update(listing, 3);
    rig().account.faults().next(fault, Purpose.PUSH, 1);

    List<PushOutcome> outcomes = rig().sent(update);

    assertThat(outcomes).hasSize(1).first().isInstanceOf(Unconfirmed.class);
    assertThat(rig().pushes()).isEqualTo(1);
  }

  @Test
  @DisplayName("shows what became of it to whoever reads the listing")
  void canBeRead() throws InterruptedException {
    Listing listing = rig().list(1, 7).getFirst();
    QuantityUpdate update = rig().update(listing, 3);
    rig().account.faults().next(Fault.REPLY_LOST, Purpose.PUSH, 1);

    assertThat(rig().sent(update)).noneMatch(Applied.class::isInstance);
    rig().work();
    assertThat(rig().listing(listing).quantity()).isEqualTo(3);
    assertThat(rig().push(update)).containsExactly(new Applied(3));
  }
}
