package dev.onhand.server.settings;

import java.util.List;

/** Settings that cannot be used: names all that is wrong, not only the first. */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  SettingsException(List<String> problems) {
    super("The settings cannot be used:\n- " + String.join("\n- ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One sentence each. */
  public List<String> problems() {
    return problems;
  }
}
