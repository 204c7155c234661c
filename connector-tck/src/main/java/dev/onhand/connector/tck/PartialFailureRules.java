package dev.onhand.connector.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.Behavior;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.sandbox.shop.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Pushes of several of which some are refused; also where the channel takes all or none. */
abstract class PartialFailureRules extends Rules {

  private static final int UPDATES = 5;

  PartialFailureRules(Supplier<Contestant> contestant) {
    super(contestant);
  }

  @Test
  @DisplayName("answers each update for itself where one is for a listing that is not there")
  void answersEach() throws InterruptedException {
    if (!rig().kind.supports(Behavior.PARTLY_APPLIES)) {
      return;
    }
    List<Listing> listings = rig().list(UPDATES, 7);
    List<QuantityUpdate> updates = new ArrayList<>();
    for (Listing listing : listings) {
      updates.add(rig().update(listing, 3));
    }
    rig().shop.delete(listings.get(2).id());

    List<PushOutcome> outcomes = rig().push(updates.toArray(QuantityUpdate[]::new));

    assertThat(outcomes).hasSize(UPDATES);
    for (int i = 0; i < UPDATES; i++) {
      if (i == 2) {
        assertThat(outcomes.get(i))
            .isInstanceOfSatisfying(
                Refused.class,
                refused -> assertThat(refused.reason()).isEqualTo(Refusal.UNKNOWN_LISTING));
      } else {
        assertThat(outcomes.get(i)).isEqualTo(new Applied(3));
        assertThat(rig().shown(listings.get(i))).isEqualTo(3);
      }
    }
  }
}
