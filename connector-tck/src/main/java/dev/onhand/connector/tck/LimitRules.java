package dev.onhand.connector.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.Behavior;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.sandbox.Limit;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.shop.Listing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How much is asked of a channel. */
abstract class LimitRules extends Rules {

  /** More than the largest limit that an hour's calls can come up against. */
  private static final int PUSHES_MAX = 2_100;

  private static final int READS_MAX = 210;

  /** For limits that are no number of calls: costs, and what fills again little by little. */
  private static final int CALLS_MIN = 60;

  private static final int PUSHES_MIN = 10 * CALLS_MIN;

  LimitRules(Supplier<Contestant> contestant) {
    super(contestant);
  }

  @Test
  @Tag(SLOW)
  @DisplayName("never breaks the channel's limits, though it pushes as fast as it may")
  void pushesWithinLimits() throws InterruptedException {
    QuantityUpdate update = rig().update(rig().list(1, 7).getFirst(), 3);
    Instant end = rig().clock.instant().plus(Duration.ofHours(1));
    int enough = Math.clamp(2L * largestLimit(), PUSHES_MIN, PUSHES_MAX);
    for (int i = 0; i < enough && rig().clock.instant().isBefore(end); i++) {
      assertThat(rig().push(update)).containsExactly(new Applied(3));
    }

    assertThat(rig().account.limits().refused()).as("calls that were too many").isZero();
  }

  @Test
  @Tag(SLOW)
  @DisplayName("never breaks the channel's limits, though it asks as often as it may")
  void asksWithinLimits() throws InterruptedException {
    int enough = Math.min(largestLimit() + CALLS_MIN, READS_MAX);
    for (Rig.Read read : rig().reads()) {
      for (int i = 0; i < enough; i++) {
        assertThat(rig().failure(read.verb())).as("%s", read).isEmpty();
      }
    }

    assertThat(rig().account.limits().refused()).as("calls that were too many").isZero();
  }

  /** Of those that can be come up against. Who keeps it for two stretches of it keeps it longer. */
  private int largestLimit() {
    return contestant.get().marketplace().limits().stream()
        .mapToInt(Limit::max)
        .filter(max -> max < PUSHES_MAX)
        .max()
        .orElse(0);
  }

  @Test
  @DisplayName("takes a batch as large as it says")
  void takesWholeBatch() throws InterruptedException {
    int size = rig().kind.supports(Behavior.PUSHES_IN_BULK) ? rig().perPush : 1;
    List<Listing> listings = rig().list(size, 7);
    List<QuantityUpdate> updates = new ArrayList<>();
    rig()
        .listings()
        .forEach(shown -> updates.add(new QuantityUpdate(shown.ref(), 3, null, "attempt")));

    assertThat(rig().push(updates.toArray(QuantityUpdate[]::new)))
        .hasSize(size)
        .containsOnly(new Applied(3));
    assertThat(listings).extracting(rig()::shown).containsOnly(3L);
    assertThat(rig().account.calls().of(Purpose.PUSH)).isLessThanOrEqualTo(size);
  }
}
