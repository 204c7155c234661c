package dev.onhand.core.ledger;

import dev.onhand.model.Text;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a movement refers to: the order, container, file row or person behind it.
 *
 * @param kind what sort of thing it is
 * @param reference its number or name, at most {@value #LENGTH_MAX} characters
 * @param line which line of it, at most {@value #LENGTH_MAX} characters
 */
public record Cause(Kind kind, @Nullable String reference, @Nullable String line) {

  public static final int LENGTH_MAX = 255;

  /** The sorts of cause. */
  public enum Kind {
    ORDER,
    PURCHASE_ORDER,
    CONTAINER,
    RETURN,
    BATCH,
    TRANSFER,
    IMPORT,
    PERSON,
    SYSTEM,
    /** A listing that was changed on its channel. */
    CHANNEL;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** As written in the database, the API and files. */
    public String code() {
      return code;
    }
  }

  public Cause {
    reference = reference == null ? null : Text.identifier("reference", reference, LENGTH_MAX);
    line = line == null ? null : Text.identifier("line", line, LENGTH_MAX);
    if (line != null && reference == null) {
      throw new IllegalArgumentException("line needs a reference");
    }
  }

  public static Cause of(Kind kind) {
    return new Cause(kind, null, null);
  }

  public static Cause of(Kind kind, String reference) {
    return new Cause(kind, reference, null);
  }
}
