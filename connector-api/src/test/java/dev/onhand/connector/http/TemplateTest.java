package dev.onhand.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

  private static final Set<String> KNOWN = Set.of("sku", "quantity");

  @ParameterizedTest
  @CsvSource({
    "MUG-1, /stock/MUG-1?of=MUG-1",
    "a/b, /stock/a%2Fb?of=a%2Fb",
    "'a b', /stock/a%20b?of=a%20b",
    "a?b=c&d#e, /stock/a%3Fb%3Dc%26d%23e?of=a%3Fb%3Dc%26d%23e",
    "../admin, /stock/..%2Fadmin?of=..%2Fadmin",
    "100%, /stock/100%25?of=100%25",
    "{quantity}, /stock/%7Bquantity%7D?of=%7Bquantity%7D",
    "größe, /stock/gr%C3%B6%C3%9Fe?of=gr%C3%B6%C3%9Fe",
    "😀, /stock/%F0%9F%98%80?of=%F0%9F%98%80"
  })
  void keepsAValueInItsPlaceInAnAddress(String sku, String path) {
    assertThat(Template.path("/stock/{sku}?of={sku}", KNOWN).filled(Map.of("sku", sku)))
        .isEqualTo(path);
  }

  @Test
  void keepsLinesOutOfAnAddress() {
    assertThat(
            Template.path("/stock/{sku}", KNOWN)
                .filled(Map.of("sku", "a\r\nHost: evil.example\r\n\r\n")))
        .isEqualTo("/stock/a%0D%0AHost%3A%20evil.example%0D%0A%0D%0A");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", ""})
  void putsNothingIntoAPathThatLeadsElsewhere(String sku) {
    Template path = Template.path("/stock/{sku}/number", KNOWN);

    assertThat(path.problem(Map.of("sku", sku)))
        .hasValue("it has no sku that can stand in the call");
    assertThatThrownBy(() -> path.filled(Map.of("sku", sku)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(Template.path("/stock?of={sku}", KNOWN).problem(Map.of("sku", sku))).isEmpty();
  }

  @Test
  void saysThatAValueIsMissing() {
    assertThat(
            Template.json("{\"n\":{quantity},\"of\":{sku}}", KNOWN).problem(Map.of("quantity", 1L)))
        .hasValue("it has no sku that can stand in the call");
  }

  @Test
  void writesNumbersAndTextsAsJsonHasThem() {
    Template json =
        Template.json(
            "{\"of\":{sku},\"also\":\"no. {sku}\",\"n\":{quantity},\"t\":\"{ quantity }\"}", KNOWN);

    assertThat(json.filled(Map.of("sku", "MUG-1", "quantity", 7L)))
        .isEqualTo("{\"of\":\"MUG-1\",\"also\":\"no. MUG-1\",\"n\":7,\"t\":\"7\"}");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "a\"}, a\\\"}",
        "a\\, a\\\\",
        "{quantity}, {quantity}",
        "größe, gr\\u00f6\\u00dfe",
        "😀, \\ud83d\\ude00"
      })
  void keepsAValueWithinItsQuotes(String sku, String written) {
    Map<String, Object> values = Map.of("sku", sku, "quantity", 7L);

    assertThat(Template.json("{\"of\":{sku}}", KNOWN).filled(values))
        .isEqualTo("{\"of\":\"%s\"}", written);
    assertThat(Template.json("{\"a\\\"b\":\"{sku}\"}", KNOWN).filled(values))
        .isEqualTo("{\"a\\\"b\":\"%s\"}", written);
  }

  @Test
  void keepsLinesOutOfJson() {
    assertThat(Template.json("[{sku}]", KNOWN).filled(Map.of("sku", "a\r\n\u0000\u2028b")))
        .isEqualTo("[\"a\\u000d\\u000a\\u0000\\u2028b\"]");
  }

  @Test
  void putsDocumentsInAListAndNowhereElse() {
    Map<String, List<String>> items = Map.of("items", List.of("{\"a\":1}", "{\"a\":\"{items}\"}"));
    Set<String> known = Set.of("items");

    assertThat(Template.json("{\"all\":{items}}", known).filled(items))
        .isEqualTo("{\"all\":[{\"a\":1},{\"a\":\"{items}\"}]}");
    assertThat(Template.json("\"{items}\"", known).problem(items)).isPresent();
    assertThat(Template.path("/a?b={items}", known).problem(items)).isPresent();
  }

  @Test
  void leavesBracesOfJsonAlone() {
    String text = "{\"a\":{},\"b\":{\"c\":[{ \"d\":1}]},\"e\":\"\\u007bsku}\"}";

    assertThat(Template.json(text, KNOWN).filled(Map.of())).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/{qty}", "/a?b={SKU}", "/{sku}/{qty}"})
  void namesAPlaceholderThatThereIsNotAndThoseThatThereAre(String text) {
    assertThatThrownBy(() -> Template.path(text, KNOWN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("there is no \\{(qty|SKU)}; there are \\{quantity}, \\{sku}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "stock", "https://evil.example/", "/a b", "/a#b", "/a\\b", "?a=b"})
  void takesNoPathThatIsNone(String text) {
    assertThatThrownBy(() -> Template.path(text, KNOWN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must begin with /");
  }
}
