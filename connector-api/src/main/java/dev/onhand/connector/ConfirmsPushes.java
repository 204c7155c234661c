package dev.onhand.connector;

import java.util.List;

/** A channel that takes in a push and says later what became of it. */
public interface ConfirmsPushes {

  /**
   * Asks what became of a push.
   *
   * @param requestId of {@link PushOutcome.Unconfirmed}
   * @param updates what that push carried, those that were answered with this request
   * @return one outcome for each, in the same order; {@link PushOutcome.Unconfirmed} while the
   *     channel is still at work on it
   */
  List<PushOutcome> confirm(String requestId, List<QuantityUpdate> updates)
      throws InterruptedException;
}
