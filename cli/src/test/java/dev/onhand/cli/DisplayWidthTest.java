package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayWidthTest {

  @ParameterizedTest
  @CsvSource({
    "mug, 3",
    "Größe, 5",
    "Gro\u0308ße, 5",
    "漢字, 4",
    "カップ, 6",
    "한국, 4",
    "Ａ１, 4",
    "☕, 2",
    "✔, 1",
    "✔\ufe0f, 2",
    "👩‍🚀, 2",
    "👍🏽, 2",
    "🇱🇺, 2",
    "🔄 on, 5",
    "…, 1"
  })
  void countsTheColumnsThatATerminalUses(String text, int columns) {
    assertThat(DisplayWidth.of(text)).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource({
    "White mug, 9, White mug",
    "White mug, 8, White m…",
    "White mug, 1, …",
    "漢字漢字, 8, 漢字漢字",
    "漢字漢字, 7, 漢字漢…",
    "漢字漢字, 6, 漢字…",
    "x👩‍🚀y, 3, x…",
    "e\u0301e\u0301e\u0301, 2, e\u0301…"
  })
  void cutsBetweenCharactersAsPeopleSeeThem(String text, int columns, String cut) {
    assertThat(DisplayWidth.cut(text, columns)).isEqualTo(cut);
    assertThat(DisplayWidth.of(cut)).isLessThanOrEqualTo(columns);
  }
}
