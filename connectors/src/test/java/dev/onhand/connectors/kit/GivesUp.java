package dev.onhand.connectors.kit;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Connector;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.QuantityUpdate;
import java.time.Duration;
import java.util.List;

/** Pushes never again once its credentials were refused. */
final class GivesUp extends Wrapped {

  private boolean isRefused;

  GivesUp(Connector good) {
    super(good);
  }

  @Override
  public List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException {
    if (isRefused) {
      throw new DeferredException(Cause.LOGIN_REFUSED, Duration.ZERO, "as before");
    }
    try {
      return super.push(updates);
    } catch (DeferredException e) {
      isRefused = e.why() == Cause.LOGIN_REFUSED;
      throw e;
    }
  }
}
