package dev.onhand.core.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplayTest {

  private static final Setup.Budget FREE = new Setup.Budget(10, null, null, null);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static Setup buffers(long a, long b) {
    return PastShop.listed(MINUTE, FREE, a, b);
  }

  /** The last one, sold twice within the time that a listing takes to follow. */
  private static PastShop lastOneSoldTwice() {
    return new PastShop(1)
        .pass(Duration.ofHours(1))
        .sells("a", 1)
        .pass(Duration.ofSeconds(5))
        .sells("b", 1)
        .pass(Duration.ofHours(1));
  }

  @Test
  void isWhatHappenedUnderTheSameSettings() {
    Replayed replayed = lastOneSoldTwice().replay(buffers(0, 0), buffers(0, 0));
    assertThat(replayed.examples()).isEmpty();
    assertThat(replayed.changed()).isEqualTo(replayed.unchanged());
    assertThat(replayed.unchanged().oversoldUnits()).isEqualTo(1);
    assertThat(replayed.unchanged().backorderedUnits()).isEqualTo(1);
  }

  @Test
  void bufferLosesTheSaleThatWouldHaveBeenOneTooMany() {
    Tally changed = lastOneSoldTwice().replay(buffers(0, 0), buffers(0, 1)).changed();
    assertThat(changed.oversoldUnits()).isZero();
    assertThat(changed.lostUnits()).isEqualTo(1);
    assertThat(changed.orders()).isEqualTo(1);
    assertThat(changed.backorderedUnits()).isZero();
  }

  /** Then one was reserved, though there was enough for both. */
  @Test
  void saysWhereItIsNotWhatHappened() {
    Replayed replayed = new PastShop(1, 5).sells("a", 2).replay(buffers(0, 0), buffers(0, 0));
    assertThat(replayed.differences()).isEqualTo(2);
    assertThat(replayed.examples())
        .containsExactly(
            "order a/1: then reserve 1 of MUG at house, here reserve 2 of MUG at house",
            "MUG at house: 4 available and 1 reserved then, 3 and 2 here");
  }

  @Test
  void whatIsNotLostIsServedFromWhatTheBufferSaved() {
    Tally changed =
        lastOneSoldTwice().receives(1).sells("a", 1).replay(buffers(0, 0), buffers(0, 1)).changed();
    assertThat(changed.backorderedUnits()).isZero();
  }

  @Test
  void listingIsToldWithinItsBudget() {
    PastShop shop = new PastShop(50);
    for (int i = 0; i < 20; i++) {
      shop.pass(Duration.ofMinutes(10)).sells("a", 1);
    }
    shop.pass(Duration.ofMinutes(10));
    Setup narrow = PastShop.listed(MINUTE, new Setup.Budget(10, null, 3, null), 0, 0);
    Replayed replayed = shop.replay(buffers(0, 0), narrow);
    assertThat(replayed.unchanged().pushes()).as("b follows each sale of a").isEqualTo(20);
    assertThat(replayed.unchanged().staleMinutes()).isEqualTo(20);
    assertThat(replayed.changed().calls()).isEqualTo(3);
    assertThat(replayed.changed().staleMinutes()).isGreaterThan(100);
    Setup rare = PastShop.listed(MINUTE, new Setup.Budget(10, null, null, 2), 0, 0);
    assertThat(shop.replay(buffers(0, 0), rare).changed().pushes()).isEqualTo(2);
  }

  @Test
  void slowerCallsLeaveListingsStaleForLonger() {
    PastShop shop = new PastShop(50);
    for (int i = 0; i < 20; i++) {
      shop.pass(Duration.ofSeconds(90)).sells("a", 1);
    }
    Replayed replayed =
        shop.pass(Duration.ofHours(1))
            .replay(buffers(0, 0), PastShop.listed(MINUTE.multipliedBy(5), FREE, 0, 0));
    assertThat(replayed.changed().staleMinutes())
        .isGreaterThan(replayed.unchanged().staleMinutes());
  }

  /** A day of buyers, by a seed. */
  private static PastShop day(long seed) {
    Random random = new Random(seed);
    PastShop shop = new PastShop(random.nextInt(20));
    for (int i = 0; i < 200; i++) {
      shop.pass(Duration.ofSeconds(random.nextInt(120)));
      if (random.nextInt(20) == 0) {
        shop.receives(1 + random.nextInt(20));
      } else {
        shop.sells(random.nextBoolean() ? "a" : "b", 1 + random.nextInt(2));
      }
    }
    return shop.pass(Duration.ofHours(1));
  }

  /**
   * Over many days: what one buyer did not get is there for a later one, so that of a single day it
   * need not be so to the unit.
   */
  @Test
  void largerBufferLosesMoreAndOversellsLess() {
    long lostBefore = -1;
    long oversoldBefore = Long.MAX_VALUE;
    for (long buffer = 0; buffer <= 8; buffer += 2) {
      long lost = 0;
      long oversold = 0;
      for (long seed = 1; seed <= 50; seed++) {
        Replayed replayed = day(seed).replay(buffers(0, 0), buffers(buffer, buffer));
        assertThat(replayed.examples()).as("seed %d", seed).isEmpty();
        lost += replayed.changed().lostUnits();
        oversold += replayed.changed().oversoldUnits();
      }
      assertThat(lost).as("buffer %d", buffer).isGreaterThan(lostBefore);
      assertThat(oversold).as("buffer %d", buffer).isLessThan(oversoldBefore);
      lostBefore = lost;
      oversoldBefore = oversold;
    }
  }
}
