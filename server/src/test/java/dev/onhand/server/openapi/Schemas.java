package dev.onhand.server.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onhand.engine.catalogue.Patch;
import dev.onhand.server.web.Required;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Schemas of records, as they are read and written. */
final class Schemas {

  private final SourceComments comments;

  /** What fields mean that mean the same wherever they are. */
  private final Properties words;

  private final Map<String, Object> named = new TreeMap<>();
  private final Map<String, String> owners = new TreeMap<>();

  Schemas(SourceComments comments, Properties words) {
    this.words = words;
    this.comments = comments;
  }

  /** All that were asked for, by name. */
  Map<String, Object> named() {
    return named;
  }

  /** What an answer of this type looks like. */
  Map<String, Object> ofAnswer(Type type) {
    return of(type, Map.of(), false);
  }

  /** What a body of this type looks like. */
  Map<String, Object> ofRequest(Class<?> type) {
    return of(type, Map.of(), true);
  }

  private Map<String, Object> of(Type type, Map<String, Type> bound, boolean request) {
    return switch (type) {
      case TypeVariable<?> variable ->
          of(bound.getOrDefault(variable.getName(), Object.class), bound, request);
      case ParameterizedType generic -> ofGeneric(generic, bound, request);
      case Class<?> plain -> ofClass(plain, Map.of(), plain.getSimpleName(), request);
      default -> new LinkedHashMap<>();
    };
  }

  private Map<String, Object> ofGeneric(
      ParameterizedType type, Map<String, Type> bound, boolean request) {
    Class<?> raw = (Class<?>) type.getRawType();
    Type first = type.getActualTypeArguments()[0];
    Type argument =
        first instanceof TypeVariable<?> variable
            ? bound.getOrDefault(variable.getName(), Object.class)
            : first;
    if (List.class.isAssignableFrom(raw) || Set.class.isAssignableFrom(raw)) {
      return map("type", "array", "items", of(argument, bound, request));
    }
    if (Map.class.isAssignableFrom(raw)) {
      Type value = type.getActualTypeArguments()[1];
      return map("type", "object", "additionalProperties", of(value, bound, request));
    }
    if (raw == Patch.class) {
      return nullable(of(argument, bound, request));
    }
    Map<String, Type> own = Map.of(raw.getTypeParameters()[0].getName(), argument);
    String name = name(((Class<?>) argument).getSimpleName()) + "List";
    return ofClass(raw, own, name, request);
  }

  private Map<String, Object> ofClass(
      Class<?> type, Map<String, Type> bound, String name, boolean request) {
    if (type == String.class) {
      return map("type", "string");
    }
    if (type == long.class || type == Long.class) {
      return map("type", "integer", "format", "int64");
    }
    if (type == int.class || type == Integer.class) {
      return map("type", "integer", "format", "int32");
    }
    if (type == double.class || type == Double.class) {
      return map("type", "number", "format", "double");
    }
    if (type == boolean.class || type == Boolean.class) {
      return map("type", "boolean");
    }
    if (type == Instant.class) {
      return map("type", "string", "format", "date-time");
    }
    if (type.isEnum()) {
      return map("type", "string");
    }
    if (type.isRecord()) {
      return reference(type, bound, name(name), request);
    }
    return new LinkedHashMap<>(); // anything
  }

  /** The short name if it is free, else one with that of the type around it. */
  private String nameOf(Class<?> type, String shortName) {
    if (owners.getOrDefault(shortName, type.getName()).equals(type.getName())) {
      return shortName;
    }
    String around = type.getEnclosingClass().getSimpleName().replaceAll("(Controller|Bodies)$", "");
    String name = name(around) + shortName;
    if (!owners.getOrDefault(name, type.getName()).equals(type.getName())) {
      throw new IllegalStateException("two records would have the schema " + name);
    }
    return name;
  }

  private static String name(String simpleName) {
    return simpleName.endsWith("Body")
        ? simpleName.substring(0, simpleName.length() - "Body".length())
        : simpleName;
  }

  private Map<String, Object> reference(
      Class<?> type, Map<String, Type> bound, String shortName, boolean request) {
    String name = nameOf(type, shortName);
    String owner = owners.putIfAbsent(name, type.getName());
    if (owner == null) {
      named.put(name, new LinkedHashMap<>());
      named.put(name, schema(name, type, bound, request));
    }
    return map("$ref", "#/components/schemas/" + name);
  }

  private Map<String, Object> schema(
      String schemaName, Class<?> type, Map<String, Type> bound, boolean request) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String name = jsonName(type, component);
      Map<String, Object> property = property(type, component, bound, request);
      describe(schemaName, type, component, property);
      properties.put(name, property);
      boolean always =
          request ? component.isAnnotationPresent(Required.class) : !isLeftOut(type, component);
      if (always) {
        required.add(name);
      }
    }
    Map<String, Object> schema = map("type", "object");
    if (!comments.type(type).isEmpty()) {
      schema.put("description", comments.type(type));
    }
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    if (request) {
      schema.put("additionalProperties", false);
    }
    return schema;
  }

  private Map<String, Object> property(
      Class<?> type, RecordComponent component, Map<String, Type> bound, boolean request) {
    Map<String, Object> schema = of(component.getGenericType(), bound, request);
    boolean saysNull =
        isNullable(component.getAnnotatedType())
            && !component.isAnnotationPresent(Required.class)
            && (request || !isLeftOut(type, component));
    if (saysNull) {
      schema = nullable(schema);
    }
    return schema;
  }

  /** By the record's own comment, else by the list of words: of this schema, else of all. */
  private void describe(
      String schemaName, Class<?> type, RecordComponent component, Map<String, Object> property) {
    String field = snake(component.getName());
    String own = comments.component(type, component.getName());
    String said =
        own.isEmpty()
            ? words.getProperty(schemaName + "." + field, words.getProperty(field, ""))
            : own;
    if (!said.isEmpty()) {
      property.put("description", said);
    }
  }

  private static boolean isNullable(AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class)
        || (type instanceof AnnotatedParameterizedType generic
            && generic.isAnnotationPresent(Nullable.class));
  }

  /** Whether the field is not there when it is null. */
  private static boolean isLeftOut(Class<?> type, RecordComponent component) {
    JsonInclude own = component.getAccessor().getAnnotation(JsonInclude.class);
    JsonInclude whole = type.getAnnotation(JsonInclude.class);
    boolean leftOut = own != null || whole != null;
    return leftOut && isNullable(component.getAnnotatedType());
  }

  private static Map<String, Object> nullable(Map<String, Object> schema) {
    if (schema.get("type") instanceof String plain) {
      Map<String, Object> either = new LinkedHashMap<>(schema);
      either.put("type", List.of(plain, "null"));
      return either;
    }
    return schema.isEmpty() ? schema : map("anyOf", List.of(schema, map("type", "null")));
  }

  private static String jsonName(Class<?> type, RecordComponent component) {
    Method accessor = component.getAccessor();
    JsonProperty named = accessor.getAnnotation(JsonProperty.class);
    return named != null && !named.value().isEmpty() ? named.value() : snake(component.getName());
  }

  static String snake(String name) {
    return name.replaceAll("(?<=[a-z0-9])([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
  }

  static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  /** The names of a record's components as they stand in JSON. */
  static List<String> names(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(component -> jsonName(type, component))
        .toList();
  }
}
