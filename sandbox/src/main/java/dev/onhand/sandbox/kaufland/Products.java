package dev.onhand.sandbox.kaufland;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.shop.Item;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What units are of, as it stands beside them. */
final class Products {
  private Products() {}

  static ObjectNode of(Item item, long number, String storefront) {
    ObjectNode product = Json.object().put("id_product", 4_000_000 + number);
    product.put("storefront", storefront);
    product.put("title", item.title());
    ArrayNode eans = product.putArray("eans");
    if (!item.gtin().isEmpty()) {
      eans.add(item.gtin());
    }
    product.put("id_category", 34_401);
    product.put("main_picture", "https://media.example/1.jpg");
    product.put("manufacturer", "Onhand");
    product.put("url", "https://www.kaufland.example/product/%d/".formatted(number));
    product.put("age_rating", 0);
    product.put("is_valid", true);
    product.putNull("dangerous_goods_li_shipping");
    product.putNull("danger_label_9A");
    return product;
  }
}
