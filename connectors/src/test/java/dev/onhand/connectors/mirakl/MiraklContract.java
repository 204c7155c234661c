package dev.onhand.connectors.mirakl;

import dev.onhand.connectors.contracts.Contract;
import dev.onhand.connectors.contracts.OpenApi;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The owner's contract, made to say what its texts say beside it: how pages are asked for, and that
 * calls may be refused. Of answers each field must be one of the contract's and of its kind; those
 * that the sandbox leaves out, of which there are many, may be missing.
 */
record MiraklContract(OpenApi contract) implements Contract {

  private static final JsonMapper MAPPER = JsonMapper.shared();

  static MiraklContract of(Path file) {
    try {
      JsonNode document = MAPPER.readTree(Files.readAllBytes(file));
      tell(document);
      Path told = Files.createTempFile("mirakl", ".json");
      try {
        Files.write(told, MAPPER.writeValueAsBytes(document));
        return new MiraklContract(OpenApi.of(told, ""));
      } finally {
        Files.delete(told);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void tell(JsonNode document) {
    for (JsonNode path : document.path("paths")) {
      for (JsonNode method : path) {
        ObjectNode operation = (ObjectNode) method;
        for (String refusal : List.of("400", "401", "403", "404")) {
          operation.withObject("responses").putObject(refusal);
        }
        operation.path("responses").forEach(it -> onlyJson((ObjectNode) it));
        onlyJson(operation.withObject("requestBody"));
        if (operation.path("description").asString("").contains("offset pagination")) {
          parameter(operation, "max", 1, 100);
          parameter(operation, "offset", 0, Integer.MAX_VALUE);
          ObjectNode sort = operation.withArray("parameters").addObject();
          sort.put("name", "sort").put("in", "query").putObject("schema").put("type", "string");
        }
      }
    }
    document
        .at("/components/schemas")
        .properties()
        .forEach(
            schema -> {
              if (schema.getKey().contains("_Response")) {
                close(schema.getValue());
              }
            });
  }

  /** Forms and tables are no documents. */
  private static void onlyJson(ObjectNode holder) {
    if (holder.path("content") instanceof ObjectNode content) {
      content.retain("application/json");
    }
  }

  private static void parameter(ObjectNode operation, String name, int min, int max) {
    ObjectNode parameter = operation.withArray("parameters").addObject();
    parameter.put("name", name).put("in", "query");
    parameter.putObject("schema").put("type", "integer").put("minimum", min).put("maximum", max);
  }

  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object && object.path("properties").isObject()) {
      object.remove("required");
      object.put("additionalProperties", false);
    }
    schema.forEach(MiraklContract::close);
  }

  /** What is wrong with an answer. */
  List<String> answered(String path, String body) {
    return problems(Contract.call("GET", path, "", ""), Response.json(200, body));
  }

  @Override
  public boolean knows(Request request) {
    return contract.knows(request);
  }

  @Override
  public List<String> problems(Request request) {
    return contract.problems(request);
  }

  @Override
  public List<String> problems(Request request, Response response) {
    return contract.problems(request, response);
  }
}
