package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DemoBoardTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Instant now = Shell.NOW;

  @Test
  void isPaintedOverItselfOnATerminal() {
    DemoBoard board = board(new Screen(true, true, true, 140), false);

    board.show("12:00: 1 order in", rows(1));
    board.show("12:30: 2 orders in", rows(2));
    board.clear();

    assertThat(text()).contains("| magento |         1 |", "| magento |         2 |");
    assertThat(text().split("\033\\[6A\033\\[J", -1)).as("six lines, taken away twice").hasSize(3);
    assertThat(text()).endsWith("\033[6A\033[J");
  }

  @Test
  void isALineNowAndThenWhereNobodyWatches() {
    DemoBoard board = board(Screen.NONE, false);

    board.show("12:00: 1 order in", rows(1));

    assertThat(text()).isEqualTo("  12:00: 1 order in\n");
    assertThat(board.isDue()).isFalse();
    now = now.plusSeconds(10);
    assertThat(board.isDue()).isTrue();
  }

  @Test
  void saysNothingWhereQuietIsWanted() {
    assertThat(board(new Screen(true, true, true, 140), true).isDue()).isFalse();
  }

  private DemoBoard board(Screen screen, boolean isQuiet) {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new DemoBoard(
        new Shell().on(screen).at(() -> now).surroundings(stream, stream), isQuiet);
  }

  private String text() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static List<JsonNode> rows(int orders) {
    var row = Json.object();
    DemoScore.SHOP.forEach(column -> row.put(column.field(), 0));
    return List.of(row.put("channel", "magento").put("orders", orders));
  }
}
