package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.batches.ProgressBody;
import org.junit.jupiter.api.Test;

class BatchProgressTest {

  private static String count(int lines, int scanned, int posted, int changed, int refused) {
    return BatchProgress.said(
        new ProgressBody(lines, scanned, posted, changed, refused, 9, 2, 1, null), true);
  }

  private static String topUp(int lines, int units, int posted, int added) {
    return BatchProgress.said(
        new ProgressBody(lines, lines, posted, posted, 0, units, added, 0, null), false);
  }

  @Test
  void saysHowFarACountIs() {
    assertThat(count(0, 0, 0, 0, 0)).isEmpty();
    assertThat(count(1_200, 0, 0, 0, 0)).isEqualTo("None of 1,200 lines counted.");
    assertThat(count(1_200, 37, 0, 0, 0)).isEqualTo("37 of 1,200 lines counted.");
    assertThat(count(1, 1, 0, 0, 0)).isEqualTo("1 line, all counted.");
  }

  @Test
  void saysWhatACountCameTo() {
    assertThat(count(12, 12, 12, 3, 0))
        .isEqualTo(
            "12 lines, all posted: 9 as in the books, 3 changed (2 units added, 1 removed).");
    assertThat(count(12, 12, 10, 0, 2))
        .isEqualTo(
            "10 of 12 lines posted: 10 as in the books, 0 changed (2 units added, 1 removed). The books refused 2 lines.");
  }

  @Test
  void saysHowFarATopUpIs() {
    assertThat(topUp(0, 0, 0, 0)).isEmpty();
    assertThat(topUp(3, 14, 0, 0)).isEqualTo("14 units of 3 products scanned.");
    assertThat(topUp(3, 14, 2, 9)).isEqualTo("2 of 3 lines posted: 9 units added.");
  }
}
