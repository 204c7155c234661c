package dev.onhand.connector.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PointerTest {

  @Test
  void aPointerLeadsWhereRfc6901Says() {
    JsonNode document = json("{\"a/b\":{\"m~n\":[5,{\"\":6}]},\"list\":[]}");

    assertThat(Pointer.of("/a~1b/m~0n/0").number(document)).hasValue(5L);
    assertThat(Pointer.of("#/a~1b/m~0n/1/").number(document)).hasValue(6L);
    assertThat(Pointer.of("/a~1b/none").number(document)).isEmpty();
    assertThat(Pointer.of("#").in(document)).isSameAs(document);
    assertThat(Pointer.of("#").list(json("[1,2]"))).hasSize(2);
  }

  @Test
  void whatIsNotThereIsSaidWithItsPlace() {
    assertThatThrownBy(() -> Pointer.of("/listings").list(json("{\"listings\":null}")))
        .hasMessage("there is no list at /listings");
    assertThatThrownBy(() -> Pointer.of("#").list(json("{}"))).hasMessage("there is no list at #");
  }

  private static JsonNode json(String text) {
    return Json.STRICT.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
