package dev.onhand.engine.simulation;

import java.util.stream.LongStream;

/**
 * Which seeds are run: {@code -Donhand.seed=17} that one alone, {@code -Donhand.seeds=10000} so
 * many instead of the usual number.
 */
public final class Seeds {

  private Seeds() {}

  public static LongStream upTo(int usual) {
    Long one = Long.getLong("onhand.seed");
    return one != null
        ? LongStream.of(one)
        : LongStream.rangeClosed(1, Integer.getInteger("onhand.seeds", usual));
  }

  /** Whether at least the usual number is run, so that they must have met everything together. */
  public static boolean areAll(int usual) {
    return Long.getLong("onhand.seed") == null
        && Integer.getInteger("onhand.seeds", usual) >= usual;
  }

  /** How a failed seed is run again. */
  public static String again(Class<?> test, String module, long seed) {
    return "mvn -q -pl %s test -Dtest=%s -Donhand.seed=%d"
        .formatted(module, test.getSimpleName(), seed);
  }
}
