package dev.onhand.connector.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class AtTest {

  record Order(String id, @At({"/state/code", "/OrderState"}) String state, List<Line> lines) {}

  record Line(
      @At("/product/sku") @Nullable String sku,
      @At("/states/0/name") @Nullable String first,
      @At("/tags/all") @OrEmpty List<String> tags) {}

  record Dated(@At("/at_all/created_at") long createdAt, long updatedAt) {}

  private static <T> T read(String text, Class<T> type) {
    return Json.STRICT.read(text.getBytes(StandardCharsets.UTF_8), type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"state\":{\"code\":\"NEW\"} | NEW",
        "\"OrderState\":\"New\" | New",
        "\"OrderState\":\"New\",\"state\":{\"code\":\"NEW\"} | NEW",
        "\"OrderState\":\"New\",\"state\":{} | New",
        "\"OrderState\":\"New\",\"state\":7 | New"
      })
  void readsWhatStandsFirstOfItsPlaces(String fields, String state) {
    assertThat(read("{\"id\":\"A\",\"lines\":[],%s}".formatted(fields), Order.class).state())
        .isEqualTo(state);
  }

  @Test
  void readsItOfEachInAList() {
    String lines =
        "[{\"product\":{\"sku\":\"S\"},\"states\":[{\"name\":\"x\"},{}],\"tags\":{\"all\":[\"t\"]}},{}]";
    assertThat(
            read("{\"id\":\"A\",\"OrderState\":\"New\",\"lines\":%s}".formatted(lines), Order.class)
                .lines())
        .containsExactly(new Line("S", "x", List.of("t")), new Line(null, null, List.of()));
  }

  @Test
  void aFieldOfTheSameNameIsAnother() {
    assertThat(read("{\"sku\":\"other\",\"first\":\"other\"}", Line.class))
        .isEqualTo(new Line(null, null, List.of()));
  }

  @Test
  void isNamedAsItIsWhateverOthersAre() {
    byte[] text =
        "{\"at_all\":{\"created_at\":3},\"updated_at\":4}".getBytes(StandardCharsets.UTF_8);
    assertThat(Json.STRICT.snakeCase().read(text, Dated.class)).isEqualTo(new Dated(3, 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"A\",\"lines\":[]}",
        "{\"id\":\"A\",\"lines\":[],\"state\":{\"code\":null}}",
        "{\"id\":\"A\",\"lines\":[],\"state\":\"NEW\"}",
        "[]",
        "null",
        "7"
      })
  void readsNothingWhereWhatMustBeThereIsNot(String text) {
    assertThatThrownBy(() -> read(text, Order.class))
        .isInstanceOfAny(JacksonException.class, NullPointerException.class);
  }
}
