package dev.onhand.engine.access;

import java.time.Duration;
import java.time.Instant;

/**
 * Counts failures to sign in, so that passwords cannot be tried out: by the name that was given, by
 * the address it came from, and by both. Who tries another's name from their own address is stopped
 * there, and does not lock the other one out. All nodes count together.
 */
public interface SignInFailures {

  /** Failures that are older do not count. */
  Duration WINDOW = Duration.ofMinutes(15);

  /**
   * So many with one name from one address, and it is not tried any more until the window is over.
   */
  int PER_LOGIN_AND_ADDRESS_MAX = 10;

  /** So many with one name from wherever: somebody has many addresses. */
  int PER_LOGIN_MAX = 100;

  /** So many codes of one person, from wherever: there are but a million of them. */
  int CODES_MAX = 10;

  /** So many from one address, behind which there may be a whole office. */
  int PER_ADDRESS_MAX = 50;

  /**
   * Counts a try before it is made, as if it failed.
   *
   * @return how many there were in this window, with this one
   */
  int count(String subject, Instant now);

  /** Forgets the failures of a subject that has proved itself. */
  void clear(String subject);

  /** Forgets those that do not count any more. */
  void forget(Instant now);
}
