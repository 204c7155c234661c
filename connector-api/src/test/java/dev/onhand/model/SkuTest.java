package dev.onhand.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkuTest {

  @Test
  void hasOneTo128Characters() {
    assertThat(new Sku("x").value()).isEqualTo("x");
    assertThat(new Sku("x".repeat(128)).value()).hasSize(128);
    assertThatIllegalArgumentException().isThrownBy(() -> new Sku(""));
    assertThatIllegalArgumentException().isThrownBy(() -> new Sku("x".repeat(129)));
  }

  @Test
  void isTheSameInEitherNormalForm() {
    assertThat(new Sku("GRO\u0308SSE")).isEqualTo(new Sku("GR\u00d6SSE"));
  }

  @ParameterizedTest
  @CsvSource({"tee-m,TEE-M", "TEE  M,TEE M", "ÉTÉ,été"})
  void differsFromItsTwinAndFoldsLikeIt(String one, String other) {
    assertThat(new Sku(one)).isNotEqualTo(new Sku(other));
    assertThat(new Sku(one).folded()).isEqualTo(new Sku(other).folded());
  }

  @Test
  void doesNotFoldWhatPeopleTellApart() {
    assertThat(new Sku("TEE-M").folded()).isNotEqualTo(new Sku("TEE-L").folded());
  }
}
