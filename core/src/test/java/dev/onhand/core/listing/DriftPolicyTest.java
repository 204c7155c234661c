package dev.onhand.core.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.core.listing.DriftPolicy.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftPolicyTest {

  private static final DriftPolicy OF_ALL_SORTS =
      new DriftPolicy(Action.ACCEPT, Action.ASK, Action.IGNORE, 10, 5);

  @ParameterizedTest
  @CsvSource({
    "EDITED_ON_CHANNEL, ACCEPT",
    "ACCEPTED_NOT_APPLIED, ASK",
    "UNKNOWN, IGNORE",
    "IN_FLIGHT, NONE",
    "REFUSED, NONE",
    "FIRST_SEEN, NONE",
    "NOT_YET_PUSHED, NONE"
  })
  void saysWhatFollowsFromEachCause(Drift cause, Action action) {
    assertThat(OF_ALL_SORTS.action(cause)).isEqualTo(action);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 20, false", // so few are done
    "11, 20, true",
    "11, 220, false", // five of a hundred are done
    "12, 220, true",
    "0, 0, false"
  })
  void asksForApprovalAboveBothLimits(long drastic, long listings, boolean needsApproval) {
    assertThat(OF_ALL_SORTS.needsApproval(drastic, listings)).isEqualTo(needsApproval);
  }

  /** What the channel was told, and did not do, says nothing of what there is. */
  @Test
  void takesOverNothingThatNobodySaid() {
    assertThatThrownBy(() -> new DriftPolicy(Action.PUSH, Action.ACCEPT, Action.PUSH, 10, 5))
        .hasMessageContaining("accepted_not_applied must be push, ask or ignore");
    assertThatThrownBy(() -> new DriftPolicy(Action.NONE, Action.PUSH, Action.PUSH, 10, 5))
        .hasMessageContaining("edited_on_channel must be push, accept, ask or ignore");
    assertThatThrownBy(() -> new DriftPolicy(Action.PUSH, Action.PUSH, Action.PUSH, -1, 5))
        .hasMessageContaining("approve_above must be from 0");
    assertThatThrownBy(() -> new DriftPolicy(Action.PUSH, Action.PUSH, Action.PUSH, 10, 101))
        .hasMessageContaining("approve_percent must be from 0 to 100");
  }

  @Test
  void isFoundByItsCode() {
    for (Action action : Action.values()) {
      assertThat(Action.find(action.code())).contains(action);
    }
    assertThat(Action.find("adopt")).isEmpty();
  }
}
