package dev.onhand.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanLinesTest {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  private static List<String> read(String text) {
    return ScanLines.read(text, "form", NOW).stream()
        .map(scan -> scan.code() + " " + scan.scan().units())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sku,quantity\n", "GTIN,units\r\n", "\ufeffcode,units\n", ""})
  void readsACodeAndItsUnitsALine(String header) {
    assertThat(read(header + "MUG-1,3\n\n4006381333931,-2\n\"CUP, blue\",1\nTEA\n"))
        .containsExactly("MUG-1 3", "4006381333931 -2", "CUP, blue 1", "TEA 1");
  }

  @Test
  void takesTheSeparatorOfTheFirstLine() {
    assertThat(read("sku;units\nMUG-1;3\n")).containsExactly("MUG-1 3");
    assertThat(read("MUG-1\t3\n")).containsExactly("MUG-1 3");
  }

  @Test
  void namesScansByTheirLines() {
    assertThat(ScanLines.read("A,1\nB,2", "form", NOW))
        .extracting(NewScan::id)
        .containsExactly("form-1", "form-2");
  }

  @Test
  void saysWhichLineItDoesNotUnderstand() {
    assertThatThrownBy(() -> read("A,1\nB,two\n")).hasMessageStartingWith("line 2: units");
    assertThatThrownBy(() -> read("A,1,9\n")).hasMessageContaining("line 1 has 3 fields");
    assertThatThrownBy(() -> read(",1\n")).hasMessageStartingWith("line 1: ");
    assertThatThrownBy(() -> read("\"A\"x,1\n")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> read(" \n")).hasMessageContaining("has none");
    assertThatThrownBy(() -> read("A\n".repeat(ScanLines.MAX + 1))).hasMessageContaining("at most");
  }
}
