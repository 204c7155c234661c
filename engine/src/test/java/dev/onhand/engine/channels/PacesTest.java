package dev.onhand.engine.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.RemoteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An account that tells ten listings in a second and brings in a hundred orders. */
class PacesTest {

  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Account account = PusherTest.account();
  private final Paces paces = new Paces();
  private Instant now = NOON;

  @Test
  void isNotKnownBeforeSomethingWasDone() {
    assertThat(paces.drain(account, 0)).isEqualTo(Duration.ZERO);
    assertThat(paces.drain(account, 1)).isNull();
    read(true, 200L, SECOND);
    assertThat(paces.drain(account, 0)).isEqualTo(Duration.ofSeconds(2));
    assertThat(paces.drain(account, 1)).isNull();
  }

  @Test
  void bringsInWhatIsLeftAndThenTells() {
    read(true, 300L, SECOND);
    tell(10, SECOND);
    assertThat(paces.drain(account, 50)).isEqualTo(Duration.ofSeconds(8));
    read(true, null, SECOND);
    assertThat(paces.drain(account, 50)).isEqualTo(Duration.ofSeconds(5));
  }

  /** Else each look that goes back further would be taken for a burst. */
  @Test
  void leavesOutPagesOfOrdersThatAreInSinceBefore() {
    read(true, 300L, SECOND);
    for (int i = 0; i < 20; i++) {
      read(false, 9_000L, Duration.ofMillis(100));
    }
    assertThat(paces.drain(account, 0)).isEqualTo(Duration.ofSeconds(3));
    read(false, null, Duration.ofMillis(100));
    assertThat(paces.drain(account, 0)).isEqualTo(Duration.ZERO);
  }

  /** What is looked at again between two pushes is looked at between those that follow, too. */
  @Test
  void countsWhatIsDoneBetweenPushesAndNotWhatNewOrdersTook() {
    tell(10, SECOND);
    read(false, null, SECOND);
    read(true, null, Duration.ofSeconds(30));
    tell(10, SECOND);
    assertThat(paces.drain(account, 100).toMillis()).isBetween(15_000L, 16_000L);
  }

  @Test
  void countsNoTimeInWhichNothingIsToBeTold() {
    tell(10, SECOND);
    paces.rests(account);
    now = now.plusSeconds(30);
    tell(10, SECOND);
    assertThat(paces.drain(account, 100)).isEqualTo(Duration.ofSeconds(10));
    now = now.plusSeconds(3_600); // the day's calls were spent
    tell(10, SECOND);
    assertThat(paces.drain(account, 100)).isEqualTo(Duration.ofSeconds(10));
  }

  /**
   * @param left null: it is the last page
   */
  private void read(boolean isAnyNew, @Nullable Long left, Duration took) {
    RemoteOrder order = new RemoteOrder("1", "paid", NOON, null, null, List.of(), null, null);
    OrderPage page =
        new OrderPage(
            Collections.nCopies(100, order), left == null ? null : new Cursor("next"), left);
    paces.read(account, page, isAnyNew, now, now = now.plus(took));
  }

  private void tell(int listings, Duration took) {
    paces.told(account, listings, now, now = now.plus(took));
  }
}
