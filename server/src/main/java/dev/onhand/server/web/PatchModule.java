package dev.onhand.server.web;

import dev.onhand.engine.catalogue.Patch;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.module.SimpleModule;

/** Tells a field that is null from one that is not there. */
final class PatchModule extends SimpleModule {

  private static final long serialVersionUID = 1;

  PatchModule() {
    super("patch");
    addDeserializer(Patch.class, new PatchDeserializer(null));
  }

  @SuppressWarnings({"rawtypes", "unchecked"}) // as the module's method wants the raw class
  private static final class PatchDeserializer extends ValueDeserializer<Patch> {

    private final @Nullable JavaType type;

    PatchDeserializer(@Nullable JavaType type) {
      this.type = type;
    }

    @Override
    public ValueDeserializer<?> createContextual(
        DeserializationContext context, @Nullable BeanProperty property) {
      JavaType whole = property == null ? context.getContextualType() : property.getType();
      return new PatchDeserializer(whole.containedTypeOrUnknown(0));
    }

    @Override
    public Patch deserialize(JsonParser parser, DeserializationContext context) {
      return Patch.set(context.readValue(parser, type));
    }

    @Override
    public Object getNullValue(DeserializationContext context) {
      return Patch.set(null);
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) {
      return Patch.keep();
    }
  }
}
