package dev.onhand.server.web;

import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Makes the ids of requests: {@code req_} and 13 characters. They are a counter from a random
 * start, stirred so that neighbours look nothing alike: unique on a node for ever, all but surely
 * among nodes, and made without a lock.
 */
final class RequestIds {

  private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final String PREFIX = "req_";
  private static final int LENGTH = 13;

  private final AtomicLong counter;

  RequestIds(RandomGenerator random) {
    this.counter = new AtomicLong(random.nextLong());
  }

  String next() {
    long bits = stir(counter.getAndIncrement());
    char[] text = new char[PREFIX.length() + LENGTH];
    PREFIX.getChars(0, PREFIX.length(), text, 0);
    for (int i = PREFIX.length(); i < text.length; i++) {
      text[i] = DIGITS.charAt((int) (bits & 31));
      bits >>>= 5;
    }
    return new String(text);
  }

  /** The finaliser of SplitMix64: each number has one image, and no two the same. */
  private static long stir(long number) {
    long z = number * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
