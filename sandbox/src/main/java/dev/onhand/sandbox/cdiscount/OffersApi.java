package dev.onhand.sandbox.cdiscount;

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

/** {@code /offers}. */
final class OffersApi {
  private final Site site;

  OffersApi(Site site) {
    this.site = site;
  }

  Response page(Request request) {
    if (!request.parameter("salesChannelId").orElse("").equals(Cdiscount.SALES_CHANNEL)) {
      return CdiscountDialect.bad("salesChannelId", "The salesChannelId field is required.");
    }
    Optional<List<String>> references =
        request.parameter("sellerExternalReferences").map(text -> List.of(text.split(",")));
    int offset = Pages.offset(request);
    List<Listing> all =
        site.listings(offset).stream()
            .filter(one -> references.isEmpty() || references.get().contains(one.sku()))
            .toList();
    int limit = Pages.limit(request);
    ObjectNode body = Json.object().put("itemsPerPage", limit);
    ArrayNode items = body.putArray("items");
    Site.page(all, offset, limit).forEach(one -> items.add(document(one)));
    return Pages.linked(
        site.json(Purpose.LISTING_READ, 200, body), request, site.base(), all.size());
  }

  private static ObjectNode document(Listing listing) {
    ObjectNode offer = Json.object();
    offer.put("sellerExternalReference", listing.sku());
    offer.put("offerState", listing.state() == Listing.State.ONLINE ? "Active" : "Inactive");
    offer.put("condition", "New");
    offer.put("quantity", listing.quantity());
    ObjectNode product = offer.putObject("product");
    if (!listing.item().gtin().isEmpty()) {
      product.put("gtin", listing.item().gtin());
    }
    product.put("reference", "ABC" + listing.number());
    offer.putObject("integrationPrice").put("price", new BigDecimal(listing.item().price()));
    return offer;
  }
}
