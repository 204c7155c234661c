package dev.onhand.server.channels;

import dev.onhand.connector.Connector;
import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connector.Settings;
import dev.onhand.connector.StockSemantics;
import dev.onhand.connector.http.ConnectorHttp;
import java.util.function.UnaryOperator;

/** Whose connectors are lent by who works with them. */
record LentFactory(ConnectorFactory real, UnaryOperator<Connector> lent)
    implements ConnectorFactory {
  @Override
  public ConnectorDescriptor descriptor() {
    return real.descriptor();
  }

  @Override
  public void check(Settings settings) {
    real.check(settings);
  }

  @Override
  public StockSemantics semantics(Settings settings) {
    return real.semantics(settings);
  }

  @Override
  public int perPush(Settings settings) {
    return real.perPush(settings);
  }

  @Override
  public Connector create(Settings settings, ConnectorHttp http) {
    return lent.apply(real.create(settings, http));
  }
}
