package dev.onhand.sandbox.shop;

/** Who looks on at a shop's orders, and may interfere. Called under the shop's lock. */
public interface Onlooker {

  /** Sees nothing and leaves all as it is. */
  Onlooker NONE =
      new Onlooker() {
        @Override
        public boolean keepsUpdated() {
          return false;
        }

        @Override
        public void saw(Happening happening, Order order) {}
      };

  /** Asked at each change of an order; true keeps its time of change as it was. */
  boolean keepsUpdated();

  /**
   * Told of each change.
   *
   * @param order as it is after it
   */
  void saw(Happening happening, Order order);
}
