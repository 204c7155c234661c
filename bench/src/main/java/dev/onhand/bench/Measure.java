package dev.onhand.bench;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a number of callers, each doing one thing after another, got done.
 *
 * @param seconds from the first begin to the last end
 * @param nanos how long each took, shortest first
 */
record Measure(int done, double seconds, long[] nanos) {

  /** One of the things done. */
  @FunctionalInterface
  interface Work {
    void run(int number) throws Exception;
  }

  /**
   * Runs so many pieces of work, by so many callers at once, each on a virtual thread of its own.
   */
  static Measure of(int callers, int pieces, Work work) throws Exception {
    long[] nanos = new long[pieces];
    AtomicInteger next = new AtomicInteger();
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    CountDownLatch ended = new CountDownLatch(callers);
    long begin = System.nanoTime();
    for (int i = 0; i < callers; i++) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  for (int n = next.getAndIncrement(); n < pieces; n = next.getAndIncrement()) {
                    long start = System.nanoTime();
                    work.run(n);
                    nanos[n] = System.nanoTime() - start;
                  }
                } catch (Exception e) {
                  failure.compareAndSet(null, e);
                  next.set(pieces);
                } finally {
                  ended.countDown();
                }
              });
    }
    ended.await();
    double seconds = (System.nanoTime() - begin) / 1e9;
    Exception failed = failure.get();
    if (failed != null) {
      throw failed;
    }
    Arrays.sort(nanos);
    return new Measure(pieces, seconds, nanos);
  }

  double perSecond() {
    return done / seconds;
  }

  /** The time within which this share of the pieces was done. */
  double millisAt(double share) {
    return nanos[(int) Math.min(nanos.length - 1L, (long) (nanos.length * share))] / 1e6;
  }
}
