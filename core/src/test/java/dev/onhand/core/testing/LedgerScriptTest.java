package dev.onhand.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.testing.LedgerScripts.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With {@code -Donhand.update=true} the scripts are rewritten; look at the difference. */
class LedgerScriptTest {

  private static final Path SOURCES =
      Path.of(System.getProperty("basedir", "."), "src/test/resources/ledger");

  static List<Script> scripts() {
    return LedgerScripts.all();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void actsOutByPureDecisions(Script script) throws IOException {
    String actual = LedgerScript.run(script.text(), new NaiveSeller(LedgerScript.NOW));
    if (Boolean.getBoolean("onhand.update")) {
      Files.writeString(SOURCES.resolve(script.name()), actual);
    } else {
      assertThat(actual).isEqualTo(script.text());
    }
  }

  @Test
  void showsEveryOutcome() {
    Set<String> shown =
        scripts().stream()
            .map(script -> LedgerScript.run(script.text(), new NaiveSeller(LedgerScript.NOW)))
            .flatMap(String::lines)
            .filter(line -> line.contains("->"))
            .map(line -> line.substring(line.indexOf("->") + 2).strip().split("\\s+")[0])
            .collect(Collectors.toSet());
    assertThat(cases(Outcome.class).map(LedgerScriptTest::code))
        .allSatisfy(code -> assertThat(shown).contains(code));
  }

  private static Stream<Class<?>> cases(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(LedgerScriptTest::cases)
        : Stream.of(type);
  }

  private static String code(Class<?> type) {
    return type.getSimpleName().replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
