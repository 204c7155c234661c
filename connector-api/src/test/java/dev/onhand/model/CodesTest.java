package dev.onhand.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CodesTest {

  @Test
  void readsTheValueOfACode() {
    for (Effect effect : Effect.values()) {
      assertThat(Codes.read("effect", Effect.values(), Effect::code, effect.code()))
          .isEqualTo(effect);
    }
  }

  @Test
  void namesAllThatMayBeNamedWhereItIsNone() {
    assertThatThrownBy(
            () ->
                Codes.read("effect", List.of(Effect.HOLD, Effect.FULFIL), Effect::code, "reserve"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("effect must be one of hold, fulfil");
  }
}
