package dev.onhand.server.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a handler answers, for the description of the API where the method's type does not tell. The
 * problems that any handler of its form may answer are added by themselves (a malformed request, a
 * missing token or scope, an id in the path that names nothing, a server in trouble).
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Answers {

  /** The status of success. */
  int status() default 200;

  /** The body, where the method's return type does not name it. */
  Class<?> body() default void.class;

  /** The body of a 202, where the work may also be put in a queue. */
  Class<?> accepted() default void.class;

  /** Whether it hands commands to the ledger, which may refuse them for its own reasons. */
  boolean ledger() default false;

  /** Problems of this handler's own. */
  ProblemCode[] problems() default {};
}
