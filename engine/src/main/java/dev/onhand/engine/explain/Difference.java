package dev.onhand.engine.explain;

import dev.onhand.engine.explain.Part.By;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a tree does not add up, which only damage can bring about.
 *
 * @param path from the root to the number: on hand, a location's code, a state
 * @param by how the number is split there
 * @param units the number
 * @param sum what its parts add up to
 */
public record Difference(Kind kind, List<String> path, By by, long units, long sum) {

  /** What does not agree. */
  public enum Kind {
    /** A number with the movements it should be the sum of. */
    LEVEL,
    /** What an order says it holds with the movements that reserved it. */
    RESERVATION
  }

  public Difference {
    path = List.copyOf(path);
  }

  /** All differences in a tree, from the root downwards. */
  static List<Difference> in(Part root) {
    List<Difference> found = new ArrayList<>();
    collect(root, List.of(), found);
    return found;
  }

  private static void collect(Part part, List<String> above, List<Difference> found) {
    List<String> path = new ArrayList<>(above);
    path.add(part.name());
    for (Part.Split split : part.splits()) {
      if (split.sum() != part.units()) {
        found.add(new Difference(Kind.LEVEL, path, split.by(), part.units(), split.sum()));
      }
      split.parts().forEach(child -> collect(child, path, found));
    }
  }
}
