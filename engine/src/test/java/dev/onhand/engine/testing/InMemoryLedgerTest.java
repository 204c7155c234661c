package dev.onhand.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.testing.LedgerScript;
import dev.onhand.core.testing.LedgerScripts;
import dev.onhand.core.testing.LedgerScripts.Script;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InMemoryLedgerTest extends LedgerContract {

  @Override
  protected LedgerFixture open() {
    return new InMemoryFixture();
  }

  static List<Script> scripts() {
    return LedgerScripts.all();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void actsOutAsPureDecisionsDo(Script script) {
    InMemoryLedger ledger = new InMemoryLedger(() -> LedgerScript.NOW);
    assertThat(LedgerScript.run(script.text(), ledger.firstSeller())).isEqualTo(script.text());
  }
}
