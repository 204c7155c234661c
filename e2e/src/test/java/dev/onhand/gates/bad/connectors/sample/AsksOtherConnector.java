package dev.onhand.gates.bad.connectors.sample;

import dev.onhand.connectors.backmarket.BackMarketConnectorFactory;
import dev.onhand.gates.bad.Breaks;

@Breaks("connectors know their channel")
final class AsksOtherConnector {
  Class<?> neighbour() {
    return BackMarketConnectorFactory.class;
  }
}
