package dev.onhand.core.batch;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a correction needs somebody who did not count it.
 *
 * @param above corrections of more units do, whichever way; null: none does
 */
public record FourEyes(@Nullable Long above) {

  /**
   * Whether somebody may approve a correction.
   *
   * @param counters who counted it
   */
  public boolean allows(String approver, Set<String> counters, long change) {
    return above == null || Math.abs(change) <= above || !counters.contains(approver);
  }
}
