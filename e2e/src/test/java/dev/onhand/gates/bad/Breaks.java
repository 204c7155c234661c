package dev.onhand.gates.bad;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The wall that a sample must be caught by. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Breaks {
  String value();
}
