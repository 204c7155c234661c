package dev.onhand.connectors.contracts;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What documents are like, by a JSON schema. */
public final class Schemas {

  private static final SchemaRegistry DRAFT_4 =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4);
  private static final SchemaRegistry DRAFT_7 =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);

  private final Schema schema;

  private Schemas(Schema schema) {
    this.schema = schema;
  }

  public static Schemas of(JsonNode schema) {
    return new Schemas(DRAFT_7.getSchema(schema));
  }

  /** As Swagger and OpenAPI 3.0 write them. */
  static Schemas old(JsonNode schema) {
    return new Schemas(DRAFT_4.getSchema(schema));
  }

  /** What is wrong with a document. */
  public List<String> problems(byte[] document) {
    try {
      return schema.validate(JsonMapper.shared().readTree(document)).stream()
          .map(Error::toString)
          .toList();
    } catch (JacksonException e) {
      return List.of("it is no JSON");
    }
  }
}
