package dev.onhand.connector;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What was read last of things that never change once they are there, such as the parts of a file:
 * it is asked for piece by piece. Thread-safe; several threads may read the same.
 */
public final class LastRead<T> {

  private final Reads<T> source;
  private final AtomicReference<Optional<Known<T>>> last = new AtomicReference<>(Optional.empty());

  /** Reads a thing. */
  @FunctionalInterface
  public interface Reads<T> {

    /**
     * @return empty: it is not there yet
     */
    Optional<T> read(String name) throws InterruptedException;
  }

  private record Known<T>(String name, T thing) {}

  public LastRead(Reads<T> source) {
    this.source = source;
  }

  /** A thing by its name; what is not there yet is read anew each time. */
  public Optional<T> find(String name) throws InterruptedException {
    Optional<Known<T>> known = last.get().filter(it -> it.name().equals(name));
    if (known.isPresent()) {
      return known.map(Known::thing);
    }
    Optional<T> thing = source.read(name);
    thing.ifPresent(it -> last.set(Optional.of(new Known<>(name, it))));
    return thing;
  }
}
