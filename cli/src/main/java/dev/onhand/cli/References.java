package dev.onhand.cli;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What a user names a product or a location by, as the API takes it. */
final class References {

  private static final Pattern PRODUCT_ID = Pattern.compile("sku_[0-9a-hjkmnp-tv-z]{13}");

  /** Web servers refuse these in a path even when they are encoded. */
  private static final Pattern UNFIT_FOR_PATH = Pattern.compile("\\.{1,2}|.*[/\\\\%;].*");

  private References() {}

  /** The field of a request that names the product: by id or by SKU. */
  static String productField(String reference) {
    return PRODUCT_ID.matcher(reference).matches() ? "product_id" : "sku";
  }

  /** A part of a path that names a product, looked up where its SKU cannot stand in a path. */
  static String product(Api api, String reference) throws InterruptedException {
    if (!UNFIT_FOR_PATH.matcher(reference).matches()) {
      return Request.segment(reference);
    }
    JsonNode found = api.get("/products", Query.none().with("sku", reference).with("limit", 1));
    return found
        .path("data")
        .valueStream()
        .findFirst()
        .map(p -> Json.text(p, "id"))
        .orElseThrow(() -> unknown("product", reference));
  }

  /** A part of a path that names a location. */
  static String location(Api api, String reference) {
    if (!UNFIT_FOR_PATH.matcher(reference).matches()) {
      return Request.segment(reference);
    }
    Pages all = new Pages(api, "/locations", Query.none(), Paging.TABLE_ROWS_MAX);
    while (all.hasNext()) {
      JsonNode location = all.next();
      if (Json.text(location, "code").equals(reference)) {
        return Json.text(location, "id");
      }
    }
    throw unknown("location", reference);
  }

  private static CommandException unknown(String noun, String reference) {
    return new CommandException(
        Exit.NOT_FOUND,
        "there is no " + noun + " '" + reference + "'",
        "look it up with: onhand " + noun + " list");
  }
}
