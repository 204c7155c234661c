package dev.onhand.engine.channels;

import dev.onhand.connector.Cause;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.UnconfirmedException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a connector something. What it fails with is a failure of its channel, which never ends more
 * than that account's work: what it answered could not be read.
 */
final class Asking {

  private static final Logger LOG = LoggerFactory.getLogger("dev.onhand.channels");

  private Asking() {}

  /** A call of a connector. */
  interface Question<T> {
    T ask() throws InterruptedException;
  }

  /**
   * @throws DeferredException if there is no answer, or none that can be read
   * @throws UnconfirmedException as the connector throws it
   */
  static <T> T ask(Account account, Question<T> question) throws InterruptedException {
    try {
      return question.ask();
    } catch (DeferredException | UnconfirmedException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn("{}: what the channel answered cannot be read", account.code(), e);
      throw new DeferredException(
          Cause.UNREADABLE,
          Duration.ZERO,
          "what the channel answered cannot be read: " + e.getMessage());
    }
  }
}
