package dev.onhand.connectors.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.json.MaskedDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Each channel's documented orders, as people may see them. */
class MaskedExamplesTest {

  private static final Path RECORDED =
      Path.of("src", "test", "resources", "dev", "onhand", "connectors");

  /** What people and their addresses are called, in any channel's words. */
  private static final String PERSONAL =
      ".*(name|mail|phone|street|address|city|zip|post|country|total|price|amount|token|locale|title|tracking|imei|note).*";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  static Stream<Path> examples() throws IOException {
    try (Stream<Path> files = Files.walk(RECORDED)) {
      return files
          .filter(
              file ->
                  file.getFileName().toString().matches("(orders|shipments|order-units)\\.json"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @Test
  void thereAreExamplesOfMostChannels() throws IOException {
    assertThat(examples()).hasSizeGreaterThan(9);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void showNothingOfWhoBoughtAndAllThatSaysWhat(Path example) throws IOException {
    JsonNode document = JSON.readTree(Files.readAllBytes(example));
    String shown = MaskedDocument.of(Files.readAllBytes(example));

    assertThat(values(document, PERSONAL))
        .as("of people")
        .noneMatch(shown::contains)
        .noneMatch(pair -> isTelling(pair) && shown.contains(pair.replaceFirst(".* : ", "")));
    assertThat(
            values(
                document,
                ".*(sku|quantity|qty|ean)|(order_?)?(status|state)|(order|line|entity|item)_?id|id_order|id_offer|sellerproductid"))
        .as("of goods")
        .isNotEmpty()
        .allMatch(value -> shown.contains(value), shown);
  }

  /** A value that is found by itself, and not by chance. */
  private static boolean isTelling(String pair) {
    return pair.matches(".* : \"[^\"]{5,}\"");
  }

  /** As if the channel said more of the buyer than its documentation shows, anywhere. */
  @ParameterizedTest
  @MethodSource("examples")
  void showNothingOfWhatComesInAddition(Path example) throws IOException {
    JsonNode document = JSON.readTree(Files.readAllBytes(example));
    addEverywhere(document);
    assertThat(MaskedDocument.of(JSON.writeValueAsBytes(document)))
        .doesNotContain("Ada", "Lovelace", "ada@", "555", "secret-token", "rue");
  }

  private static void addEverywhere(JsonNode node) {
    for (JsonNode child : node.isContainer() ? List.copyOf(node.values()) : List.<JsonNode>of()) {
      addEverywhere(child);
    }
    if (node instanceof ObjectNode fields) {
      fields.put("buyer_name", "Ada").put("email", "ada@shop.example").put("phone", "555");
      fields.put("access_token", "secret-token");
      fields.putObject("address").put("street", "rue").put("id", "Lovelace");
      fields.putArray("buyers").addObject().put("id", "Lovelace");
    } else if (node instanceof ArrayNode rows) {
      rows.add("Ada");
    }
  }

  /** Fields whose names are like that, with their values, as they are written. */
  private static List<String> values(JsonNode node, String names) {
    List<String> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      JsonNode value = field.getValue();
      if (value.isValueNode()
          && !value.isNull()
          && field.getKey().toLowerCase(Locale.ROOT).matches(names)) {
        found.add("\"%s\" : %s".formatted(field.getKey(), value));
      }
    }
    for (JsonNode child : node.isContainer() ? List.copyOf(node.values()) : List.<JsonNode>of()) {
      found.addAll(values(child, names));
    }
    return found;
  }
}
