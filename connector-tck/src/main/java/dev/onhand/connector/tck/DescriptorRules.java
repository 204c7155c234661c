package dev.onhand.connector.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.Behavior;
import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connector.SettingSpec;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a connector says of itself. */
abstract class DescriptorRules extends Rules {

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
