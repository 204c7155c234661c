package dev.onhand.connector;

import dev.onhand.connector.http.ConnectorHttp;

/**
 * Makes connectors of one kind. Found by {@link java.util.ServiceLoader}; has a constructor without
 * parameters, and no state.
 */
public interface ConnectorFactory {

  ConnectorDescriptor descriptor();

  /**
   * A connector for an account. Makes no call.
   *
   * @param settings checked against the descriptor
   * @param http the only way out; what it lets through is paced and recorded
   */
  Connector create(Settings settings, ConnectorHttp http);
}
