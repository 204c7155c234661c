package dev.onhand.server.access;

import dev.onhand.engine.access.Scope;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The scope that a caller needs for a handler. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {
  Scope value();

  /**
   * Whether what it changes is written down although it is daily work: of what has no journal of
   * its own.
   */
  boolean isAudited() default false;
}
