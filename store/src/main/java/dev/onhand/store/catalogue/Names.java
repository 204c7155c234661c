package dev.onhand.store.catalogue;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the ids of products and locations that a caller named. */
public final class Names {

  private Names() {}

  /** The product's id, if there is such a product. */
  public static Optional<ProductId> findProduct(JdbcClient jdbc, SellerId seller, ProductRef ref) {
    return switch (ref) {
      case ProductId id ->
          jdbc.sql(
                  """
                  select product_id from product
                  where seller_id = :seller and product_id = :id
                  """)
              .param("seller", seller.value())
              .param("id", id.value())
              .query((row, number) -> new ProductId(row.getLong("product_id")))
              .optional();
      case ProductRef.BySku bySku ->
          jdbc.sql(
                  """
                  select product_id from product
                  where seller_id = :seller and sku = :sku
                  """)
              .param("seller", seller.value())
              .param("sku", bySku.sku().value())
              .query((row, number) -> new ProductId(row.getLong("product_id")))
              .optional();
    };
  }

  /** The location's id, if there is such a location. */
  public static Optional<LocationId> findLocation(
      JdbcClient jdbc, SellerId seller, LocationRef ref) {
    return switch (ref) {
      case LocationId id ->
          jdbc.sql(
                  """
                  select location_id from location
                  where seller_id = :seller and location_id = :id
                  """)
              .param("seller", seller.value())
              .param("id", id.value())
              .query((row, number) -> new LocationId(row.getLong("location_id")))
              .optional();
      case LocationRef.ByCode byCode ->
          jdbc.sql(
                  """
                  select location_id from location
                  where seller_id = :seller and code = :code
                  """)
              .param("seller", seller.value())
              .param("code", byCode.code())
              .query((row, number) -> new LocationId(row.getLong("location_id")))
              .optional();
    };
  }

  /**
   * The id of a product to filter by; null stays null.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static @Nullable Long productOf(
      JdbcClient jdbc, SellerId seller, @Nullable ProductRef ref) {
    return ref == null
        ? null
        : findProduct(jdbc, seller, ref)
            .orElseThrow(
                () -> new IllegalArgumentException("There is no product '%s'.".formatted(ref)))
            .value();
  }

  /**
   * The id of a location to filter by; null stays null.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static @Nullable Long locationOf(
      JdbcClient jdbc, SellerId seller, @Nullable LocationRef ref) {
    return ref == null
        ? null
        : findLocation(jdbc, seller, ref)
            .orElseThrow(
                () -> new IllegalArgumentException("There is no location '%s'.".formatted(ref)))
            .value();
  }
}
