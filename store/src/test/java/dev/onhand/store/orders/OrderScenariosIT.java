package dev.onhand.store.orders;

import dev.onhand.engine.testing.OrderFixture;
import dev.onhand.engine.testing.OrderScenarios;
import dev.onhand.store.testing.JdbcOrderFixture;
import dev.onhand.store.testing.TestDatabase;
import org.junit.jupiter.api.extension.RegisterExtension;

class OrderScenariosIT extends OrderScenarios {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  @Override
  protected OrderFixture open() {
    return new JdbcOrderFixture(DATABASE, 2);
  }
}
