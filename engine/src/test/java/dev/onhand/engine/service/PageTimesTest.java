package dev.onhand.engine.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTimesTest {

  private final PageTimes times = new PageTimes();

  @Test
  void saysWhatNineteenOfTwentyPagesDidNotExceed() {
    add(95, Duration.ofMillis(20));
    add(5, Duration.ofMillis(300));
    assertThat(PageTimes.BOUNDS.p95(taken())).hasValue(Duration.ofMillis(20));

    add(94, Duration.ofMillis(20));
    add(6, Duration.ofNanos(20_000_001));
    assertThat(PageTimes.BOUNDS.p95(taken())).hasValue(Duration.ofMillis(25));
  }

  @Test
  void saysNothingOfNoPagesNorOfThoseBeyondAllBounds() {
    assertThat(PageTimes.BOUNDS.p95(List.of())).isEmpty();
    assertThat(PageTimes.BOUNDS.p95(taken())).isEmpty();

    add(9, Duration.ofMillis(1));
    add(1, Duration.ofHours(1));
    assertThat(PageTimes.BOUNDS.p95(taken())).isEmpty();
  }

  @Test
  void countsEachPageOnce() {
    add(3, Duration.ofMillis(7));
    assertThat(times.take()).contains(3);
    assertThat(times.take()).containsOnly(0);
  }

  private void add(int pages, Duration took) {
    for (int i = 0; i < pages; i++) {
      times.add(took);
    }
  }

  private List<Long> taken() {
    return Arrays.stream(times.take()).boxed().toList();
  }
}
