package dev.onhand.server.web;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * What is wrong with a JSON body. Says where, and never repeats what stood there, which may be a
 * secret in the wrong place.
 */
public final class JsonProblems {

  private JsonProblems() {}

  /** What is wrong, and where. */
  public static ProblemException of(JacksonException e) {
    return switch (e) {
      case StreamConstraintsException constraint -> tooMuch(constraint);
      case InputCoercionException range -> mismatch(pointer(range), range.getTargetType());
      case StreamReadException malformed -> malformed(malformed);
      case UnrecognizedPropertyException unknown -> unknown(unknown);
      case MismatchedInputException mismatch ->
          mismatch(pointer(mismatch), mismatch.getTargetType());
      default -> ProblemException.invalid(pointer(e), "The value cannot be read.");
    };
  }

  private static ProblemException tooMuch(StreamConstraintsException e) {
    String message = String.valueOf(e.getOriginalMessage());
    if (message.contains("Document length")) {
      return RequestFilter.tooLarge();
    }
    return ProblemException.invalid(
        pointer(e), "The JSON is nested too deep, or has a text, name or number that is too long.");
  }

  private static ProblemException malformed(StreamReadException e) {
    String message = String.valueOf(e.getOriginalMessage());
    String what =
        message.startsWith("Duplicate")
            ? "A field is given twice in the same object"
            : "The body is not valid JSON";
    return ProblemException.invalid(
        pointer(e),
        "%s (line %d, column %d)."
            .formatted(what, e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
  }

  private static ProblemException unknown(UnrecognizedPropertyException e) {
    Collection<Object> known = e.getKnownPropertyIds();
    String names =
        known == null
            ? ""
            : known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    return ProblemException.invalid(
        List.of(
            new FieldError(
                pointer(e),
                FieldError.UNKNOWN,
                "There is no field '%s' here; there are: %s."
                    .formatted(Shown.text(e.getPropertyName()), names))));
  }

  private static ProblemException mismatch(String pointer, Class<?> type) {
    String field = pointer.isEmpty() ? "The body" : pointer.substring(pointer.lastIndexOf('/') + 1);
    return ProblemException.invalid(pointer, field + " must be " + expected(type));
  }

  private static String expected(Class<?> type) {
    if (type == null) {
      return "of another type";
    }
    if (type == long.class || type == Long.class) {
      return "a whole number, without quotes, fraction or exponent, of at most 18 digits";
    }
    if (type == int.class || type == Integer.class) {
      return "a whole number, without quotes, fraction or exponent";
    }
    if (type == double.class || type == Double.class) {
      return "a number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == String.class) {
      return "a text in quotes";
    }
    return Collection.class.isAssignableFrom(type) ? "a list in [ ]" : "an object in { }";
  }

  private static String pointer(JacksonException e) {
    StringBuilder pointer = new StringBuilder();
    for (JacksonException.Reference step : e.getPath()) {
      String name = step.getPropertyName();
      pointer.append('/');
      if (name == null) {
        pointer.append(step.getIndex());
      } else {
        pointer.append(Shown.text(name).replace("~", "~0").replace("/", "~1"));
      }
    }
    return pointer.toString();
  }
}
