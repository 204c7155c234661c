package dev.onhand.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.onhand.connector.StockSemantics.PutsBack;
import dev.onhand.connector.StockSemantics.TakesOff;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PresetTest {

  private static final Preset ONE = new Preset("one_shop", "One", "For one.", Map.of("a", "1"));

  @Test
  void isFoundByItsNameAndTheOthersAreNamed() {
    ConnectorDescriptor kind = kind().withPresets(ONE, new Preset("two", "Two", "", Map.of()));

    assertThat(kind.preset("one_shop")).isEqualTo(ONE);
    assertThat(kind.withBatches(1).presets()).as("of an account").hasSize(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kind.preset("three"))
        .withMessage("preset must be one of one_shop, two");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kind().preset("three"))
        .withMessage("preset must be left out: there are none for Bazaar");
  }

  @Test
  void hasANameThatCanBeTyped() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Preset("One shop", "One", "", Map.of()))
        .withMessageContaining("small letters, digits and _, not 'One shop'");
  }

  /** Nobody takes over a secret, where an account is, or who it is. */
  @Test
  void onlyWhatAnotherAccountMayHaveIsShared() {
    assertThat(SettingSpec.text("color", "A color.").isShared()).isTrue();
    assertThat(SettingSpec.url("region", "A region.").orElse("https://eu.example").isShared())
        .isTrue();
    assertThat(SettingSpec.url("address", "Where.").isShared()).isFalse();
    assertThat(SettingSpec.secret("key", "The key.").isShared()).isFalse();
    assertThat(SettingSpec.number("shop", "Which.").own().optional().isShared()).isFalse();
  }

  private static ConnectorDescriptor kind() {
    return new ConnectorDescriptor(
        "bazaar",
        "Bazaar",
        List.of(),
        new Access("None.", "None."),
        Set.of(),
        new StockSemantics(TakesOff.NEVER, PutsBack.UNKNOWN, 100),
        new Limits(10, List.of(), Duration.ofSeconds(1)),
        Map.of(),
        URI.create("https://bazaar.example"));
  }
}
