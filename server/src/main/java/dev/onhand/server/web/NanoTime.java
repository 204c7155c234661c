package dev.onhand.server.web;

/** A clock for how long things take: it never goes back, and means nothing by itself. */
@FunctionalInterface
public interface NanoTime {

  /** Nanoseconds since some time. */
  long now();
}
