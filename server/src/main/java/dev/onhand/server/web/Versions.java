package dev.onhand.server.web;

import dev.onhand.engine.catalogue.Saving;
import dev.onhand.model.Quantity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Versions of rows as entity tags: {@code W/"7"}. */
public final class Versions {

  /** What JSON can carry to every client. */
  private static final long VERSION_MAX = 1L << 53;

  private Versions() {}

  /** The value of the ETag header. */
  public static String etag(long version) {
    return "W/\"" + version + "\"";
  }

  /**
   * The version that a change rests on.
   *
   * @param ifMatch the If-Match header; null or {@code *}: any
   */
  public static @Nullable Long expected(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.strip().equals("*")) {
      return null;
    }
    String tag = ifMatch.strip();
    String opaque = tag.startsWith("W/") ? tag.substring(2) : tag;
    if (!opaque.matches("\"[0-9]{1,18}\"")) {
      throw ProblemException.invalid(
          List.of(
              new FieldError(
                  "If-Match",
                  FieldError.INVALID,
                  "If-Match must be one ETag as it was given, such as W/\"7\"")));
    }
    return Quantity.parseWhole("If-Match", opaque.substring(1, opaque.length() - 1));
  }

  /**
   * Of what has no count of its changes: the same for the same text, another for (all but surely)
   * any other, and never 0.
   */
  public static long ofText(String said) {
    UUID name = UUID.nameUUIDFromBytes(said.getBytes(StandardCharsets.UTF_8));
    return 1 + Long.remainderUnsigned(name.getMostSignificantBits(), VERSION_MAX - 1);
  }

  /**
   * Of two people who edit the same thing by a form, the second is told what is there now.
   *
   * @param now what is there, in words
   * @param wanted what the form said, in the same words
   */
  public static ProblemException overtaken(String now, String wanted) {
    return new ProblemException(
        ProblemCode.PRECONDITION_FAILED,
        "Somebody changed it meanwhile. It is now %s; you wanted %s. Look again and decide anew."
            .formatted(now, wanted));
  }

  /**
   * The row that was saved.
   *
   * @param what "product", for messages
   * @param name what the caller called it
   * @throws ProblemException if it was not saved
   */
  public static <T> T saved(Saving<T> saving, String what, String name) {
    return switch (saving) {
      case Saving.Saved<T>(var row) -> row;
      case Saving.Missing<T>() -> throw ProblemException.notFound(what, name);
      case Saving.Stale<T>(var version) ->
          throw new ProblemException(
              ProblemCode.PRECONDITION_FAILED,
              "The %s was changed meanwhile: it is at version %d. Read it again and decide anew."
                  .formatted(what, version));
      case Saving.Taken<T>(var taken) ->
          throw new ProblemException(
              ProblemCode.CONFLICT, "There is already a %s '%s'.".formatted(what, taken));
      case Saving.Blocked<T>(var why) -> throw new ProblemException(ProblemCode.CONFLICT, why);
    };
  }
}
