package dev.onhand.e2e.shops;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What happened in one shop, for the report. */
final class Tally {

  /** What is counted, in the words of the report and in its order. */
  enum Counted {
    ORDERS("Orders that its buyers paid"),
    UNITS("Units in them"),
    REFUSED("Carts that it refused, having too little"),
    CLOSED("Buyers who found it down"),
    CANCELLED("Orders cancelled"),
    SENT("Orders packed, shipped and delivered"),
    BACK("Units that came back"),
    ARRIVED("Orders that arrived in Onhand, each once"),
    TOLD("of them told by the shop's own call, without a poll"),
    LISTINGS("Listings compared at the end"),
    DIFFERING("Listings that differed then");

    private final String words;

    Counted(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  private final Map<Counted, Long> counts = new TreeMap<>();

  void add(Counted what, long more) {
    counts.merge(what, more, Long::sum);
  }

  long of(Counted what) {
    return counts.getOrDefault(what, 0L);
  }

  /** Durations, to be told as the middle one and the longest. */
  static final class Times {
    private final List<Duration> all = new ArrayList<>();

    void add(Duration one) {
      all.add(one);
    }

    @Override
    public String toString() {
      if (all.isEmpty()) {
        return "none";
      }
      List<Duration> sorted = new ArrayList<>(all);
      Collections.sort(sorted);
      return "%d times, the middle one %.1f s, the longest %.1f s"
          .formatted(
              sorted.size(),
              sorted.get(sorted.size() / 2).toMillis() / 1e3,
              sorted.getLast().toMillis() / 1e3);
    }
  }
}
