package dev.onhand.connector.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onhand.connector.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

class JsonTest {

  record Order(
      @JsonProperty("order_id") String id,
      long units,
      @Nullable String note,
      List<Line> lines,
      @OrEmpty List<String> tags) {}

  record Line(@Nullable String sku) {}

  record Holed(List<@Nullable Line> nodes) {}

  private static final String WHOLE = "\"order_id\":\"A\",\"units\":2,\"lines\":[{}]";

  private static <T> T read(String text, Class<T> type) {
    return Json.STRICT.read(text.getBytes(StandardCharsets.UTF_8), type);
  }

  @Test
  void readsWhatIsThereAndSkipsWhatIsNotKnown() {
    assertThat(read("{%s,\"tags\":[\"b\"],\"colour\":1}".formatted(WHOLE), Order.class))
        .isEqualTo(new Order("A", 2, null, List.of(new Line(null)), List.of("b")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"tags\":null", ",\"note\":null"})
  void readsWhatMayBeMissingAsNullOrAsAnEmptyList(String rest) {
    assertThat(read("{%s%s}".formatted(WHOLE, rest), Order.class))
        .isEqualTo(new Order("A", 2, null, List.of(new Line(null)), List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "{\"units\":2,\"lines\":[]}",
        "{\"order_id\":null,\"units\":2,\"lines\":[]}",
        "{\"order_id\":\"A\",\"lines\":[]}",
        "{\"order_id\":\"A\",\"units\":null,\"lines\":[]}",
        "{\"order_id\":\"A\",\"units\":2}",
        "{\"order_id\":\"A\",\"units\":2,\"lines\":null}",
        "{\"order_id\":\"A\",\"units\":2,\"lines\":[null]}",
        "{\"order_id\":\"A\",\"units\":2.5,\"lines\":[]}",
        "{\"order_id\":\"A\",\"units\":\"2\",\"lines\":[]}"
      })
  void readsNothingOfWhichSomethingIsMissingOrOfAnotherKind(String text) {
    assertThatThrownBy(() -> read(text, Order.class))
        .isInstanceOfAny(JacksonException.class, NullPointerException.class);
  }

  @Test
  void takesNumbersInQuotesWhereTheChannelMayWriteThem() {
    byte[] text =
        "{\"order_id\":\"A\",\"units\":\"2\",\"lines\":[]}".getBytes(StandardCharsets.UTF_8);
    assertThat(Json.TOLERANT.read(text, Order.class).units()).isEqualTo(2);
  }

  @Test
  void listsMayHoldNullsWhereTheySaySo() {
    assertThat(read("{\"nodes\":[null]}", Holed.class).nodes()).containsExactly((Line) null);
  }

  @Test
  void readsWhatStandsAtAPlace() {
    HttpReply reply = reply("{\"data\":{\"order\":{\"sku\":\"S\"}}}");
    assertThat(Json.STRICT.read(reply, "/data/order", Line.class)).isEqualTo(new Line("S"));
    assertThatThrownBy(() -> Json.STRICT.read(reply, "/data/orders", Line.class))
        .isInstanceOfAny(JacksonException.class, NullPointerException.class);
  }

  @Test
  void namesMayBeInSnakeCase() {
    record Dated(long createdAt) {}
    byte[] text = "{\"created_at\":3}".getBytes(StandardCharsets.UTF_8);
    assertThat(Json.STRICT.snakeCase().read(text, Dated.class)).isEqualTo(new Dated(3));
    assertThat(Json.STRICT.snakeCase().write(new Dated(3))).isEqualTo("{\"created_at\":3}");
  }

  @Test
  void findsTextsWhereverTheyStand() {
    JsonNode document =
        read(
            "{\"id\":\"a\",\"in\":[{\"id\":\"b\"},{\"id\":\"a\"}],\"or\":{\"id\":{}}}",
            JsonNode.class);
    assertThat(Json.texts(document, "id")).containsExactlyInAnyOrder("a", "b");
    assertThat(Json.texts(document, "sku")).isEmpty();
  }

  @Test
  void anErrorHasACodeOrNone() {
    HttpReply reply = reply("{\"errors\":[{\"extensions\":{\"code\":\"THROTTLED\"}},{}]}");
    assertThat(Graphql.error(reply).orElseThrow().code()).isEqualTo("THROTTLED");
    assertThat(Graphql.error(reply("{\"errors\":[{\"message\":\"no\"}]}")).orElseThrow().code())
        .isEmpty();
    assertThat(Graphql.error(reply("{\"data\":{}}"))).isEmpty();
  }

  private static HttpReply reply(String text) {
    return new HttpReply(
        200, Map.of(), text.getBytes(StandardCharsets.UTF_8), Instant.EPOCH, Instant.EPOCH);
  }
}
