package dev.onhand.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a request into values, and tells all that is wrong at once, each with its
 * pointer. A field's value may be used once all fields have been read: {@link #build}.
 */
public final class Fields {

  private final List<FieldError> errors = new ArrayList<>();
  private final String prefix;

  /** For the fields of a body: what is wrong is told with a JSON pointer. */
  public Fields() {
    this("/");
  }

  private Fields(String prefix) {
    this.prefix = prefix;
  }

  /** For parameters: what is wrong is told with the parameter's name. */
  public static Fields ofParameters() {
    return new Fields("");
  }

  /**
   * A field as it was read.
   *
   * @param <T> its type
   */
  public static final class Field<T> {
    private final @Nullable T value;

    private Field(@Nullable T value) {
      this.value = value;
    }

    /** The value of a required field. */
    public T get() {
      if (value == null) {
        throw new IllegalStateException("a required field is used before the fields were checked");
      }
      return value;
    }

    /** The value of an optional field. */
    public @Nullable T orNull() {
      return value;
    }
  }

  /** A field that must be there. */
  public <S, T> Field<T> required(String name, @Nullable S text, Function<S, T> reading) {
    if (text == null) {
      errors.add(new FieldError(prefix + name, FieldError.MISSING, name + " is missing"));
      return new Field<>(null);
    }
    return optional(name, text, reading);
  }

  /** A field that may be left out, or be null. */
  public <S, T> Field<T> optional(String name, @Nullable S text, Function<S, T> reading) {
    if (text == null) {
      return new Field<>(null);
    }
    try {
      return new Field<>(reading.apply(text));
    } catch (IllegalArgumentException e) {
      errors.add(new FieldError(prefix + name, FieldError.INVALID, message(e)));
      return new Field<>(null);
    }
  }

  /**
   * An object within the body, whose errors become errors of the body.
   *
   * @return null if it was not given, or cannot be read
   */
  public <S, T> @Nullable T nested(@Nullable S given, Function<S, T> reading) {
    if (given == null) {
      return null;
    }
    try {
      return reading.apply(given);
    } catch (ProblemException problem) {
      errors.addAll(problem.errors());
      return null;
    }
  }

  /** All that is wrong so far. */
  public List<FieldError> errors() {
    return List.copyOf(errors);
  }

  /** Notes one more thing that is wrong. */
  public void add(FieldError error) {
    errors.add(error);
  }

  /**
   * Makes the whole from its fields.
   *
   * @throws ProblemException with all that is wrong, if anything is
   */
  public <T> T build(Supplier<T> making) {
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
    return checked(making);
  }

  /** What the values make of it together may be wrong too; messages begin with the field's name. */
  public static <T> T checked(Supplier<T> making) {
    try {
      return making.get();
    } catch (IllegalArgumentException e) {
      String message = message(e);
      String name = message.split(" ", 2)[0];
      throw ProblemException.invalid(name.matches("[a-z_]+") ? "/" + name : "", message);
    }
  }

  /** What somebody gave, without blanks around it; null: nothing, or nothing but blanks. */
  public static @Nullable String given(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static String message(IllegalArgumentException e) {
    String message = e.getMessage();
    return message == null ? "is not valid" : message;
  }
}
