package dev.onhand.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.Violations;

class ModulesTest {
  @Test
  void eachModuleOfTheServerUsesOnlyWhatOthersOffer() {
    ApplicationModules.of("dev.onhand.server", new ImportOption.DoNotIncludeTests()).verify();
  }

  @Test
  void moduleThatReachesIntoAnotherIsFound() {
    ApplicationModules modules =
        ApplicationModules.of("dev.onhand.gates.modules", new ImportOption.OnlyIncludeTests());

    assertThat(modules.stream()).hasSize(2);
    assertThatThrownBy(modules::verify)
        .isInstanceOf(Violations.class)
        .hasMessageContaining("ReachesIn")
        .hasMessageContaining("StockRows")
        .hasMessageContaining("non-exposed");
  }
}
