package dev.onhand.engine.channels;

import dev.onhand.core.listing.RuleStep;
import java.util.List;

/**
 * How a listing comes to what it should show, as of now.
 *
 * @param rule the one that holds for it
 * @param steps the last one's number is what it should show; none: its product is not counted, so
 *     that the channel keeps its own number
 */
public record Reckoning(Listing listing, ScopedRule rule, List<RuleStep> steps) {

  public Reckoning {
    steps = List.copyOf(steps);
  }
}
