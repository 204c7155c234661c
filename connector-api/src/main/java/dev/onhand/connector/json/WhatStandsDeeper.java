package dev.onhand.connector.json;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.node.ObjectNode;

/** Components that are {@link At} a place in a document are read as fields that have its name. */
final class WhatStandsDeeper extends ValueDeserializerModifier {

  private static final long serialVersionUID = 1;

  /** What such a field is called; no field of a document is. */
  static String name(At at) {
    return at.value()[0];
  }

  @Override
  public ValueDeserializer<?> modifyDeserializer(
      DeserializationConfig config,
      BeanDescription.Supplier type,
      ValueDeserializer<?> deserializer) {
    List<At> deeper = deeper(type.getBeanClass());
    return deeper.isEmpty() ? deserializer : new Lifting(deserializer, deeper);
  }

  private static List<At> deeper(Class<?> type) {
    return type.isRecord()
        ? Stream.of(type.getRecordComponents())
            .flatMap(it -> Stream.of(it.getAnnotationsByType(At.class)))
            .toList()
        : List.of();
  }

  /** Reads a document with what stands deeper set beside its fields. */
  private static final class Lifting extends DelegatingDeserializer {

    private final List<At> deeper;

    Lifting(ValueDeserializer<?> deserializer, List<At> deeper) {
      super(deserializer);
      this.deeper = deeper;
    }

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> deserializer) {
      return new Lifting(deserializer, deeper);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) {
      JsonNode document = context.readTree(parser);
      if (document instanceof ObjectNode object) {
        lift(object);
      }
      try (JsonParser lifted = context.treeAsTokens(document)) {
        lifted.nextToken();
        return super.deserialize(lifted, context);
      }
    }

    /** No pointer leads to what is set. */
    private void lift(ObjectNode document) {
      for (At at : deeper) {
        Stream.of(at.value())
            .map(place -> document.at(JsonPointer.compile(place)))
            .filter(it -> !it.isMissingNode())
            .findFirst()
            .ifPresent(it -> document.set(name(at), it));
      }
    }
  }
}
