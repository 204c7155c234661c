package dev.onhand.engine.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a run: a list that is handed in.
 *
 * @param reliesOn the product whose version the list relies on, null: none
 * @param isOldVersion whether it relies on a version that is gone
 * @param edits the product that somebody edits before, null: none
 */
public record Step(
    List<Wish> wishes,
    boolean atomic,
    @Nullable Integer reliesOn,
    boolean isOldVersion,
    @Nullable Integer edits) {

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (edits != null) {
      text.append("edit p").append(edits).append("; ");
    }
    text.append(atomic ? "atomic" : "each");
    if (reliesOn != null) {
      text.append(" on p").append(reliesOn).append(isOldVersion ? " as it was" : "");
    }
    return text.append(' ').append(wishes).toString();
  }
}
