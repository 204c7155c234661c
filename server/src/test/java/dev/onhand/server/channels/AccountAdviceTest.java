package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.Cause;
import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.ConnectorFactories;
import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connector.SettingSpec;
import dev.onhand.connector.SettingSpec.Kind;
import dev.onhand.engine.channels.AccountCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code channel test} says names the settings that it is about, for every connector. */
class AccountAdviceTest {

  static List<ConnectorDescriptor> kinds() {
    return ConnectorFactories.load(Path.of("no-such-folder")).stream()
        .map(ConnectorFactory::descriptor)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aTroubleIsToldWithItsSettings(ConnectorDescriptor kind) {
    Map.of(
            Cause.LOGIN_REFUSED, Kind.SECRET,
            Cause.NOT_ALLOWED, Kind.SECRET,
            Cause.UNREACHABLE, Kind.URL)
        .forEach(
            (why, what) -> {
              List<String> names =
                  kind.settings().stream()
                      .filter(it -> it.kind() == what)
                      .map(SettingSpec::name)
                      .toList();
              String advice = AccountCheck.advice(why, kind);
              if (!names.isEmpty()) {
                assertThat(advice).containsPattern(" See the settings? ");
                assertThat(names).anyMatch(advice.substring(advice.indexOf("See"))::contains);
                assertThat(advice).doesNotContain("webhook");
              }
            });
  }

  @Test
  void namesAllThatMustBeGiven() {
    ConnectorDescriptor magento =
        kinds().stream().filter(it -> it.type().equals("magento")).findFirst().orElseThrow();

    assertThat(AccountCheck.advice(Cause.LOGIN_REFUSED, magento))
        .endsWith("See the setting access_token.");
    assertThat(AccountCheck.advice(Cause.UNREACHABLE, magento))
        .endsWith("See the setting address.");
    assertThat(AccountCheck.advice(Cause.THROTTLED, magento)).doesNotContain("setting");
  }
}
