package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AdjustmentTextTest {

  @Test
  void readsLinesWithAndWithoutALocation() {
    assertThat(AdjustmentText.read("TEA,shop,+12\n\n CUP , -1 \n", "store"))
        .containsExactly(line("TEA", "shop", "+12"), line("CUP", "store", "-1"));
  }

  @Test
  void readsWhatIsCopiedOutOfASpreadsheet() {
    String copied = "SKU\tLocation\tQuantity\nTEA, green\tshop\t3\n";

    assertThat(AdjustmentText.read(copied, "")).containsExactly(line("TEA, green", "shop", "3"));
    assertThat(AdjustmentText.read("TEA;3", "shop")).containsExactly(line("TEA", "shop", "3"));
  }

  @Test
  void takesAProductOfTheNameSkuForOne() {
    assertThat(AdjustmentText.read("sku,3", "shop")).containsExactly(line("sku", "shop", "3"));
  }

  @Test
  void comesBackAsItWasWritten() {
    List<AdjustmentLine> lines =
        List.of(new AdjustmentLine("A,\"B\";1", "shop", "-2", "7"), line("C", "", "4"));

    assertThat(AdjustmentText.read(AdjustmentText.writeSeen(lines), "")).isEqualTo(lines);
  }

  @Test
  void saysWhichLineIsNone() {
    assertThatThrownBy(() -> AdjustmentText.read("TEA,1\nCUP\n", ""))
        .hasMessageContaining("Line 2 must be SKU,quantity");
    assertThatThrownBy(() -> AdjustmentText.read("TEA,1\n\"CUP,1\n", ""))
        .hasMessageContaining("quote that is not closed");
    assertThatThrownBy(() -> AdjustmentText.read("TEA,1\n".repeat(1_001), ""))
        .hasMessageContaining("more than 1,000 lines");
  }

  private static AdjustmentLine line(String sku, String location, String units) {
    return new AdjustmentLine(sku, location, units, "");
  }
}
