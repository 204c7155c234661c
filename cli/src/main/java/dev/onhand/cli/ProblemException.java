package dev.onhand.cli;

import org.jspecify.annotations.Nullable;

/** The server understood the request and refused it. */
final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final String advice;

  /**
   * A refusal.
   *
   * @param key under which the request can be repeated without a second effect, null if it had none
   */
  ProblemException(Problem problem, @Nullable String key) {
    super(problem.detail());
    this.problem = problem;
    this.advice = key != null && problem.isUncertain() ? repeatWith(key) : problem.advice();
  }

  /** What to do about a write of which it is not known whether it was done. */
  static String repeatWith(String key) {
    return "whether it was done is not known; repeated with the same key it cannot count twice: --key "
        + key;
  }

  /** What to do about it, "" where the problem's detail says it all. */
  String advice() {
    return advice;
  }

  Problem problem() {
    return problem;
  }
}
