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
  private boolean isBusy;
  private final Paces paces = new Paces(() -> isBusy);
  private Instant now = NOON;

  @Test
  void isNotKnownBeforeSomethingWasDone() {
    assertThat(drain(0)).isEqualTo(Duration.ZERO);
    assertThat(drain(1)).isNull();
    read(true, 200L, SECOND);
    assertThat(drain(0)).isEqualTo(Duration.ofSeconds(2));
    assertThat(drain(1)).isNull();
  }

  @Test
  void bringsInWhatIsLeftAndThenTells() {
    read(true, 300L, SECOND);
    tell(10, SECOND);
    assertThat(drain(50)).isEqualTo(Duration.ofSeconds(8));
    read(true, null, SECOND);
    assertThat(drain(50)).isEqualTo(Duration.ofSeconds(5));
  }

  /** Else each look that goes back further would be taken for a burst. */
  @Test
  void leavesOutPagesOfOrdersThatAreInSinceBefore() {
    read(true, 300L, SECOND);
    for (int i = 0; i < 20; i++) {
      read(false, 9_000L, Duration.ofMillis(100));
    }
    assertThat(drain(0)).isEqualTo(Duration.ofSeconds(3));
    read(false, null, Duration.ofMillis(100));
    assertThat(drain(0)).isEqualTo(Duration.ZERO);
  }

  /** What is looked at again between two pushes is looked at between those that follow, too. */
  @Test
  void countsWhatIsDoneBetweenPushesAndNotWhatNewOrdersTook() {
    tell(10, SECOND);
    read(false, null, SECOND);
    Instant begin = now;
    read(false, 100L, Duration.ofSeconds(10));
    read(true, null, Duration.ofSeconds(30));
    paces.broughtIn(account, begin, now);
    tell(10, SECOND);
    assertThat(drain(100).toMillis()).isBetween(15_000L, 16_000L);
  }

  @Test
  void countsNoTimeInWhichNothingIsToBeTold() {
    tell(10, SECOND);
    paces.rests(account);
    now = now.plusSeconds(30);
    tell(10, SECOND);
    assertThat(drain(100)).isEqualTo(Duration.ofSeconds(10));
    now = now.plusSeconds(3_600); // the day's calls were spent
    tell(10, SECOND);
    assertThat(drain(100)).isEqualTo(Duration.ofSeconds(10));
  }

  /** Its listings are told once it is known what they should show. */
  @Test
  void waitsForWhatIsStillToBeComputed() {
    tell(10, SECOND);
    compute(100, 200);
    assertThat(drain(0)).isEqualTo(Duration.ofSeconds(2));
    assertThat(drain(50)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(7));
    compute(100, 0);
    assertThat(drain(50)).isEqualTo(Duration.ofSeconds(5));
  }

  /** What was told meanwhile is due again. */
  @Test
  void believesThatOrdersMakeAsManyListingsDueAsWereAtMost() {
    Account other = PusherTest.account(2, Account.State.ACTIVE);
    tell(10, SECOND);
    drain(100);
    paces.read(other, page(1_000L), true, now, now = now.plus(SECOND));
    assertThat(drains(other, 40)).isBetween(Duration.ofSeconds(19), Duration.ofSeconds(20));
    paces.read(other, page(null), true, now, now = now.plus(SECOND));
    paces.rests(account);
    assertThat(drains(other, 40)).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void waitsForNoOrdersOfWhoIsNotAsked() {
    Account paused = PusherTest.account(2, Account.State.PAUSED);
    tell(10, SECOND);
    paces.read(paused, page(1_000L), true, now, now = now.plus(SECOND));
    assertThat(paces.drains(account.seller(), List.of(account, paused), any -> 0, now))
        .containsExactly(Duration.ZERO, null);
  }

  private @Nullable Duration drains(Account other, long due) {
    return paces
        .drains(account.seller(), List.of(account, other), one -> one == account ? due : 0, now)
        .getFirst();
  }

  /** A machine that has room holds nobody up. */
  @Test
  void sharesTheProcessorOnlyWhileItIsBusy() {
    Account other = tellTogether();
    assertThat(drains(100, other, 40))
        .containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(4));
    isBusy = true;
    assertThat(drains(100, other, 40))
        .containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(4));
  }

  /** Each told ten in a second while the other and what is computed did: alone it tells thirty. */
  @Test
  void becomesQuickerAsOthersAreThrough() {
    Account other = tellTogether();
    paces.computed(account.seller(), 10, 0, now.minus(SECOND), now);
    assertThat(drains(60, other, 0).getFirst()).isEqualTo(Duration.ofSeconds(6));
    isBusy = true;
    assertThat(drains(60, other, 0).getFirst()).isEqualTo(Duration.ofSeconds(2));
    now = now.plusSeconds(3_600); // nobody was at work
    for (int i = 0; i < 100; i++) {
      tell(30, SECOND);
      paces.rests(account);
    }
    assertThat(drains(60, other, 0).getFirst())
        .as("for long it was the only one that was at work")
        .isBetween(Duration.ofMillis(2_000), Duration.ofMillis(2_200));
  }

  private Account tellTogether() {
    Account other = PusherTest.account(2, Account.State.ACTIVE);
    paces.told(other, 10, now, now.plus(SECOND));
    tell(10, SECOND);
    return other;
  }

  private List<@Nullable Duration> drains(long due, Account other, long othersDue) {
    return paces.drains(
        account.seller(), List.of(account, other), one -> one == account ? due : othersDue, now);
  }

  /** Whose turn it was just now says little of whose it will be. */
  @Test
  void believesAccountsOfATypeToBeAsQuickAsEachOtherWhileTheyShareIt() {
    Account other = PusherTest.account(2, Account.State.ACTIVE);
    tell(30, SECOND);
    paces.told(other, 10, now, now = now.plus(SECOND));
    assertThat(drains(other, 60)).isEqualTo(Duration.ofSeconds(2));
    isBusy = true;
    assertThat(drains(other, 60)).isEqualTo(Duration.ofSeconds(3));
  }

  /** A poll each minute brings 100 in, at 100 a second; ten listings are told in a second. */
  @Test
  void countsWhatCameSinceTheLastPollWhilePollsAreLate() {
    tell(10, SECOND);
    Instant first = now;
    read(true, null, SECOND);
    now = first.plusSeconds(60);
    read(true, null, SECOND);
    now = first.plusSeconds(90);
    assertThat(drain(10)).as("with room").isEqualTo(SECOND);
    isBusy = true;
    assertThat(drain(10)).as("50 more").isEqualTo(Duration.ofMillis(1_500));
    assertThat(drain(0)).as("at rest").isEqualTo(Duration.ZERO);
    now = first.plusSeconds(500);
    assertThat(drain(10))
        .as("100 more: the others may not have come")
        .isEqualTo(SECOND.multipliedBy(2));
    read(false, null, SECOND);
    assertThat(drain(10)).as("there were none").isEqualTo(SECOND);
  }

  private @Nullable Duration drain(long due) {
    return paces.drains(account.seller(), List.of(account), any -> due, now).getFirst();
  }

  /**
   * @param left null: it is the last page
   */
  private void read(boolean isAnyNew, @Nullable Long left, Duration took) {
    paces.read(account, page(left), isAnyNew, now, now = now.plus(took));
  }

  private static OrderPage page(@Nullable Long left) {
    RemoteOrder order = new RemoteOrder("1", "paid", NOON, null, null, List.of(), null, null);
    return new OrderPage(
        Collections.nCopies(100, order), left == null ? null : new Cursor("next"), left);
  }

  private void compute(int products, long left) {
    paces.computed(account.seller(), products, left, now, now = now.plus(SECOND));
  }

  private void tell(int listings, Duration took) {
    paces.told(account, listings, now, now = now.plus(took));
  }
}
