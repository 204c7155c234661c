package dev.onhand.connector.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.onhand.connector.Preset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PresetsTest {

  @Test
  void areReadBesideAFactory() {
    assertThat(Presets.beside(PresetsTest.class))
        .containsExactly(
            new Preset("two", "Two", "For two.", Map.of("a", "1"), List.of("b"), 300),
            new Preset("any", "Any", "For any.", Map.of()));
  }

  @Test
  void areMissedWhereThereAreNone() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Presets.beside(Preset.class))
        .withMessageContaining("there is no presets.json beside");
  }
}
