package dev.onhand.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.onhand.store.testing.FaultProxy;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.Toxic;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

class DatabaseClockIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private final AtomicLong nanos = new AtomicLong();

  @Test
  void addsWhatPassedUntilItAsksAgain() {
    DatabaseClock clock = new DatabaseClock(DATABASE.database().platform(), nanos::get);
    Instant first = clock.instant();
    assertThat(first).as("one machine").isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));

    nanos.addAndGet(Duration.ofSeconds(14).toNanos());
    assertThat(clock.instant()).isEqualTo(first.plusSeconds(14));
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(clock.instant())
        .as("it asked, and no hour has passed")
        .isCloseTo(first, within(1, ChronoUnit.MINUTES));
  }

  @Test
  void goesOnWhileTheDatabaseIsAway() {
    int port = Integer.parseInt(DATABASE.settings().url().replaceAll(".*:(\\d+)/.*", "$1"));
    try (FaultProxy proxy = FaultProxy.before(port)) {
      PGSimpleDataSource through = new PGSimpleDataSource();
      through.setUrl(proxy.through(DATABASE.settings().url()));
      through.setUser(DATABASE.settings().login().user());
      through.setPassword(DATABASE.settings().login().password().reveal());
      DatabaseClock clock = new DatabaseClock(through, nanos::get);
      Instant first = clock.instant();
      Toxic down = proxy.add(new Toxic.Down());

      nanos.addAndGet(Duration.ofMinutes(1).toNanos());
      assertThat(clock.instant()).isEqualTo(first.plusSeconds(60));
      assertThat(proxy.fired(down)).as("it asked").isPositive();
    }
  }
}
