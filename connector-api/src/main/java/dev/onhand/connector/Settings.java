package dev.onhand.connector;

import dev.onhand.model.Quantity;
import dev.onhand.model.Secret;
import dev.onhand.model.Text;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is known of an account, checked against what its connector asks for. Secrets stay hidden.
 */
public final class Settings {

  public static final int VALUE_LENGTH_MAX = 4_096;

  private final Map<String, Secret> values;

  private Settings(Map<String, Secret> values) {
    this.values = Map.copyOf(values);
  }

  /** What is wrong with settings: all of it, and each with the name of its setting. */
  public static final class InvalidSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Map<String, String> problems;

    /**
     * @param problems by the name of the setting
     */
    public InvalidSettingsException(Map<String, String> problems) {
      super(String.join("; ", problems.values()));
      this.problems = Map.copyOf(problems);
    }

    /** What is wrong, by the name of the setting. */
    public Map<String, String> problems() {
      return problems;
    }
  }

  /**
   * @param given by name, as people wrote them; an empty text counts as not given
   * @throws InvalidSettingsException with everything that is wrong
   */
  public static Settings of(List<SettingSpec> specs, Map<String, String> given) {
    Map<String, Secret> values = new TreeMap<>();
    Map<String, String> problems = new TreeMap<>();
    for (SettingSpec spec : specs) {
      String used = spec.used(given.getOrDefault(spec.name(), ""));
      if (used.isEmpty()) {
        if (!spec.isOptional()) {
          problems.put(spec.name(), spec.name() + " is missing: " + spec.help());
        }
        continue;
      }
      Optional<String> problem = problem(spec, used);
      if (problem.isPresent()) {
        problems.put(spec.name(), problem.get());
      } else {
        values.put(spec.name(), Secret.of(used));
      }
    }
    for (SettingSpec spec : specs) {
      SettingSpec.Choice choice = spec.neededFor();
      if (choice != null && choice.isMadeIn(values) && !values.containsKey(spec.name())) {
        problems.putIfAbsent(
            spec.name(),
            "%s is needed where %s is %s: %s"
                .formatted(spec.name(), choice.setting(), choice.value(), spec.help()));
      }
    }
    unknown(specs, given.keySet())
        .forEach(
            name -> problems.put(name, "there is no setting '%s'".formatted(Text.shown(name))));
    if (!problems.isEmpty()) {
      throw new InvalidSettingsException(problems);
    }
    return new Settings(values);
  }

  private static Set<String> unknown(List<SettingSpec> specs, Set<String> given) {
    Set<String> unknown = new TreeSet<>(given);
    specs.forEach(spec -> unknown.remove(spec.name()));
    return unknown;
  }

  private static Optional<String> problem(SettingSpec spec, String value) {
    if (value.length() > VALUE_LENGTH_MAX) {
      return Optional.of(
          "%s must have at most %d characters".formatted(spec.name(), VALUE_LENGTH_MAX));
    }
    if (value.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      return Optional.of(spec.name() + " must be one line of text");
    }
    if (!spec.choices().isEmpty() && !spec.choices().contains(value)) {
      return Optional.of(
          "%s must be one of %s".formatted(spec.name(), String.join(", ", spec.choices())));
    }
    return switch (spec.kind()) {
      case TEXT, SECRET -> Optional.empty();
      case URL -> urlProblem(spec.name(), value);
      case NUMBER -> numberProblem(spec.name(), value);
      case SWITCH ->
          value.equals("true") || value.equals("false")
              ? Optional.empty()
              : Optional.of(spec.name() + " must be true or false");
    };
  }

  private static Optional<String> urlProblem(String name, String value) {
    try {
      URI uri = new URI(value);
      boolean isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (isWeb && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null) {
        return Optional.empty();
      }
    } catch (URISyntaxException e) {
      return Optional.of("%s is not an address: %s".formatted(name, e.getReason()));
    }
    return Optional.of(
        name + " must be an address like https://shop.example, without a name, password or query");
  }

  private static Optional<String> numberProblem(String name, String value) {
    try {
      long number = Quantity.parseWhole(name, value);
      return number < 0 ? Optional.of(name + " must not be negative") : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Has settings read by who is going to use them.
   *
   * @param tries what reads one, by its name; what it throws is what is wrong with it
   * @throws InvalidSettingsException with everything that is wrong
   */
  public void tried(Map<String, Runnable> tries) {
    Map<String, String> problems = new TreeMap<>();
    tries.forEach(
        (name, reading) -> {
          try {
            reading.run();
          } catch (RuntimeException e) {
            String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            problems.put(name, "%s: %s".formatted(name, said));
          }
        });
    if (!problems.isEmpty()) {
      throw new InvalidSettingsException(problems);
    }
  }

  /**
   * A setting in pairs, such as {@code a=b, c=d}; none where it is not given. What stands before
   * the last equals sign may have more of them.
   *
   * @throws IllegalArgumentException if it is no such text
   */
  public Map<String, String> pairs(String setting) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String part : find(setting).orElse("").split(",")) {
      int equals = part.lastIndexOf('=');
      String name = part.substring(0, Math.max(0, equals)).strip();
      String value = part.substring(equals + 1).strip();
      boolean isPair = !name.isEmpty() && !value.isEmpty();
      if (!isPair && !part.isBlank()) {
        throw new IllegalArgumentException(
            "must be pairs such as a=b, c=d, not '%s'".formatted(part.strip()));
      }
      if (isPair) {
        pairs.put(name, value);
      }
    }
    return pairs;
  }

  /**
   * A seller's own words for what a channel's kind has words for, as {@link #pairs} has them; all
   * in small letters.
   *
   * @param ours the words of the kind, in small letters
   * @throws IllegalArgumentException if it is no such text, or stands for another word
   */
  public Map<String, String> words(String setting, Set<String> ours) {
    Map<String, String> words = new TreeMap<>();
    pairs(setting).forEach((theirs, our) -> words.put(lower(theirs), lower(our)));
    for (String our : words.values()) {
      if (!ours.contains(our)) {
        throw new IllegalArgumentException(
            "'%s' is none of ours, which are %s"
                .formatted(our, String.join(", ", new TreeSet<>(ours))));
      }
    }
    return words;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** A setting that is there: it has a default or must be given. */
  public String text(String name) {
    return secret(name).reveal();
  }

  public Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name)).map(Secret::reveal);
  }

  /** As {@link #text}, still hidden. */
  public Secret secret(String name) {
    Secret value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("there is no setting '%s'".formatted(name));
    }
    return value;
  }

  public URI url(String name) {
    return URI.create(text(name));
  }

  public long number(String name) {
    return Quantity.parseWhole(name, text(name));
  }

  public boolean isOn(String name) {
    return Boolean.parseBoolean(text(name));
  }

  /** The values that must not be seen, for those who look whether one slipped out. */
  public List<Secret> secrets(List<SettingSpec> specs) {
    List<Secret> secrets = new ArrayList<>();
    for (SettingSpec spec : specs) {
      if (spec.kind() == SettingSpec.Kind.SECRET && values.containsKey(spec.name())) {
        secrets.add(secret(spec.name()));
      }
    }
    return secrets;
  }

  @Override
  public String toString() {
    return "Settings" + values.keySet();
  }
}
