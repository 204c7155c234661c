package dev.onhand.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What can be done with a noun. In place of the parser's own list of subcommands, because that one
 * makes all of them ready, which takes longer than to run one.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Verbs {

  /** The commands, in the order in which the help lists them. */
  Class<? extends Action>[] value();
}
