package dev.onhand.connector.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OperationsTest {

  private static final Operations SHOP =
      Operations.of(
          """
          # What is sold.
          query Items($after: String) {
            items(after: $after) { ...Item } # a page
          }

          query One { node { ... on Item { id } ...Named } }

          fragment Item on Item {
            id ...Named
          }

          fragment Named on Item { name }

          mutation Set { set { ok } }
          """);

  @Test
  void isSentWithTheFragmentsThatItNeeds() {
    assertThat(SHOP.get("Items"))
        .isEqualTo(
            """
            query Items($after: String) {
              items(after: $after) { ...Item }\s
            }
            fragment Item on Item {
              id ...Named
            }
            fragment Named on Item { name }""");
    assertThat(SHOP.get("One")).contains("on Item { id }").endsWith("Named on Item { name }");
    assertThat(SHOP.get("Set")).isEqualTo("mutation Set { set { ok } }");
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThatThrownBy(() -> SHOP.get("Orders")).hasMessageContaining("Orders");
    assertThatThrownBy(() -> Operations.beside(OperationsTest.class, "none.graphql"))
        .hasMessageContaining("none.graphql");
  }
}
