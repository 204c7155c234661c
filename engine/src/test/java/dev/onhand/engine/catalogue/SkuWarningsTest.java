package dev.onhand.engine.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkuWarningsTest {

  @ParameterizedTest
  @CsvSource({
    "TEE-1, TEE-1",
    "\u0422\u0415\u0415-1, TEE-1",
    "\u0430\u0440\u0440le, apple",
    "\uff34\uff25\uff25, TEE",
    "\u0391\u0392, AB",
    "\u0436\u0443\u043a, \u0436yk",
    "\u6771\u4eac, \u6771\u4eac"
  })
  void readsATextAsAPersonDoes(String text, String plain) {
    assertThat(SkuWarnings.plain(text)).isEqualTo(plain);
  }
}
