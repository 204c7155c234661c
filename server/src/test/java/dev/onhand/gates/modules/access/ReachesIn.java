package dev.onhand.gates.modules.access;

import dev.onhand.gates.modules.stock.internal.StockRows;

class ReachesIn {
  StockRows rows() {
    return new StockRows();
  }
}
