package dev.onhand.store.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What clients sent and were told: what they were told was recorded must be there once, what was
 * refused must not be there, and what they do not know may be there once or not at all.
 * Thread-safe.
 */
public final class ClientJournal {

  private static final class Fate {
    boolean recorded;
    boolean unknown;
    int inFlight;
    long unknownSince;
  }

  private final Map<String, Fate> fates = new HashMap<>();
  private long moment;

  /** One request on its way, which ends in exactly one of these ways. */
  public final class Attempt {

    private final String key;
    private final long began;

    private Attempt(String key, long began) {
      this.key = key;
      this.began = began;
    }

    /** It was acknowledged, now or before. */
    public void recorded() {
      end(fate -> fate.recorded = true);
    }

    /** It was definitely refused, and so were all attempts that ended before this one began. */
    public void refused() {
      end(fate -> fate.unknown &= fate.unknownSince > began);
    }

    /** The answer tells nothing of what became of this wish: the key is another's. */
    public void toldNothing() {
      end(fate -> {});
    }

    /** Nobody knows: no answer came, or one that says so. */
    public void unknown() {
      end(
          fate -> {
            fate.unknown = true;
            fate.unknownSince = moment;
          });
    }

    private void end(java.util.function.Consumer<Fate> how) {
      synchronized (ClientJournal.this) {
        moment++;
        Fate fate = fates.get(key);
        fate.inFlight--;
        how.accept(fate);
      }
    }
  }

  /** To be called before a request leaves. */
  public synchronized Attempt send(String key) {
    Fate fate = fates.computeIfAbsent(key, any -> new Fate());
    fate.inFlight++;
    return new Attempt(key, ++moment);
  }

  /** The keys of which nobody knows whether they were recorded. */
  public synchronized Set<String> unknown() {
    Set<String> keys = new TreeSet<>();
    fates.forEach(
        (key, fate) -> {
          if (!fate.recorded && (fate.unknown || fate.inFlight > 0)) {
            keys.add(key);
          }
        });
    return keys;
  }

  /** How many keys were acknowledged. */
  public synchronized int recorded() {
    return (int) fates.values().stream().filter(fate -> fate.recorded).count();
  }

  /** How many keys were refused for good. */
  public synchronized int refused() {
    return fates.size() - recorded() - unknown().size();
  }

  /**
   * Holds a server's journal against this one.
   *
   * @param present how often each key is in the server's journal
   * @return what is not as it should be, a sentence each
   */
  public synchronized List<String> violations(Map<String, Integer> present) {
    List<String> violations = new ArrayList<>();
    Set<String> unknown = unknown();
    fates.forEach(
        (key, fate) -> {
          int times = present.getOrDefault(key, 0);
          if (fate.recorded && times != 1) {
            violations.add(key + " was acknowledged and is there " + times + " times");
          } else if (!fate.recorded && !unknown.contains(key) && times != 0) {
            violations.add(key + " was refused and is there " + times + " times");
          } else if (times > 1) {
            violations.add(key + " is there " + times + " times");
          }
        });
    present.keySet().stream()
        .filter(key -> !fates.containsKey(key))
        .forEach(key -> violations.add(key + " is there and was never sent"));
    return violations;
  }
}
