package dev.onhand.server.pages;

import dev.onhand.engine.views.Finding.Found;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;

/**
 * Something that was searched for.
 *
 * @param kind product, order, or listing of a channel
 * @param said its name; empty: it has none
 * @param path where it is shown
 */
public record SearchHit(String kind, String called, String said, String path) {

  static SearchHit of(Found found) {
    return switch (found) {
      case Found.Product(var sku, var name) ->
          new SearchHit("product", sku, name, Show.stockPath(sku));
      case Found.Order(var channel, var id) ->
          new SearchHit("order", channel + "/" + id, "", Show.orderPath(channel, id));
      case Found.Listing(var id, var channel, var called, var title) ->
          new SearchHit(
              "listing of " + channel,
              called,
              title,
              "/listings/" + PublicId.of(IdKind.LISTING, id));
    };
  }
}
