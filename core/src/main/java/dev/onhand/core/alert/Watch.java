package dev.onhand.core.alert;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Decides which alerts are open, by what was measured. */
public final class Watch {

  private static final long PERCENT = 100;

  private Watch() {}

  /**
   * What was measured.
   *
   * @param subject what it is about
   * @param threshold that holds for it
   */
  public record Fact(String subject, long value, Threshold threshold) {}

  /**
   * What follows.
   *
   * @param open subjects whose alert is open now: opened, or left open
   * @param over subjects whose alert was open and is over
   */
  public record Decision(Set<String> open, Set<String> over) {
    public Decision {
      open = Set.copyOf(open);
      over = Set.copyOf(over);
    }
  }

  /**
   * @param facts of all subjects that were looked at and may have an alert; one without a fact has
   *     none
   * @param open the subjects that were looked at whose alert is open
   */
  public static Decision decide(List<Fact> facts, Collection<String> open) {
    Set<String> before = new HashSet<>(open);
    Set<String> after = new HashSet<>();
    for (Fact fact : facts) {
      if (fact.threshold().isOpenAfter(fact.value(), before.contains(fact.subject()))) {
        after.add(fact.subject());
      }
    }
    before.removeAll(after);
    return new Decision(after, before);
  }

  /** A part of all in percent, rounded up, so that what is above 1 % is above 1. */
  public static long percent(long part, long all) {
    return all == 0 ? 0 : Math.ceilDiv(part * PERCENT, all);
  }
}
