package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.engine.stock.TimeAxis;
import dev.onhand.server.pages.Curve.Point;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurveTest {

  @Test
  void isWrittenAsPairsOfTimeAndUnits() {
    Curve curve =
        new Curve(
            List.of(
                new Point(Instant.ofEpochMilli(1_000), 4),
                new Point(Instant.ofEpochMilli(2_000), 0)),
            TimeAxis.OCCURRED);

    assertThat(curve.json()).isEqualTo("[[1000,4],[2000,0]]");
  }
}
