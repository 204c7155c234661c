package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.http.Purpose;
import dev.onhand.engine.channels.CallCount;
import dev.onhand.server.pages.CallChart.Series;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CallChartTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

  @Test
  void hasEachChannelsCallsOfEachDay() {
    CallChart chart =
        CallChart.of(
            new TreeMap<>(
                Map.of(
                    "shop", List.of(new CallCount(DAY.plusDays(1), Purpose.PUSH, 7, 2)),
                    "web",
                        List.of(
                            new CallCount(DAY, Purpose.PUSH, 1, 0),
                            new CallCount(DAY, Purpose.LOGIN, 3, 1)))));

    assertThat(chart)
        .isEqualTo(
            new CallChart(
                List.of("2026-11-20", "2026-11-21"),
                List.of(
                    new Series("shop", List.of(0L, 7L), 2),
                    new Series("web", List.of(4L, 0L), 1))));
  }
}
