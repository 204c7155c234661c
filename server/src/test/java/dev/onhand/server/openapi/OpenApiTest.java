package dev.onhand.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Golden;
import dev.onhand.server.testing.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

class OpenApiTest {

  private static final String NOTE =
      """
      # The API as OpenAPI 3.1. Made from the handlers; do not edit. To accept a change of theirs:
      #   mvn -pl server test -Dtest=OpenApiTest -Donhand.update=true
      """;

  private final Map<String, Object> document = new ApiDescription().document();

  @Test
  void isWhatIsKeptAndServed() {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    // Through JSON and back, so that nothing is written as an alias of something equal.
    Object copy = json.readValue(json.writeValueAsString(document), Object.class);
    Golden.check("docs/reference/openapi.yaml", NOTE + new Yaml(options).dump(copy));
    Golden.check(
        "server/src/main/resources/static/api/openapi.json",
        json.writeValueAsString(document) + "\n");
  }

  @Test
  void namesEachOperationOnceWithVerbAndNoun() {
    assertThat(Route.all())
        .extracting(route -> route.handler().getName())
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z]+[A-Z][A-Za-z]*"));
  }

  @Test
  void saysWhatEachOperationDoes() {
    assertThat(operations())
        .filteredOn(operation -> !operation.get("summary").toString().matches("[A-Z].+\\."))
        .extracting(operation -> operation.get("operationId"))
        .as("handlers without a comment that begins with a sentence")
        .isEmpty();
  }

  @Test
  void saysWhatEachFieldMeans() {
    List<String> unsaid = new ArrayList<>();
    schemas()
        .forEach(
            (name, schema) ->
                ((Map<?, ?>) schema.get("properties"))
                    .forEach(
                        (field, property) -> {
                          if (!((Map<?, ?>) property).containsKey("description")) {
                            unsaid.add(name + "." + field);
                          }
                        }));
    assertThat(unsaid)
        .as("fields without a @param in their record and a line in openapi-fields.properties")
        .isEmpty();
  }

  @SuppressWarnings("unchecked") // it was put together in this form
  private Map<String, Map<String, Object>> schemas() {
    return (Map<String, Map<String, Object>>)
        ((Map<String, Object>) document.get("components")).get("schemas");
  }

  @SuppressWarnings("unchecked") // it was put together in this form
  private List<Map<String, Object>> operations() {
    return ((Map<String, Map<String, Map<String, Object>>>) document.get("paths"))
        .values().stream().flatMap(path -> path.values().stream()).toList();
  }
}
