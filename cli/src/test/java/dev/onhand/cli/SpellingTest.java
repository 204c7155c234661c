package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {

  private static final List<String> NOUNS = List.of("stock", "token", "doctor", "log");

  @Test
  void findsTheWordWithTheFewestMistakes() {
    assertThat(Spelling.closest("stok", NOUNS)).contains("stock");
    assertThat(Spelling.closest("tokne", NOUNS)).contains("token");
    assertThat(Spelling.closest("logs", NOUNS)).contains("log");
  }

  @Test
  void guessesNothingWhereNothingIsLike() {
    assertThat(Spelling.closest("inventory", NOUNS)).isEmpty();
    assertThat(Spelling.closest("", List.of("a"))).isEmpty();
  }

  @Test
  void countsLettersPutInTakenOutAndChanged() {
    assertThat(Spelling.mistakes("", "abc")).isEqualTo(3);
    assertThat(Spelling.mistakes("abc", "")).isEqualTo(3);
    assertThat(Spelling.mistakes("kitten", "sitting")).isEqualTo(3);
  }
}
