package dev.onhand.engine.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.model.Sku;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewPurchaseTest {

  /** A dash is a line that has no name. */
  private static List<String> named(String names) {
    List<NewPurchase.Line> lines =
        Arrays.stream(names.split(" "))
            .map(name -> name.equals("-") ? null : name)
            .map(name -> new NewPurchase.Line(name, new ProductRef.BySku(new Sku("TEA")), 1, null))
            .toList();
    return new NewPurchase(
            PurchaseOrder.Kind.CONTAINER,
            "BOX-1",
            null,
            LocationRef.code("shop"),
            null,
            null,
            lines)
        .lines().stream().map(NewPurchase.Line::line).toList();
  }

  @ParameterizedTest
  @CsvSource({"- - -, 1 2 3", "2 -, 2 3", "- 1 -, 2 1 3", "a - 3 -, a 2 3 4", "2 3 - -, 2 3 4 5"})
  void aLineWithoutANameIsCalledByTheFirstNumberThatIsFree(String given, String names) {
    assertThat(named(given)).containsExactly(names.split(" "));
  }

  @Test
  void noTwoLinesHaveTheSameName() {
    assertThatThrownBy(() -> named("a a")).hasMessageContaining("two are called 'a'");
  }
}
