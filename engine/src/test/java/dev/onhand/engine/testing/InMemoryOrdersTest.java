package dev.onhand.engine.testing;

class InMemoryOrdersTest extends OrderContract {

  @Override
  protected OrderFixture open() {
    return new InMemoryOrderFixture();
  }
}
