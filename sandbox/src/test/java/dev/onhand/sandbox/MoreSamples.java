package dev.onhand.sandbox;

import dev.onhand.sandbox.EveryMarketplaceTest.Call;
import dev.onhand.sandbox.EveryMarketplaceTest.Sample;
import dev.onhand.sandbox.bol.Bol;
import dev.onhand.sandbox.ownshop.OwnShop;
import java.util.List;
import java.util.Map;

/** Some of the marketplaces of {@link EveryMarketplaceTest}. */
final class MoreSamples {

  private MoreSamples() {}

  static Sample bol() {
    String v11 = "application/vnd.retailer.v11+json";
    return new Sample(
        Bol.withClient("c", "s").thatTakes("t"),
        Map.of("Authorization", "Bearer t", "Accept", v11, "Content-Type", v11),
        "/offers/0/stock/correctedStock",
        listing ->
            List.of(
                new Call("GET", "/retailer/offers?page-size=100&cursor=", ""),
                new Call("GET", "/retailer/offers?reference=SKU-1&page-size=25", ""),
                new Call("GET", "/retailer/offers/%s?x=1".formatted(listing.id()), ""),
                new Call(
                    "PATCH",
                    "/retailer/offers/" + listing.id(),
                    "{\"stock\":{\"amount\":7,\"managedByRetailer\":true}}")));
  }

  static Sample ownShop() {
    return new Sample(
        OwnShop.withSecret("s").thatLowersQuantity(),
        Map.of("Authorization", "Bearer s"),
        "/listings/0/quantity",
        listing ->
            List.of(
                new Call("GET", "/listings?limit=100&after=0", ""),
                new Call("GET", "/orders?changed_since=2026-11-20T09:00:00Z&after=0&limit=50", ""),
                new Call("GET", "/listings/%s?x=1".formatted(listing.id()), ""),
                new Call(
                    "PUT", "/listings/%s/quantity".formatted(listing.id()), "{\"quantity\":7}")));
  }

  static Sample oldShop() {
    return new Sample(
        OwnShop.withSecret("s").thatLowersQuantity().withWordsOfItsOwn(),
        Map.of("X-Api-Key", "s"),
        "/data/articles/0/stock",
        listing ->
            List.of(
                new Call("GET", "/articles?size=50&token=from%200", ""),
                new Call(
                    "GET", "/sales?from=2026-11-20T09:00:00Z&token=2026-11-20T09:00:00Z%200", ""),
                new Call(
                    "POST",
                    "/stock",
                    "{\"items\":[{\"number\":\"%s\",\"stock\":7}]}".formatted(listing.id()))));
  }
}
