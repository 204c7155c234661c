package dev.onhand.connector;

import dev.onhand.model.Secret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that must or may be known of an account.
 *
 * @param name in small letters and {@code _}
 * @param help one or two sentences: what it is and where a person finds it
 * @param fallback what holds where nothing is given; null: it must be given, unless it is optional
 * @param choices what it may be; empty: anything of its kind
 * @param neededFor a choice for which it must be given, though it may be left out else; null: none
 * @param isOwn whether it tells one account from all others, as a shop's number does
 */
public record SettingSpec(
    String name,
    Kind kind,
    String help,
    boolean isOptional,
    @Nullable String fallback,
    List<String> choices,
    @Nullable Choice neededFor,
    boolean isOwn) {

  /** What another setting is set to. */
  public record Choice(String setting, String value) {

    boolean isMadeIn(Map<String, Secret> values) {
      Secret chosen = values.get(setting);
      return chosen != null && chosen.reveal().equals(value);
    }
  }

  /** What a setting is. */
  public enum Kind {
    TEXT,
    /** Never shown again, and kept encrypted. */
    SECRET,
    /** {@code https://…}, or {@code http://…} where the operator allows the address. */
    URL,
    /** A whole number. */
    NUMBER,
    /** {@code true} or {@code false}. */
    SWITCH
  }

  public SettingSpec {
    choices = List.copyOf(choices);
    if (!name.matches("[a-z][a-z0-9_]{0,47}")) {
      throw new IllegalArgumentException(
          "a setting's name must be 1 to 48 small letters, digits and _, not '%s'".formatted(name));
    }
    if (help.isBlank()) {
      throw new IllegalArgumentException("setting '%s' needs a help text".formatted(name));
    }
    if (kind == Kind.SECRET && fallback != null) {
      throw new IllegalArgumentException("secret '%s' must not have a default".formatted(name));
    }
  }

  /** Whether it must be given whatever else is: nothing holds without. */
  public boolean isNeeded() {
    return !isOptional && fallback == null;
  }

  /** What holds where this is given; an empty text counts as not given. */
  public String used(String given) {
    return given.isEmpty() && fallback != null ? fallback : given;
  }

  /**
   * Whether another account of the kind is likely to have the same: it is no secret, not where the
   * account is, and not who it is.
   */
  public boolean isShared() {
    boolean isPlace = kind == Kind.URL && fallback == null;
    return kind != Kind.SECRET && !isPlace && !isOwn;
  }

  public static SettingSpec text(String name, String help) {
    return new SettingSpec(name, Kind.TEXT, help, false, null, List.of(), null, false);
  }

  /** A text that says which account it is, or who: it is its own. */
  public static SettingSpec id(String name, String help) {
    return text(name, help).own();
  }

  public static SettingSpec secret(String name, String help) {
    return new SettingSpec(name, Kind.SECRET, help, false, null, List.of(), null, false);
  }

  public static SettingSpec url(String name, String help) {
    return new SettingSpec(name, Kind.URL, help, false, null, List.of(), null, false);
  }

  public static SettingSpec number(String name, String help) {
    return new SettingSpec(name, Kind.NUMBER, help, false, null, List.of(), null, false);
  }

  public static SettingSpec number(String name, String help, long fallback) {
    return new SettingSpec(
        name, Kind.NUMBER, help, false, Long.toString(fallback), List.of(), null, false);
  }

  public static SettingSpec toggle(String name, String help, boolean fallback) {
    return new SettingSpec(
        name, Kind.SWITCH, help, false, Boolean.toString(fallback), List.of(), null, false);
  }

  /** Its name, and what it is. */
  String told() {
    return "%s (%s)"
        .formatted(name, help.endsWith(".") ? help.substring(0, help.length() - 1) : help);
  }

  /** The same, where these are all it may be. */
  public SettingSpec oneOf(String... values) {
    return new SettingSpec(
        name, kind, help, isOptional, fallback, List.of(values), neededFor, isOwn);
  }

  /** The same, with what holds where nothing is given. */
  public SettingSpec orElse(String value) {
    return new SettingSpec(name, kind, help, isOptional, value, choices, neededFor, isOwn);
  }

  /** The same, which may be left out. */
  public SettingSpec optional() {
    return new SettingSpec(name, kind, help, true, fallback, choices, neededFor, isOwn);
  }

  /** The same, which may be left out but where another setting is set to this. */
  public SettingSpec neededFor(String setting, String value) {
    return new SettingSpec(
        name, kind, help, true, fallback, choices, new Choice(setting, value), isOwn);
  }

  /** The same, which is never taken over from one account to another. */
  public SettingSpec own() {
    return new SettingSpec(name, kind, help, isOptional, fallback, choices, neededFor, true);
  }
}
