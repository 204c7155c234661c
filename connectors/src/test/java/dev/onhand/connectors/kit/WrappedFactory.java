package dev.onhand.connectors.kit;

import dev.onhand.connector.Behavior;
import dev.onhand.connector.Connector;
import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connector.Limits;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.Pushes;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Settings;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connectors.backmarket.BackMarketConnectorFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Makes Back Market's connector pushing several at once, one after the other, so that every rule
 * has something to judge; and a broken one of it. What is broken is set before the kit runs.
 */
public class WrappedFactory implements ConnectorFactory {

  /** Makes a connector out of a good one. */
  @FunctionalInterface
  interface Breaking {
    Connector of(Connector good, Settings settings, ConnectorHttp http) throws InterruptedException;
  }

  static final Breaking NOTHING = (good, settings, http) -> good;

  private static final BackMarketConnectorFactory GOOD = new BackMarketConnectorFactory();

  private final UnaryOperator<ConnectorDescriptor> describing;
  private final Breaking breaking;

  /** For the service loader. */
  public WrappedFactory() {
    this(UnaryOperator.identity(), NOTHING);
  }

  WrappedFactory(UnaryOperator<ConnectorDescriptor> describing, Breaking breaking) {
    this.describing = describing;
    this.breaking = breaking;
  }

  @Override
  public ConnectorDescriptor descriptor() {
    ConnectorDescriptor good = GOOD.descriptor();
    return describing.apply(
        new ConnectorDescriptor(
            "wrapped",
            good.title(),
            good.settings(),
            good.access(),
            Behavior.allBut(
                Behavior.COMPARES_AND_SETS, Behavior.KNOWS_ATTEMPTS, Behavior.COUNTS_BY_LOCATION),
            good.semantics(),
            new Limits(8, good.limits().rates(), good.limits().throttledWait()),
            good.statuses(),
            good.documentation()));
  }

  @Override
  public Connector create(Settings settings, ConnectorHttp http) {
    try {
      return breaking.of(new InBulk(GOOD.create(settings, http)), settings, http);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class InBulk extends Wrapped {

    InBulk(Connector good) {
      super(good);
    }

    @Override
    public List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException {
      return Pushes.checked(descriptor(), updates, this::each);
    }

    private List<PushOutcome> each(List<QuantityUpdate> updates) throws InterruptedException {
      List<PushOutcome> outcomes = new ArrayList<>();
      for (QuantityUpdate update : updates) {
        outcomes.addAll(good.push(List.of(update)));
      }
      return outcomes;
    }
  }
}
