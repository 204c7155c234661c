package dev.onhand.engine.testing;

class InMemoryOrderScenariosTest extends OrderScenarios {

  @Override
  protected OrderFixture open() {
    return new InMemoryOrderFixture();
  }
}
