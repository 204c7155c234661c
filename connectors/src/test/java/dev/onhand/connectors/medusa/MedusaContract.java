package dev.onhand.connectors.medusa;

import dev.onhand.connectors.contracts.Contract;
import dev.onhand.connectors.contracts.OpenApi;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What Medusa says of its version 2.0.0, a file for each path. What is known to be otherwise since:
 * many items are set with one call, which 2.0.0 does not have; and answers have only the fields
 * that were chosen, and null where they say nothing.
 *
 * <p>It writes {@code id} and an object where callers write {@code id[]} and {@code
 * updated_at[$gte]}: both are the spellings of one library.
 */
final class MedusaContract implements Contract {

  private static final Path FOLDER = Path.of("../../shared/contracts/medusa");
  private static final Pattern OPERATOR = Pattern.compile("(\\w+)\\[(\\$\\w+)]=(.*)");

  private final OpenApi contract;

  private MedusaContract(OpenApi contract) {
    this.contract = contract;
  }

  static boolean isHere() {
    return Files.isDirectory(FOLDER);
  }

  static MedusaContract read() {
    ObjectNode document = JsonMapper.shared().createObjectNode();
    ObjectNode paths = document.putObject("paths");
    read("paths", (name, read) -> paths.set("/" + name.replaceAll("_(?![^{]*})", "/"), read));
    ObjectNode schemas = document.putObject("components").putObject("schemas");
    read("components/schemas", schemas::set);
    pointAt(schemas, document);
    try {
      Path whole = Files.createTempFile("medusa", ".json");
      try {
        Files.write(whole, JsonMapper.shared().writeValueAsBytes(document));
        return new MedusaContract(OpenApi.of(whole, ""));
      } finally {
        Files.delete(whole);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @FunctionalInterface
  private interface Taker {
    void take(String name, JsonNode read);
  }

  private static void read(String folder, Taker taker) {
    try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
      for (Path file : files.sorted().toList()) {
        taker.take(
            file.getFileName().toString().replace(".yaml", ""),
            YAMLMapper.shared().readTree(Files.readAllBytes(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** To what is in another of the files; what is in none may be anything. */
  private static void pointAt(ObjectNode schemas, JsonNode node) {
    String reference = node.path("$ref").asString("").replaceAll(".*/|\\.yaml", "");
    if (schemas.has(reference)) {
      ((ObjectNode) node).put("$ref", "#/components/schemas/" + reference);
    }
    node.forEach(below -> pointAt(schemas, below));
  }

  @Override
  public boolean knows(Request request) {
    return contract.knows(request);
  }

  @Override
  public List<String> problems(Request request) {
    String query =
        Stream.of(request.query().split("&"))
            .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
            .map(part -> part.replaceFirst("^(\\w+)\\[]=", "$1="))
            .map(part -> OPERATOR.matcher(part).replaceFirst("$1={\"$2\":\"$3\"}"))
            .map(MedusaContract::encoded)
            .reduce((a, b) -> a + "&" + b)
            .orElse("");
    return contract.problems(
        new Request(request.method(), request.path(), query, request.headers(), request.body()));
  }

  private static String encoded(String part) {
    int equals = part.indexOf('=');
    return equals < 0
        ? part
        : part.substring(0, equals + 1)
            + URLEncoder.encode(part.substring(equals + 1), StandardCharsets.UTF_8);
  }

  @Override
  public List<String> problems(Request request, Response response) {
    return contract.ofWhatIsThere().problems(request, response);
  }
}
