package dev.onhand.connector.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.onhand.connector.Behavior;
import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connector.Preset;
import dev.onhand.connector.SettingSpec;
import dev.onhand.connector.Settings;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a connector says of itself. */
abstract class DescriptorRules extends Rules {

  private static final URI ANYWHERE = URI.create("https://channel.example");

  DescriptorRules(Supplier<Contestant> contestant) {
    super(contestant);
  }

  @Test
  @DisplayName("is the same each time it is asked for")
  void isTheSame() {
    ConnectorFactory factory = contestant.get().factory();

    assertThat(factory.descriptor()).isEqualTo(factory.descriptor());
  }

  @Test
  @DisplayName("is found by the service loader, under META-INF/services")
  void isFound() {
    assertThat(ServiceLoader.load(ConnectorFactory.class).stream())
        .anyMatch(found -> found.type() == contestant.get().factory().getClass());
  }

  @Test
  @DisplayName("has tokens, keys, passwords and secrets as secret settings")
  void marksSecrets() {
    assertThat(rig().kind.settings())
        .filteredOn(setting -> setting.name().matches(".*(token|key|password|secret).*"))
        .allSatisfy(
            setting ->
                assertThat(setting.kind()).as(setting.name()).isEqualTo(SettingSpec.Kind.SECRET));
  }

  @Test
  @DisplayName("says where to find each setting, in sentences")
  void helps() {
    assertThat(rig().kind.settings())
        .allSatisfy(setting -> assertThat(setting.help()).as(setting.name()).endsWith("."));
  }

  @Test
  @DisplayName("has no secrets in presets")
  void presetsHaveNoSecrets() {
    Set<String> secrets =
        rig().kind.settings().stream()
            .filter(setting -> setting.kind() == SettingSpec.Kind.SECRET)
            .map(SettingSpec::name)
            .collect(Collectors.toSet());
    assertThat(rig().kind.presets())
        .allSatisfy(
            preset ->
                assertThat(preset.settings().keySet())
                    .as(preset.name())
                    .noneMatch(secrets::contains));
  }

  @Test
  @DisplayName("has presets whose settings there are, with values that an account takes")
  void presetsFit() {
    ConnectorFactory factory = contestant.get().factory();
    for (Preset preset : rig().kind.presets()) {
      Map<String, String> given = new HashMap<>(contestant.get().settings().apply(ANYWHERE));
      given.putAll(preset.settings());
      assertThatCode(() -> factory.check(Settings.of(rig().kind.settings(), given)))
          .as(preset.name())
          .doesNotThrowAnyException();
    }
  }

  @Test
  @DisplayName("has presets that ask for what there is and what they do not set")
  void presetsAskForWhatThereIs() {
    List<String> names = rig().kind.settings().stream().map(SettingSpec::name).toList();
    assertThat(rig().kind.presets())
        .allSatisfy(
            preset ->
                assertThat(preset.asks())
                    .as(preset.name())
                    .isSubsetOf(names)
                    .noneMatch(preset.settings()::containsKey));
  }

  @Test
  @DisplayName("has presets with names of their own, a title, and what they are for in sentences")
  void explainsPresets() {
    assertThat(rig().kind.presets())
        .allSatisfy(
            preset -> {
              assertThat(preset.title()).as(preset.name()).isNotBlank().doesNotEndWith(".");
              assertThat(preset.help()).as(preset.name()).endsWith(".");
            })
        .extracting(Preset::name)
        .doesNotHaveDuplicates();
  }

  @Test
  @DisplayName(
      "has batches of more than one if and only if it pushes in bulk, and no larger ones of accounts")
  void agreesOnBatches() {
    assertThat(rig().kind.limits().batchMax() > 1)
        .isEqualTo(rig().kind.supports(Behavior.PUSHES_IN_BULK));
    assertThat(rig().perPush).isBetween(1, rig().kind.limits().batchMax());
  }

  @Test
  @DisplayName("belongs to a factory that makes connectors without calling the channel")
  void makesNoCall() {
    assertThat(rig().account.calls().total()).isZero();
  }
}
