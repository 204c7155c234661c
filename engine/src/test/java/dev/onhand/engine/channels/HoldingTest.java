package dev.onhand.engine.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.engine.alerts.Alerts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of what the brake holds. */
class HoldingTest {

  private static final Lease LEASE = new Lease(1);

  private final Account account = PusherTest.account();
  private final List<String> said = new ArrayList<>();
  private long rejected;

  private final Holding holding =
      new Holding(
          PusherTest.fake(
              HeldChanges.class,
              Map.of("follow", arguments -> new HeldChanges.Left(null, rejected))),
          PusherTest.fake(
              Alerts.class,
              Map.of(
                  "raise", arguments -> said.add("raised " + arguments[2]),
                  "close", arguments -> said.add("closed " + arguments[1]))));

  private List<String> follow(Lease lease) {
    said.clear();
    holding.follow(account, lease);
    return List.copyOf(said);
  }

  private static final String NOTHING_IS_HELD =
      "closed " + List.of(Holding.HELD_ALERT, Holding.REJECTED_ALERT);

  @Test
  void nothingIsSaidTwice() {
    assertThat(holding.isAtRest(account, LEASE)).as("nothing is known yet").isFalse();
    assertThat(follow(LEASE)).containsExactly(NOTHING_IS_HELD);
    assertThat(follow(LEASE)).isEmpty();
    assertThat(holding.isAtRest(account, LEASE)).isTrue();
    rejected = 3;
    assertThat(follow(LEASE))
        .containsExactly(
            "raised " + Holding.REJECTED_ALERT, "closed " + List.of(Holding.HELD_ALERT));
    assertThat(holding.isAtRest(account, LEASE)).isFalse();
    assertThat(follow(LEASE)).isEmpty();
    rejected = 0;
    assertThat(follow(LEASE)).containsExactly(NOTHING_IS_HELD);
  }

  /**
   * Who had it in between may have said that something is held, and nobody else would take it back.
   */
  @Test
  void itIsSaidAgainUnderAnotherLease() {
    assertThat(follow(LEASE)).containsExactly(NOTHING_IS_HELD);
    Lease later = new Lease(3);
    assertThat(holding.isAtRest(account, later)).isFalse();
    assertThat(follow(later)).containsExactly(NOTHING_IS_HELD);
    assertThat(holding.isAtRest(account, later)).isTrue();
  }

  @Test
  void whatAPersonDecidedIsSaidInAnyCase() {
    assertThat(follow(LEASE)).containsExactly(NOTHING_IS_HELD);
    said.clear();
    holding.follow(account);
    assertThat(said).containsExactly(NOTHING_IS_HELD);
  }
}
