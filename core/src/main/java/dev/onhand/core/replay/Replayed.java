package dev.onhand.core.replay;

import java.util.List;

/**
 * What came of living through a period again.
 *
 * @param movements of the journal that were read
 * @param steps entries of orders' logs that were read
 * @param unsure steps after which it is not told which of several lines waited
 * @param unchanged under the settings as they are
 * @param changed under the others
 * @param differences between what happened and the replay under the settings as they are: so many
 *     there are
 * @param examples of them, at most {@value #EXAMPLES_MAX}
 * @param moved levels that ended otherwise under the other settings, at most {@value #LEVELS_MAX},
 *     those with the largest difference first
 */
public record Replayed(
    long movements,
    long steps,
    long unsure,
    Tally unchanged,
    Tally changed,
    long differences,
    List<String> examples,
    List<LevelEnd> moved) {

  public static final int EXAMPLES_MAX = 20;
  public static final int LEVELS_MAX = 100;

  public Replayed {
    examples = List.copyOf(examples);
    moved = List.copyOf(moved);
  }

  /** Whether the replay under the settings as they are is what happened. */
  public boolean isReproduced() {
    return differences == 0;
  }

  /**
   * How a level ended.
   *
   * @param sku of the product
   * @param location its code
   * @param unchanged available under the settings as they are
   * @param changed available under the others
   */
  public record LevelEnd(String sku, String location, long unchanged, long changed) {}
}
