package dev.onhand.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageSinceTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void beginsAtTheTimeThatIsAskedFor() {
    assertThat(PageSince.of(NOON, Cursor.START)).isEqualTo(new PageSince(NOON, 1));
  }

  @Test
  void goesOnAtTheTimeOfTheLastRow() {
    Cursor next = new PageSince(NOON, 3).next(NOON.plusSeconds(5));

    assertThat(PageSince.of(NOON, next)).isEqualTo(new PageSince(NOON.plusSeconds(5), 1));
  }

  @Test
  void goesOnByNumberWhereAllRowsHaveOneTime() {
    assertThat(PageSince.of(NOON, new PageSince(NOON, 1).next(NOON)))
        .isEqualTo(new PageSince(NOON, 2));
    assertThat(PageSince.of(NOON, new PageSince(NOON, 1).next(NOON.minusSeconds(1))))
        .isEqualTo(new PageSince(NOON, 2));
  }

  @Test
  void linesOfOneIdAreOneLine() {
    RemoteOrder.Line one = new RemoteOrder.Line("A", "A", "A", null, 2, 1, 0, null);
    RemoteOrder.Line other = new RemoteOrder.Line("B", "B", "B", null, 1, 0, 1, null);
    RemoteOrder.Line again = new RemoteOrder.Line("A", "A", "A", null, 3, 0, 2, null);

    assertThat(RemoteOrder.joined(List.of(one, other, again)))
        .containsExactly(new RemoteOrder.Line("A", "A", "A", null, 5, 1, 2, null), other);
  }
}
