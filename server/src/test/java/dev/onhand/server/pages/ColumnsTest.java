package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {

  private static final Pattern TITLE = Pattern.compile("<th scope=\"col\"[^>]*>([^<]+)</th>");

  /** They are left out by their place. */
  @ParameterizedTest
  @CsvSource({
    "/stock, stock.jte",
    "/orders, orders.jte",
    "/listings, tag/listings.jte",
    "/journal, tag/movements.jte"
  })
  void areThoseOfTheirList(String list, String template) throws IOException {
    String page = Files.readString(Path.of("src/main/jte", template));
    List<String> titles =
        TITLE.matcher(page).results().map(title -> title.group(1)).limit(9).toList();

    assertThat(Columns.of(list).orElseThrow().all()).isEqualTo(titles);
  }

  @Test
  void oneIsAlwaysThereAndWhatIsNoneIsPassedOver() {
    Columns stock = Columns.of("/stock").orElseThrow();

    assertThat(stock.choices()).doesNotContain("SKU").contains("Name");
    assertThat(stock.without(List.of("SKU", "Nonsense")).hidden()).isEmpty();
    assertThat(stock.without(List.of("Buffer", "Name")).classes(1)).isEqualTo("hide-3 hide-9");
    assertThat(Columns.of("/reports")).isEmpty();
  }
}
