package dev.onhand.server.web;

/**
 * What is wrong with one field of a request.
 *
 * @param pointer where, as a JSON pointer into the body ({@code /items/0/quantity}), or the name of
 *     a parameter
 * @param code a word for programs
 * @param detail a sentence for people
 */
public record FieldError(String pointer, String code, String detail) {

  /** The value is not one that the field can have. */
  public static final String INVALID = "invalid";

  /** The field is needed and was not given. */
  public static final String MISSING = "missing";

  /** There is no field of that name. */
  public static final String UNKNOWN = "unknown";

  /**
   * A field that does not exist.
   *
   * @param at the object it stands in, as a pointer; empty: the body
   */
  public static FieldError unknown(String at, String name) {
    String shown = Shown.text(name);
    return new FieldError(
        at + "/" + shown.replace("~", "~0").replace("/", "~1"),
        UNKNOWN,
        "There is no field '%s' here.".formatted(shown));
  }

  /** The same error, of a part that stands there in the body. */
  public FieldError below(String at) {
    return new FieldError(at + pointer, code, detail);
  }
}
