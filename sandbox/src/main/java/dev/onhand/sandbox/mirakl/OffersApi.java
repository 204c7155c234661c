package dev.onhand.sandbox.mirakl;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** OF21, OF22 and OF26: offers as people look at them. */
final class OffersApi {
  private final Site site;
  private final Mirakl.Account account;

  OffersApi(Site site, Mirakl.Account account) {
    this.site = site;
    this.account = account;
  }

  Response page(Request request) {
    Optional<Pages> pages = Pages.of(request);
    if (pages.isEmpty()) {
      return MiraklDialect.error(400, "max must be 1 to 100, and offset 0 or more");
    }
    Optional<String> sku = request.parameter("sku");
    Optional<String> product = request.parameter("product_id");
    List<Listing> all =
        site.listings(pages.get().offset()).stream()
            .filter(one -> sku.isEmpty() || sku.get().equals(one.sku()))
            .filter(one -> product.isEmpty() || product.get().equals(product(one)))
            .toList();
    ObjectNode body = Json.object();
    ArrayNode offers = body.putArray("offers");
    Site.page(all, pages.get().offset(), pages.get().max())
        .forEach(one -> offers.add(document(one)));
    body.put("total_count", all.size());
    return site.json(Purpose.LISTING_READ, 200, body);
  }

  Response one(String id, boolean isQuantity) {
    Optional<Listing> found = site.shop().find(id);
    if (found.isEmpty()) {
      return MiraklDialect.error(404, "Offer with identifier '" + id + "' not found");
    }
    ObjectNode quantity =
        Json.object().put("offer_id", found.get().number()).put("quantity", found.get().listed());
    return site.json(Purpose.LISTING_READ, 200, isQuantity ? quantity : document(found.get()));
  }

  static String product(Listing listing) {
    return "P-" + listing.number();
  }

  /** An offer that is sold out is not active. */
  static boolean isActive(Listing listing) {
    return listing.listed() > 0;
  }

  private ObjectNode document(Listing listing) {
    ObjectNode offer = common(listing);
    offer.put("product_title", listing.item().title());
    ArrayNode references = offer.putArray("product_references");
    if (!listing.item().gtin().isEmpty()) {
      references.addObject().put("reference_type", "EAN").put("reference", listing.item().gtin());
    }
    ArrayNode reasons = offer.putArray("inactivity_reasons");
    if (listing.quantity() == 0) {
      reasons.add("ZERO_QUANTITY");
    }
    if (listing.state() != Listing.State.ONLINE) {
      reasons.add("SHOP_NOT_OPEN");
    }
    offer.put("price", new BigDecimal(listing.item().price()));
    return offer;
  }

  /** What pages and files both have. */
  ObjectNode common(Listing listing) {
    ObjectNode offer = Json.object();
    offer.put("offer_id", listing.number());
    offer.put("shop_sku", listing.sku());
    offer.put("product_sku", product(listing));
    offer.put("quantity", listing.quantity());
    offer.put("active", isActive(listing));
    offer.put("state_code", "11");
    if (!account.warehouse().isEmpty()) {
      offer
          .putArray("warehouses")
          .addObject()
          .put("code", account.warehouse())
          .put("quantity", listing.quantity());
    }
    offer.putObject("fulfillment").putObject("center").put("code", center(listing.sku()));
    return offer;
  }

  String center(String sku) {
    return account.operators().contains(sku) ? "OPERATOR" : "DEFAULT";
  }
}
