package dev.onhand.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFastPathTest {

  @Test
  void keepsAsciiAsItIsWithoutACopy() {
    String sku = "TEE-M 85123A";
    assertThat(Text.identifier("SKU", sku, 128)).isSameAs(sku);
  }

  @Test
  void normalisesWhatCanCombine() {
    assertThat(Text.identifier("SKU", "Cafe\u0301", 128)).isEqualTo("Caf\u00e9");
    assertThat(Text.identifier("SKU", "\u1100\u1161", 128)).isEqualTo("\uac00");
  }

  @Test
  void seesNoDifferenceToTheNormalizerForAnyCharacterOfThePlane() {
    for (int c = 0x20; c <= 0xffff; c++) {
      String text = "a" + (char) c + "b";
      if (isPlain((char) c)) {
        assertThat(Text.identifier("SKU", text, 128))
            .isEqualTo(Normalizer.normalize(text, Normalizer.Form.NFC));
      }
    }
  }

  private static boolean isPlain(char c) {
    try {
      return !Text.identifier("SKU", "a" + c + "b", 128).isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "a\nb", "a\u200bb", "a\u202eb", "a\ud800b", "a\u2028b"})
  void refusesWhatATerminalOrALogWouldTakeForSomethingElse(String text) {
    assertThatThrownBy(() -> Text.identifier("SKU", text, 128))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("position 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {" a", "a ", "\u00a0a", "a\u3000"})
  void refusesBlanksAtTheEnds(String text) {
    assertThatThrownBy(() -> Text.identifier("SKU", text, 128))
        .hasMessage("SKU must not begin or end with a space");
  }

  @ParameterizedTest
  @CsvSource({"'', must not be empty", "abcd, at most 3 characters"})
  void refusesTooLittleAndTooMuch(String text, String why) {
    assertThatThrownBy(() -> Text.identifier("SKU", text, 3)).hasMessageContaining(why);
  }

  @Test
  void leavesLineBreaksInFreeText() {
    assertThat(Text.free("note", " one\ntwo ", 100)).isEqualTo("one\ntwo");
  }
}
