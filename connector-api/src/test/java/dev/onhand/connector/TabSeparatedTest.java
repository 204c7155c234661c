package dev.onhand.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TabSeparatedTest {

  @Test
  void columnsAreFoundByName() {
    assertThat(TabSeparated.cells("title\tsku\tunits\nOne\tA\t1\r\nTwo\tB\t\n", "units", "sku"))
        .containsExactly(List.of("1", "A"), List.of("", "B"));
  }

  @Test
  void aQuoteIsALetter() {
    assertThat(TabSeparated.cells("title\tsku\n\"One\tA\nTwo\"\t\"B\"\n", "sku"))
        .containsExactly(List.of("A"), List.of("\"B\""));
  }

  @Test
  void aRowThatIsCutShortIsLeftOut() {
    assertThat(TabSeparated.cells("title\tsku\nOne\n\nTwo\tB", "sku"))
        .containsExactly(List.of("B"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sku\n", "sku\tTITLE\nA\tOne"})
  void aColumnThatIsNotThereIsSaid(String report) {
    assertThatThrownBy(() -> TabSeparated.cells(report, "sku", "title"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the report has no column");
  }
}
