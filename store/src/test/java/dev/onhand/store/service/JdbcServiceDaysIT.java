package dev.onhand.store.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.engine.service.PageTimes;
import dev.onhand.engine.service.ServiceDays;
import dev.onhand.engine.service.ServiceDays.Served;
import dev.onhand.store.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

class JdbcServiceDaysIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private static final Instant START = Instant.parse("2026-03-01T23:58:20Z");
  private static final long[] NO_PAGES = new long[PageTimes.BOUNDS.size()];

  private final ServiceDays days = new JdbcServiceDays(DATABASE.database().platform());

  @AfterEach
  void forget() {
    JdbcClient.create(DATABASE.database().platform()).sql("delete from service_day").update();
  }

  private void up(Instant from, int minutes) {
    for (int minute = 0; minute < minutes; minute++) {
      days.note(from.plus(Duration.ofMinutes(minute)), NO_PAGES);
    }
  }

  @Test
  void countsMinutesThatAreOverSinceTheFirstOne() {
    assertThat(days.served(30, START).minutes()).isZero();
    up(START, 1);
    assertThat(days.served(30, START.plusSeconds(20)).minutes()).isZero();

    up(START, 4); // over midnight
    Instant later = START.plus(Duration.ofMinutes(9));
    assertThat(days.served(30, later))
        .extracting(Served::minutes, Served::up)
        .containsExactly(9L, 4L);

    days.note(later, NO_PAGES);
    assertThat(days.served(30, later))
        .extracting(Served::minutes, Served::up)
        .containsExactly(9L, 4L);
  }

  @Test
  void countsAMinuteOfTwoNodesOnceAndThePagesOfBoth() {
    long[] pages = NO_PAGES.clone();
    pages[3] = 5;
    days.note(START, pages);
    days.note(START.plusSeconds(10), pages);
    days.note(START.plus(Duration.ofHours(3)), pages);

    Served served = days.served(30, START.plus(Duration.ofHours(3)));
    assertThat(served.up()).isEqualTo(1);
    assertThat(served.pages().get(3)).isEqualTo(15);
    assertThat(served.pages()).hasSize(NO_PAGES.length).containsOnly(0L, 15L);
  }

  @Test
  void countsTheLastDaysOfWhichOneWasDownAlthoughNothingIsNotedOfIt() {
    up(START, 1);
    Instant back = START.plus(Duration.ofDays(40));
    assertThat(days.served(30, back))
        .extracting(Served::minutes, Served::up)
        .containsExactly(29L * 1440 + 1438, 0L);
    up(back, 2);
    assertThat(days.served(30, back.plusSeconds(60)).up()).isEqualTo(1);
  }

  @Test
  void forgetsDaysOfLongAgo() {
    up(START, 1);
    days.note(START.plus(Duration.ofDays(ServiceDays.DAYS_KEPT)), NO_PAGES);
    assertThat(kept()).isEqualTo(2);
    days.note(START.plus(Duration.ofDays(ServiceDays.DAYS_KEPT + 1)), NO_PAGES);
    assertThat(kept()).isEqualTo(2);
  }

  private long kept() {
    return JdbcClient.create(DATABASE.database().platform())
        .sql("select count(*) from service_day")
        .query(Long.class)
        .single();
  }
}
