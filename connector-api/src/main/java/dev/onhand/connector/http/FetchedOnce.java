package dev.onhand.connector.http;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Something that is fetched when it is first needed and kept as long as it is good. Thread-safe: of
 * many threads that need a new one, one fetches it for all.
 */
public final class FetchedOnce<T> {

  private final Fetch<T> fetch;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable T held;

  /** Fetches one. */
  @FunctionalInterface
  public interface Fetch<T> {
    T fetch() throws InterruptedException;
  }

  public FetchedOnce(Fetch<T> fetch) {
    this.fetch = fetch;
  }

  /** The one that was fetched last, good or not; empty: none was yet. */
  public Optional<T> held() {
    return Optional.ofNullable(held);
  }

  /** The one that is kept, or a new one where there is none that is good. */
  public T current(Predicate<T> isGood) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      @Nullable T now = held;
      if (now == null || !isGood.test(now)) {
        now = fetch.fetch();
        held = now;
      }
      return now;
    } finally {
      lock.unlock();
    }
  }
}
