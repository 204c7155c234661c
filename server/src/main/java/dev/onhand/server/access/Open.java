package dev.onhand.server.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A handler that needs no scope: anybody may call it, or who is signed in for what is theirs. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Open {

  /** Whether what it changes is written down, as what is done to the set-up is. */
  boolean isAudited() default false;
}
