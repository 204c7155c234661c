package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnsTest {

  private static final Pattern TITLE = Pattern.compile("<th scope=\"col\"[^>]*>([^<]+)</th>");

  /** The head of the table of which columns can be left out. */
  private static final Pattern HEAD =
      Pattern.compile("(?s)<table class=\"[^\"]*\\$\\{(shell\\.)?hides.*?</thead>");

  private static final Map<String, String> TEMPLATES =
      Map.ofEntries(
          Map.entry("/stock", "stock.jte"),
          Map.entry("/orders", "orders.jte"),
          Map.entry("/reservations", "reservations.jte"),
          Map.entry("/receiving", "purchases.jte"),
          Map.entry("/batches", "batches.jte"),
          Map.entry("/imports", "imports.jte"),
          Map.entry("/held-changes", "heldChanges.jte"),
          Map.entry("/verification-records", "tag/verificationRecords.jte"),
          Map.entry("/listings", "tag/listings.jte"),
          Map.entry("/reconciliations", "reconciliations.jte"),
          Map.entry("/sync", "sync.jte"),
          Map.entry("/journal", "tag/movements.jte"),
          Map.entry("/alerts", "alerts.jte"),
          Map.entry("/settings/audit", "audit.jte"));

  static Set<String> lists() {
    return Columns.LISTS;
  }

  /** They are left out by their place; no two of them have one name. */
  @ParameterizedTest
  @MethodSource("lists")
  void areThoseOfTheirList(String list) throws IOException {
    String page = Files.readString(Path.of("src/main/jte", TEMPLATES.get(list)));
    Matcher head = HEAD.matcher(page);
    assertThat(head.find()).as("%s has a table whose columns can be left out", list).isTrue();
    List<String> titles =
        TITLE.matcher(head.group()).results().map(title -> title.group(1)).toList();

    assertThat(Columns.of(list).orElseThrow().all()).isEqualTo(titles).doesNotHaveDuplicates();
    assertThat(Columns.of(list).orElseThrow().choices()).hasSize(titles.size() - 1);
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
