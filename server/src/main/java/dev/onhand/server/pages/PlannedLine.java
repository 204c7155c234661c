package dev.onhand.server.pages;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a line of a change would come to.
 *
 * @param before on hand at the location now; null: not known, as there is a problem
 * @param after on hand if it is recorded
 * @param problem why it would be refused; null: it would not
 */
public record PlannedLine(
    AdjustmentLine line, @Nullable Long before, @Nullable Long after, @Nullable String problem) {

  static PlannedLine bad(AdjustmentLine line, String problem) {
    return new PlannedLine(line, null, null, problem);
  }

  public boolean isChange() {
    return problem == null && change() != 0;
  }

  /** By how much it changes on hand, where it would not be refused. */
  public long change() {
    return Objects.requireNonNull(after) - Objects.requireNonNull(before);
  }

  /** Whether somebody changed it since the one who decided looked. */
  public boolean isStale() {
    return before != null && !line.seen().isEmpty() && !line.seen().equals(before.toString());
  }

  /** The line with what is there now as what was seen. */
  AdjustmentLine seen() {
    return line.seen(Objects.requireNonNull(before));
  }
}
