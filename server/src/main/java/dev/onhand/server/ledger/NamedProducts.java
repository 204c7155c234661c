package dev.onhand.server.ledger;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.catalogue.Product;
import dev.onhand.engine.catalogue.Products;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Refs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A product by whatever a person has at hand: its id, its SKU, or the plain number that the logs
 * show.
 */
@Component
public final class NamedProducts {

  private final Products products;

  NamedProducts(Products products) {
    this.products = products;
  }

  /**
   * @return null if no name is given
   * @throws ProblemException if there is no such product
   */
  public @Nullable ProductId get(SellerId seller, @Nullable String name) {
    if (name == null) {
      return null;
    }
    ProductRef ref = Fields.checked(() -> Refs.product(name));
    return products
        .find(seller, ref)
        .or(() -> byNumber(seller, name))
        .map(Product::id)
        .orElseThrow(() -> ProblemException.notFound("product", name));
  }

  private Optional<Product> byNumber(SellerId seller, String name) {
    return name.matches("[0-9]{1,18}")
        ? products.find(seller, new ProductId(Long.parseLong(name)))
        : Optional.empty();
  }
}
