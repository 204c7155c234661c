package dev.onhand.server.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a parameter of type {@link dev.onhand.engine.paging.PageRequest}: read from {@code limit},
 * {@code starting_after} and {@code ending_before}, which are ids of this kind.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface PageOf {
  IdKind value();
}
