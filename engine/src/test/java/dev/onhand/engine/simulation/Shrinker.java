package dev.onhand.engine.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a failing run short by delta debugging: leaves out parts, ever smaller ones, for as long as
 * it still fails.
 */
public final class Shrinker {

  private Shrinker() {}

  /**
   * @param fails whether a run fails; it does for {@code run}
   * @param triesMax how many shorter runs are tried at most
   * @return a run that fails, of which no single step can be left out (unless the tries were up)
   */
  public static <T> List<T> shrink(List<T> run, Predicate<List<T>> fails, int triesMax) {
    List<T> best = run;
    int parts = 2;
    int tries = 0;
    while (best.size() > 1 && tries < triesMax) {
      List<T> shorter = null;
      int length = Math.max(1, (best.size() + parts - 1) / parts);
      for (int from = 0;
          from < best.size() && shorter == null && tries < triesMax;
          from += length) {
        List<T> candidate = without(best, from, length);
        tries++;
        if (fails.test(candidate)) {
          shorter = candidate;
        }
      }
      if (shorter != null) {
        best = shorter;
        parts = Math.max(2, parts - 1);
      } else if (length == 1) {
        return best;
      } else {
        parts = Math.min(best.size(), parts * 2);
      }
    }
    return best;
  }

  private static <T> List<T> without(List<T> run, int from, int length) {
    List<T> rest = new ArrayList<>(run.subList(0, from));
    rest.addAll(run.subList(Math.min(run.size(), from + length), run.size()));
    return rest;
  }
}
