package dev.onhand.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/**
 * What can be done with a noun. In place of the parser's own list of subcommands, because that one
 * makes all of them ready, which takes longer than to run one.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Verbs {

  /** The commands, in the order in which the help lists them. */
  Class<? extends Action>[] value();

  /** The verbs of a noun. */
  final class Of {

    private Of() {}

    /** All of them, in their order; of what is no noun: none. */
    static List<Class<? extends Action>> all(Object noun) {
      Verbs verbs = noun.getClass().getAnnotation(Verbs.class);
      return verbs == null ? List.of() : List.of(verbs.value());
    }

    static Optional<Class<? extends Action>> named(Object noun, String verb) {
      return all(noun).stream()
          .filter(type -> type.getAnnotation(Command.class).name().equals(verb))
          .findFirst();
    }
  }
}
