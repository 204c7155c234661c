package dev.onhand.server.whatif;

import dev.onhand.engine.whatif.Past;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.store.database.StatementLimit;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** A replay takes a core and much memory while it lasts, so that one is made at a time. */
@Component
public class OneReplay {

  private static final int RETRY_SECONDS = 5;

  private final Semaphore one = new Semaphore(1);

  /**
   * Makes it, if no other is being made.
   *
   * @param period the field that says how long the period is
   */
  public <T> T make(String period, Supplier<T> replay) {
    if (!one.tryAcquire()) {
      throw new ProblemException(ProblemCode.BUSY, "Another replay is under way. Try again.")
          .retryAfter(RETRY_SECONDS);
    }
    try {
      return StatementLimit.lifted(replay::get);
    } catch (Past.TooLongException e) {
      throw ProblemException.invalid(period, e.detail());
    } finally {
      one.release();
    }
  }
}
