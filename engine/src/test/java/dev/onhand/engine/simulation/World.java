package dev.onhand.engine.simulation;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Stocked;
import dev.onhand.core.testing.TestSeller;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The few products and locations that runs fight over: tracked ones, a pre-order, an untracked one,
 * a placeholder, and names of nothing.
 */
public final class World {

  /** Number of a product that does not exist. */
  public static final int NO_PRODUCT = 6;

  /** Number of a location that does not exist. */
  public static final int NO_LOCATION = 3;

  /** Products below this number are tracked with a floor of 0. */
  public static final int TRACKED = 3;

  static final int PREORDER = 3;
  static final int UNTRACKED = 4;
  static final int PLACEHOLDER = 5;

  /** The least that may be available of the pre-order. */
  static final long PREORDER_FLOOR = -7;

  private final List<ProductId> products = new ArrayList<>();
  private final List<LocationId> locations = new ArrayList<>();

  private World() {}

  /** Makes the products and locations of a new seller. */
  public static World create(TestSeller seller) {
    World world = new World();
    for (int number = 0; number < NO_PRODUCT; number++) {
      world.products.add(seller.addProduct(sku(number), tracking(number), floor(number)));
    }
    for (int number = 0; number < NO_LOCATION; number++) {
      world.locations.add(seller.addLocation(code(number)));
    }
    return world;
  }

  static String sku(int product) {
    return "P" + product;
  }

  static String code(int location) {
    return "l" + location;
  }

  static Stocked.Tracking tracking(int product) {
    return switch (product) {
      case UNTRACKED -> Stocked.Tracking.UNTRACKED;
      case PLACEHOLDER -> Stocked.Tracking.PLACEHOLDER;
      default -> Stocked.Tracking.TRACKED;
    };
  }

  static @Nullable Long floor(int product) {
    if (tracking(product) != Stocked.Tracking.TRACKED) {
      return null;
    }
    return product == PREORDER ? PREORDER_FLOOR : 0;
  }

  public ProductId product(int number) {
    return number < products.size() ? products.get(number) : new ProductId(Long.MAX_VALUE);
  }

  public LocationId location(int number) {
    return number < locations.size() ? locations.get(number) : new LocationId(Long.MAX_VALUE);
  }

  public List<ProductId> products() {
    return products;
  }

  public List<LocationId> locations() {
    return locations;
  }
}
