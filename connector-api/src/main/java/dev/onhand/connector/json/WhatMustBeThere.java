package dev.onhand.connector.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/** What of a record is not {@code @Nullable} must be in its document, and not be null there. */
final class WhatMustBeThere extends JacksonAnnotationIntrospector {

  private static final long serialVersionUID = 1;

  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    return component(member)
        .map(it -> !isNullable(it) && !saysItself(config, member))
        .orElse(super.hasRequiredMarker(config, member));
  }

  @Override
  public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated member) {
    Optional<AnnotatedType> component = component(member);
    return component.isEmpty() || saysItself(config, member)
        ? super.findSetterInfo(config, member)
        : JsonSetter.Value.construct(nulls(component.get()), nulls(held(component.get())));
  }

  @Override
  public @Nullable PropertyName findNameForDeserialization(
      MapperConfig<?> config, Annotated member) {
    At deeper = member.getAnnotation(At.class);
    return deeper == null
        ? super.findNameForDeserialization(config, member)
        : PropertyName.construct(WhatStandsDeeper.name(deeper));
  }

  private boolean saysItself(MapperConfig<?> config, Annotated member) {
    return !super.findSetterInfo(config, member).equals(JsonSetter.Value.empty());
  }

  private static Nulls nulls(AnnotatedType type) {
    return isNullable(type) ? Nulls.SET : Nulls.FAIL;
  }

  private static boolean isNullable(AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class);
  }

  /** What a list or a map holds; of anything else it is not asked for. */
  private static AnnotatedType held(AnnotatedType type) {
    return type instanceof AnnotatedParameterizedType many
        ? many.getAnnotatedActualTypeArguments()[many.getAnnotatedActualTypeArguments().length - 1]
        : type;
  }

  private static Optional<AnnotatedType> component(Annotated member) {
    if (!(member instanceof AnnotatedParameter parameter)) {
      return Optional.empty();
    }
    RecordComponent @Nullable [] components = parameter.getDeclaringClass().getRecordComponents();
    boolean isOfRecord =
        components != null && components.length == parameter.getOwner().getParameterCount();
    return isOfRecord
        ? Optional.of(components[parameter.getIndex()].getAnnotatedType())
        : Optional.empty();
  }
}
