package dev.onhand.connector.json;

import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.json.Graphql.Connection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Reads documents into records, and writes them. Fields that a record does not have are skipped;
 * what of it is not {@code @Nullable} must be there, and so must what its lists hold, but for what
 * is {@link OrEmpty}. A number with a fraction is no whole one.
 */
public final class Json {

  /** Of a channel that never writes a number as a text, or a text as a number. */
  public static final Json STRICT =
      new Json(usual().disable(MapperFeature.ALLOW_COERCION_OF_SCALARS).build());

  /** Of a channel that may. */
  public static final Json TOLERANT = new Json(usual().build());

  private final JsonMapper mapper;

  private Json(JsonMapper mapper) {
    this.mapper = mapper;
  }

  private static JsonMapper.Builder usual() {
    return JsonMapper.builder()
        .annotationIntrospector(new WhatMustBeThere())
        .addModule(new SimpleModule().setDeserializerModifier(new WhatStandsDeeper()))
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
  }

  /** The same of a channel that writes {@code created_at} for createdAt. */
  public Json snakeCase() {
    return new Json(
        mapper.rebuild().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build());
  }

  /**
   * @throws tools.jackson.core.JacksonException if it is no such document
   */
  public <T> T read(byte[] body, Class<T> type) {
    return there(mapper.readValue(body, type), type);
  }

  /** As {@link #read(byte[], Class)}. */
  public <T> T read(HttpReply reply, Class<T> type) {
    return read(reply.body(), type);
  }

  /**
   * As {@link #read(byte[], Class)}, of what stands at a place in it.
   *
   * @param at such as {@code /data/orders}
   */
  public <T> T read(HttpReply reply, String at, Class<T> type) {
    return there(mapper.treeToValue(place(reply, at), type), type);
  }

  /** As {@link #read(HttpReply, String, Class)}; empty: what stands there is null. */
  public <T> Optional<T> find(HttpReply reply, String at, Class<T> type) {
    JsonNode place = place(reply, at);
    return place.isNull()
        ? Optional.empty()
        : Optional.of(there(mapper.treeToValue(place, type), type));
  }

  /** As {@link #read(byte[], Class)}, of an answer that has one document a line. */
  public <T> List<T> lines(HttpReply reply, Class<T> type) {
    return reply
        .text()
        .lines()
        .map(line -> read(line.getBytes(StandardCharsets.UTF_8), type))
        .toList();
  }

  /** As {@link #read(HttpReply, String, Class)}, of a page of such things. */
  <T> Connection<T> page(HttpReply reply, String at, Class<T> type) {
    JavaType page = mapper.getTypeFactory().constructParametricType(Connection.class, type);
    Connection<T> read = mapper.treeToValue(place(reply, at), page);
    return Objects.requireNonNull(read, () -> "there is no page of " + type.getSimpleName());
  }

  private JsonNode place(HttpReply reply, String at) {
    return mapper.readTree(reply.body()).at(JsonPointer.compile(at));
  }

  /**
   * As {@link #read(byte[], Class)}, of what was asked for by its name.
   *
   * @param reply with success, or that there is none
   * @return empty: there is none
   */
  public <T> Optional<T> find(HttpReply reply, Class<T> type) {
    return reply.isSuccess() ? Optional.of(read(reply, type)) : Optional.empty();
  }

  private static <T> T there(T document, Class<T> type) {
    return Objects.requireNonNull(document, () -> "there is no " + type.getSimpleName());
  }

  /** A list that need not be there. */
  public static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  public String write(Object document) {
    return mapper.writeValueAsString(document);
  }

  /** All texts that stand anywhere in a document under a name, each once. */
  public static List<String> texts(JsonNode document, String name) {
    return document.findValues(name).stream()
        .flatMap(it -> it.asStringOpt().stream())
        .distinct()
        .toList();
  }
}
