package dev.onhand.engine.imports;

import dev.onhand.model.Gtin;
import dev.onhand.model.Sku;
import dev.onhand.model.Text;
import org.jspecify.annotations.Nullable;

/**
 * A product that a file names and the catalogue does not have yet; it will be tracked, with floor
 * 0.
 *
 * @param name 1 to {@value #NAME_LENGTH_MAX} characters
 */
public record NewProduct(Sku sku, String name, @Nullable Gtin gtin) {

  public static final int NAME_LENGTH_MAX = 255;

  public NewProduct {
    name = Text.free("name", name, NAME_LENGTH_MAX);
    if (name.isEmpty()) {
      throw new IllegalArgumentException("name must not be empty");
    }
  }
}
