package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlainTest {

  static Stream<Arguments> harmful() {
    return Stream.of(
        arguments("\u001b[31mred", "\\u001b[31mred"),
        arguments("two\nlines", "two\\nlines"),
        arguments("back\rover", "back\\rover"),
        arguments("a\tb", "a\\tb"),
        arguments("\u009b2J", "\\u009b2J"),
        arguments("\u202eevil", "\\u202eevil"),
        arguments("\u2028next", "\\u2028next"),
        arguments("zero\u200bwidth", "zero\\u200bwidth"),
        arguments("bell\u0007", "bell\\u0007"));
  }

  @ParameterizedTest
  @MethodSource("harmful")
  void writesWhatATerminalWouldObeyAsEscapes(String raw, String shown) {
    assertThat(Plain.text(raw)).isEqualTo(shown);
  }

  @Test
  void escapesALoneSurrogate() {
    assertThat(Plain.text("x\ud800y")).isEqualTo("x\\ud800y");
  }

  @Test
  void leavesOrdinaryTextAlone() {
    assertThat(Plain.text("Größe 漢字 👩‍🚀 é")).isEqualTo("Größe 漢字 👩‍🚀 é");
  }

  @Test
  void keepsTheMeaningOfJson() {
    String json = Plain.json("{\"name\":\"a\u009bb\u202ec\"}");

    assertThat(json).isEqualTo("{\"name\":\"a\\u009bb\\u202ec\"}");
    assertThat(Json.text(Json.read(json.getBytes(StandardCharsets.UTF_8)).orElseThrow(), "name"))
        .isEqualTo("a\u009bb\u202ec");
  }
}
