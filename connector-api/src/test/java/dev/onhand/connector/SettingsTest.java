package dev.onhand.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.onhand.connector.Settings.InvalidSettingsException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

  private static final List<SettingSpec> SPECS =
      List.of(
          SettingSpec.url("base_url", "Where the shop is."),
          SettingSpec.secret("token", "Made in the back office."),
          SettingSpec.text("country", "The market.").oneOf("fr", "de").orElse("fr"),
          SettingSpec.number("pages", "How many.", 3),
          SettingSpec.text("note", "For people.").optional());

  @Test
  void takesDefaultsForWhatIsNotGiven() {
    Settings settings =
        Settings.of(SPECS, Map.of("base_url", "https://shop.example", "token", "t", "note", ""));

    assertThat(settings.text("country")).isEqualTo("fr");
    assertThat(settings.number("pages")).isEqualTo(3);
    assertThat(settings.find("note")).isEmpty();
  }

  @Test
  void whatAChoiceNeedsMustBeGivenWithIt() {
    List<SettingSpec> specs =
        List.of(
            SettingSpec.text("user", "Who it is.").neededFor("login", "name"),
            SettingSpec.text("login", "How.").oneOf("key", "name").orElse("key"),
            SettingSpec.secret("key", "The key.").neededFor("login", "key"));

    assertThat(Settings.of(specs, Map.of("key", "k")).find("user")).isEmpty();
    assertThat(Settings.of(specs, Map.of("login", "name", "user", "u")).find("key")).isEmpty();
    assertThatThrownBy(() -> Settings.of(specs, Map.of()))
        .isInstanceOf(Settings.InvalidSettingsException.class)
        .hasMessage("key is needed where login is key: The key.");
    assertThatThrownBy(() -> Settings.of(specs, Map.of("login", "name", "key", "k")))
        .hasMessage("user is needed where login is name: Who it is.");
  }

  private static Settings noted(String note) {
    return Settings.of(
        SPECS, Map.of("base_url", "https://shop.example", "token", "t", "note", note));
  }

  @Test
  void readsPairs() {
    assertThat(noted(" a = b,c=d,").pairs("note"))
        .containsExactly(entry("a", "b"), entry("c", "d"));
    assertThat(noted("").pairs("note")).isEmpty();
    assertThat(noted("a=b=c").pairs("note")).containsExactly(entry("a=b", "c"));
  }

  @Test
  void saysWhichPairIsNone() {
    for (String wrong : List.of("b", "b=", "=c", "=")) {
      assertThatThrownBy(() -> noted("a=b, " + wrong).pairs("note"))
          .hasMessage("must be pairs such as a=b, c=d, not '%s'", wrong);
    }
  }

  @Test
  void saysOfEachSettingWhatItsReaderSays() {
    Settings settings =
        Settings.of(SPECS, Map.of("base_url", "https://shop.example", "token", "t"));
    Map<String, Runnable> tries =
        Map.of(
            "country", () -> settings.text("country"),
            "pages", () -> Instant.parse(settings.text("pages")),
            "note", () -> settings.text("note"));

    assertThatThrownBy(() -> settings.tried(tries))
        .isInstanceOfSatisfying(
            InvalidSettingsException.class,
            e ->
                assertThat(e.problems())
                    .containsOnlyKeys("pages", "note")
                    .hasEntrySatisfying(
                        "pages", it -> assertThat(it).startsWith("pages: Text '3' could not")));
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    Map<String, String> given =
        Map.of("base_url", "ftp://x", "country", "it", "pages", "many", "colour", "red");

    assertThatThrownBy(() -> Settings.of(SPECS, given))
        .isInstanceOfSatisfying(
            InvalidSettingsException.class,
            e ->
                assertThat(e.problems())
                    .containsOnlyKeys("base_url", "token", "country", "pages", "colour"));
  }

  @Test
  void refusesAnAddressThatCarriesAPassword() {
    assertThatThrownBy(
            () ->
                Settings.of(SPECS, Map.of("base_url", "https://me:pw@shop.example", "token", "t")))
        .hasMessageContaining("without a name, password or query")
        .hasMessageNotContaining("pw@");
  }

  @Test
  void refusesAValueThatWouldBreakAHeader() {
    assertThatThrownBy(
            () -> Settings.of(SPECS, Map.of("base_url", "https://s.example", "token", "a\r\nb")))
        .hasMessageContaining("one line");
  }

  @Test
  void showsNoValue() {
    Settings settings =
        Settings.of(SPECS, Map.of("base_url", "https://shop.example", "token", "canary"));

    assertThat(settings.toString()).doesNotContain("canary", "shop.example");
    assertThat(settings.secret("token").toString()).doesNotContain("canary");
  }
}
