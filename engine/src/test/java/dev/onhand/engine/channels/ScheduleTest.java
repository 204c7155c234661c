package dev.onhand.engine.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When what is due, also where channels live a day again in a minute. */
class ScheduleTest {

  private static final Instant DONE = Instant.parse("2026-11-21T12:00:00Z");
  private static final Instant NOW = DONE.plusMillis(1);

  private static final ChannelTime HURRIED = new ChannelTime(600);

  /** Asked for orders each minute; all of it was done at one time. */
  private static final Account ACCOUNT =
      PusherTest.account(
          1,
          Account.State.ACTIVE,
          new Account.Orders(DONE, DONE, null, null, null, null),
          new Account.Reading(DONE, DONE, null, 1, null, DONE));

  @Test
  void channelIsAskedAsOftenAsItsAccountSaysAndReadEachHour() {
    Schedule schedule = new Schedule(ChannelTime.REAL);
    assertThat(schedule.ordersDueAt(ACCOUNT, NOW)).isEqualTo(DONE.plusSeconds(60));
    assertThat(schedule.checkDueAt(ACCOUNT, NOW)).isEqualTo(DONE.plusSeconds(15 * 60));
    assertThat(schedule.readDueAt(ACCOUNT, NOW)).isEqualTo(DONE.plusSeconds(3_600));
    assertThat(schedule.dueAt(ACCOUNT, NOW)).contains(DONE.plusSeconds(60));
    assertThat(schedule.isReadOld(DONE, DONE.plusSeconds(3_599))).isFalse();
    assertThat(schedule.isReadOld(DONE, DONE.plusSeconds(3_600))).isTrue();
  }

  @Test
  void allOfItComesSoonerForChannelsThatLiveFaster() {
    Schedule schedule = new Schedule(HURRIED);
    assertThat(schedule.ordersDueAt(ACCOUNT, NOW)).isEqualTo(DONE.plusMillis(100));
    assertThat(schedule.checkDueAt(ACCOUNT, NOW)).isEqualTo(DONE.plusMillis(1_500));
    assertThat(schedule.readDueAt(ACCOUNT, NOW)).isEqualTo(DONE.plusSeconds(6));
    assertThat(schedule.dueAt(ACCOUNT, NOW)).contains(DONE.plusMillis(100));
    assertThat(schedule.isReadOld(DONE, DONE.plusSeconds(6))).isTrue();
  }

  @Test
  void suchChannelsAllowAsManyCallsInLessTime() {
    Limits there =
        new Limits(
            50,
            List.of(new Limits.Rate("calls", 200, Duration.ofMinutes(1))),
            Duration.ofMillis(1));
    Limits here = HURRIED.of(there);
    assertThat(here.batchMax()).isEqualTo(50);
    assertThat(here.rates()).containsExactly(new Limits.Rate("calls", 200, Duration.ofMillis(100)));
    assertThat(here.throttledWait()).as("no wait is none at all").isEqualTo(Duration.ofMillis(1));
    assertThat(ChannelTime.REAL.of(there)).isEqualTo(there);
  }
}
