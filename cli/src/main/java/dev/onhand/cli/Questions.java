package dev.onhand.cli;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Asks a person for texts, of whom it is known that there is one. */
final class Questions {

  private final Surroundings surroundings;

  Questions(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** What a person answers; an empty answer is none. */
  String text(String name) throws IOException {
    prompt(name);
    return required(name, line());
  }

  /** As {@link #text}, without showing what is typed. */
  String secret(String name) throws IOException {
    if (surroundings.streams().in() != System.in) {
      return text(name);
    }
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      throw CommandException.usage(
          name + " is a secret, and what is typed here would be seen",
          "write it to a file: --secret-file " + name + "=FILE");
    }
    char[] typed = console.readPassword("%s: ", Plain.text(name));
    return required(name, typed == null ? "" : new String(typed));
  }

  private void prompt(String name) {
    surroundings.streams().err().print(Plain.text(name) + ": ");
    surroundings.streams().err().flush();
  }

  /** Not a byte beyond the line is taken: a console may read the next one. */
  private String line() throws IOException {
    ByteArrayOutputStream typed = new ByteArrayOutputStream();
    int one = surroundings.streams().in().read();
    while (one >= 0 && one != '\n') {
      typed.write(one);
      one = surroundings.streams().in().read();
    }
    return typed.toString(StandardCharsets.UTF_8);
  }

  private static String required(String name, String typed) {
    if (typed.isBlank()) {
      throw new CommandException(Exit.FAILED, name + " was not given: nothing was done", "");
    }
    return typed.strip();
  }
}
