package dev.onhand.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"TEE-M", "a b", "Größe 42", "５", "日本-01", "\ud83d\ude00", "1,000", "\ue000"})
  void acceptsWhatPeopleName(String name) {
    assertThat(Text.identifier("SKU", name, 128)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\0b",
        "a\u0001b",
        "a\tb",
        "a\nb",
        "a\rb",
        "a\u001b[31mb",
        "a\u007fb",
        "a\u0085b",
        "\ud800",
        "a\udc00b",
        "\udc00\ud800",
        "a\ud800",
        "a\u202eb",
        "a\u2066b",
        "a\u200bb",
        "a\u200db",
        "\ufeffa",
        "a\u00adb",
        "a\u2028b",
        "a\u2029b",
        "a\u0378b",
        "a\uffffb"
      })
  void rejectsWhatCannotBeSeenOrStored(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Text.identifier("SKU", name, 128))
        .withMessageStartingWith("SKU must not contain the character U+");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Text.free("note", name.replaceAll("[\t\n\r]", "\0"), 128))
        .withMessageStartingWith("note must not contain the character U+");
  }

  @ParameterizedTest
  @ValueSource(strings = {" a", "a ", "\u00a0a", "a\u3000", "\u2003a", " "})
  void rejectsBlanksAtTheEndsOfAnIdentifier(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Text.identifier("key", name, 128))
        .withMessage("key must not begin or end with a space");
  }

  @Test
  void rejectsAnEmptyIdentifier() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Text.identifier("key", "", 128))
        .withMessage("key must not be empty");
  }

  @Test
  void takesTwoWaysOfWritingAnAccentForOne() {
    assertThat(Text.identifier("SKU", "cafe\u0301", 128)).isEqualTo("caf\u00e9");
    assertThat(Text.free("note", "cafe\u0301", 128)).isEqualTo("caf\u00e9");
  }

  @Test
  void countsLengthAfterNormalising() {
    assertThat(Text.identifier("SKU", "e\u0301".repeat(128), 128)).hasSize(128);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Text.identifier("SKU", "\ufb2c".repeat(128), 128)) // one becomes three
        .withMessage("SKU must have at most 128 characters, not 384");
  }

  @Test
  void rejectsWhatIsTooLong() {
    assertThat(Text.identifier("key", "k".repeat(255), 255)).hasSize(255);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Text.identifier("key", "k".repeat(10_240), 255))
        .withMessage("key must have at most 255 characters, not 10240");
  }

  @Test
  void keepsLinesOfFreeTextAndStripsItsEnds() {
    assertThat(Text.free("note", " one\r\n\ttwo\n", 100)).isEqualTo("one\r\n\ttwo");
  }

  /** A lone surrogate, bound to a statement, becomes a question mark, and two SKUs one. */
  @Test
  void keepsEveryAcceptedTextThroughUtf8AndASecondPass() {
    List<Integer> changed = new ArrayList<>();
    int accepted = 0;
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      Optional<String> text = accept("a" + Character.toString(c) + "b");
      accepted += text.isPresent() ? 1 : 0;
      if (text.isPresent() && !survives(text.get())) {
        changed.add(c);
      }
    }
    assertThat(changed).isEmpty();
    assertThat(accepted).isBetween(100_000, 400_000);
  }

  private static Optional<String> accept(String text) {
    try {
      return Optional.of(Text.identifier("text", text, 128));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean survives(String text) {
    String read = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    return read.equals(text) && accept(text).filter(text::equals).isPresent();
  }

  @Test
  void showsOfABadValueOnlyWhatIsSafeToShow() {
    assertThat(Text.shown("1,000")).isEqualTo("1,000");
    assertThat(Text.shown("5\u001b[2J\n\ud800")).isEqualTo("5\\u001B[2J\\u000A\\uD800");
    assertThat(Text.shown("9".repeat(10_000))).isEqualTo("9".repeat(40) + "…");
  }
}
