package dev.onhand.connectors.contracts;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What documents are like, by a JSON schema. */
public final class Schemas {

  private static final SchemaRegistry DRAFT_4 =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4);
  private static final SchemaRegistry DRAFT_7 =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);

  private static final SchemaRegistry OPEN_API =
      SchemaRegistry.withDialect(Dialects.getOpenApi30());

  private final Schema schema;

  private Schemas(Schema schema) {
    this.schema = schema;
  }

  public static Schemas of(JsonNode schema) {
    return new Schemas(DRAFT_7.getSchema(schema));
  }

  /** As OpenAPI 3.0 writes them, where what may be null says so. */
  static Schemas openApi(JsonNode schema) {
    return new Schemas(OPEN_API.getSchema(schema));
  }

  /** As Swagger and OpenAPI 3.0 write them. */
  static Schemas old(JsonNode schema) {
    return new Schemas(DRAFT_4.getSchema(schema));
  }

  List<String> problems(JsonNode document) {
    return schema.validate(document).stream().map(Error::toString).toList();
  }

  /** What is wrong with a document. */
  public List<String> problems(byte[] document) {
    try {
      return problems(JsonMapper.shared().readTree(document));
    } catch (JacksonException e) {
      return List.of("it is no JSON");
    }
  }

  /** A document in JSON without its nulls; what is none stays as it is. */
  static byte[] withoutNulls(byte[] document) {
    try {
      JsonNode read = JsonMapper.shared().readTree(document);
      forgetNulls(read);
      return JsonMapper.shared().writeValueAsBytes(read);
    } catch (JacksonException e) {
      return document;
    }
  }

  private static void forgetNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().removeIf(field -> field.getValue().isNull());
    }
    node.forEach(Schemas::forgetNulls);
  }
}
