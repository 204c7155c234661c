package dev.onhand.server.web;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * How JSON is read and written everywhere: what is not as said is refused, never guessed at. An
 * unknown field is an error (it may be a misspelt one), "5" is no number, 5 is no text and 5.0 no
 * whole number.
 */
public final class JsonRules {

  /** What one request may hold, as the batch of ten thousand movements needs a few. */
  public static final long BODY_BYTES_MAX = 16L * 1024 * 1024;

  /** No request of ours nests deeper than five. */
  private static final int DEPTH_MAX = 32;

  /** A note has 2,000 characters; escaped, six times that. */
  private static final int STRING_LENGTH_MAX = 100_000;

  private static final int NAME_LENGTH_MAX = 256;

  /** A long has 19 digits. */
  private static final int NUMBER_LENGTH_MAX = 40;

  /** A batch of ten thousand with all fields has some 500,000. */
  private static final long TOKENS_MAX = 2_000_000;

  private JsonRules() {}

  static JsonFactoryBuilder configure(JsonFactoryBuilder factory) {
    return factory
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEPTH_MAX)
                .maxStringLength(STRING_LENGTH_MAX)
                .maxNameLength(NAME_LENGTH_MAX)
                .maxNumberLength(NUMBER_LENGTH_MAX)
                .maxTokenCount(TOKENS_MAX)
                .maxDocumentLength(BODY_BYTES_MAX)
                .build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION);
  }

  static JsonMapper.Builder configure(JsonMapper.Builder mapper) {
    return mapper
        .addModule(new PatchModule())
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
        .withCoercionConfig(
            LogicalType.Textual,
            config ->
                config
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .withCoercionConfig(
            LogicalType.Integer,
            config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
        .withCoercionConfig(
            LogicalType.Float,
            config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
        .withCoercionConfig(
            LogicalType.Boolean,
            config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail));
  }

  /** A mapper by these rules. */
  public static JsonMapper mapper() {
    JsonFactory factory = configure(JsonFactory.builder()).build();
    return configure(JsonMapper.builder(factory)).build();
  }
}
