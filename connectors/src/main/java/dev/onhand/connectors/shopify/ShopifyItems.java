package dev.onhand.connectors.shopify;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingPage;
import dev.onhand.connectors.shopify.ShopifyDocuments.BulkDocument;
import dev.onhand.connectors.shopify.ShopifyDocuments.ItemsDocument;
import java.util.List;

/**
 * All items. What fits on a page is read by it; of more Shopify makes a file, and where it makes
 * none, or one that is too large, they are read page by page.
 */
final class ShopifyItems {

  private static final String MAKE = "make";
  private static final String FILE = "file";

  /** The first page, when no file is to be had. */
  private static final String PAGES = new ItemsFrom(0, 0, "").cursor().value();

  /** Of some 250 bytes each: an answer may have 32 MiB. */
  private static final long FILE_ITEMS_MAX = 100_000;

  private final ShopifyApi api;

  ShopifyItems(ShopifyApi api) {
    this.api = api;
  }

  ListingPage listings(Cursor from) throws InterruptedException {
    List<String> at = List.of(from.value().split(" ", 3));
    return switch (at.getFirst()) {
      case MAKE -> nothing(api.makeFile().map(id -> "%s 1 %s".formatted(FILE, id)).orElse(PAGES));
      case FILE -> file(at.get(2), Integer.parseInt(at.get(1)));
      default -> page(from, ItemsFrom.of(from));
    };
  }

  private ListingPage page(Cursor from, ItemsFrom at) throws InterruptedException {
    ItemsDocument page = api.items(at);
    boolean isAll = page.inventoryItems().next().isEmpty();
    return from.isStart() && !isAll ? nothing(MAKE) : ShopifyMapping.listings(page, at);
  }

  private static ListingPage nothing(String then) {
    return new ListingPage(List.of(), new Cursor(then));
  }

  /** Waits by asking again, which is paced. */
  private ListingPage file(String id, int asked) throws InterruptedException {
    BulkDocument file = api.file(id);
    boolean isWaitedFor = file.status().equals("CREATED") || file.status().equals("RUNNING");
    if (isWaitedFor) {
      return nothing("%s %d %s".formatted(FILE, asked + 1, id));
    }
    return file.status().equals("COMPLETED") && file.objectCount() <= FILE_ITEMS_MAX
        ? new ListingPage(api.items(file).stream().map(ShopifyMapping::listing).toList(), null)
        : nothing(PAGES);
  }
}
