package dev.onhand.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private final HandClock clock = new HandClock();
  private final Faults faults = new Faults(clock, new SplittableRandom(3));

  @Test
  void comesSoManyTimesAndNoMore() {
    faults.next(Fault.RESET, 2);
    assertThat(times(Fault.RESET, Purpose.PUSH, 5)).isEqualTo(2);
    assertThat(faults.fired(Fault.RESET)).isEqualTo(2);
  }

  @Test
  void comesInCallsForItsPurposeOnly() {
    faults.next(Fault.RESET, Purpose.PUSH, 1);
    assertThat(times(Fault.RESET, Purpose.ORDER_POLL, 5)).isZero();
    assertThat(times(Fault.SILENCE, Purpose.PUSH, 5)).isZero();
    assertThat(times(Fault.RESET, Purpose.PUSH, 5)).isOne();
  }

  @Test
  void stormLastsItsTime() {
    faults.during(Fault.THROTTLED, Duration.ofMinutes(10));
    assertThat(times(Fault.THROTTLED, Purpose.PUSH, 3)).isEqualTo(3);
    clock.advance(Duration.ofMinutes(10));
    assertThat(times(Fault.THROTTLED, Purpose.PUSH, 3)).isZero();
  }

  @Test
  void takesItsShareByChance() {
    faults.rate(Fault.RESET, 0.2);
    assertThat(times(Fault.RESET, Purpose.PUSH, 1_000)).isBetween(150, 250);
  }

  @Test
  void stopsWhenTold() {
    faults.rate(Fault.RESET, 1);
    faults.rate(Fault.SILENCE, 1);
    faults.stop(Fault.RESET);
    assertThat(times(Fault.RESET, Purpose.PUSH, 1)).isZero();
    assertThat(times(Fault.SILENCE, Purpose.PUSH, 1)).isOne();
    faults.stop();
    assertThat(times(Fault.SILENCE, Purpose.PUSH, 1)).isZero();
  }

  @Test
  void shareIsAShare() {
    assertThatIllegalArgumentException().isThrownBy(() -> faults.rate(Fault.RESET, 1.5));
    assertThatIllegalArgumentException().isThrownBy(() -> faults.next(Fault.RESET, 0));
  }

  private int times(Fault fault, Purpose purpose, int chances) {
    return (int) IntStream.range(0, chances).filter(_ -> faults.fires(fault, purpose)).count();
  }
}
