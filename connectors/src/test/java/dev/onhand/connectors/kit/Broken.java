package dev.onhand.connectors.kit;

import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.ConnectorFactory;
import java.util.function.UnaryOperator;

/**
 * A connector that breaks a rule.
 *
 * @param rule the class and method that states it
 * @param isSlow whether the rule is one of those that take seconds
 * @param isTelling whether it is of the channel that makes calls
 */
record Broken(String rule, boolean isSlow, boolean isTelling, ConnectorFactory factory) {

  Broken(String rule, boolean isSlow, ConnectorFactory factory) {
    this(rule, isSlow, false, factory);
  }

  static Broken telling(String rule, TellingFactory.Hearing hearing) {
    return new Broken(rule, false, true, new TellingFactory(hearing));
  }

  static Broken of(String rule, WrappedFactory.Breaking breaking) {
    return new Broken(rule, false, new WrappedFactory(UnaryOperator.identity(), breaking));
  }

  static Broken slow(String rule, WrappedFactory.Breaking breaking) {
    return new Broken(rule, true, new WrappedFactory(UnaryOperator.identity(), breaking));
  }

  static Broken described(String rule, UnaryOperator<ConnectorDescriptor> describing) {
    return new Broken(rule, false, new WrappedFactory(describing, WrappedFactory.NOTHING));
  }

  @Override
  public String toString() {
    return rule;
  }
}
