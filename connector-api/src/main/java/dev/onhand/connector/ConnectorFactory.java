package dev.onhand.connector;

import dev.onhand.connector.http.ConnectorHttp;

/**
 * Makes connectors of one kind. Found by {@link java.util.ServiceLoader}; has a constructor without
 * parameters, and no state.
 */
public interface ConnectorFactory {

  ConnectorDescriptor descriptor();

  /**
   * Finds what is wrong with settings and no {@link SettingSpec} can tell: two that do not go
   * together, say. Is asked before the others below, whose settings are checked by this too.
   *
   * @throws Settings.InvalidSettingsException with everything that is wrong
   */
  default void check(Settings settings) {}

  /**
   * How the channel of an account treats stock, where accounts of one kind differ.
   *
   * @param settings checked against the descriptor
   */
  default StockSemantics semantics(Settings settings) {
    return descriptor().semantics();
  }

  /**
   * How many updates one push to an account has at most, where accounts of one kind differ: 1 to
   * {@link Limits#batchMax()}.
   *
   * @param settings checked against the descriptor
   */
  default int perPush(Settings settings) {
    return descriptor().limits().batchMax();
  }

  /**
   * A connector for an account. Makes no call.
   *
   * @param settings checked against the descriptor
   * @param http the only way out; what it lets through is paced and recorded
   */
  Connector create(Settings settings, ConnectorHttp http);
}
