package dev.onhand.connectors.shopify;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.PagesOrFile.Progress;
import dev.onhand.connector.PagesOrFile.Source;
import dev.onhand.connectors.shopify.ShopifyDocuments.BulkDocument;
import java.util.Optional;

/**
 * All items. What fits on a page is read by it; of more Shopify makes a file, and where it makes
 * none, or one that is too large, they are read page by page.
 */
final class ShopifyItems implements Source {

  /** Of some 250 bytes each: an answer may have 32 MiB. */
  private static final long FILE_ITEMS_MAX = 100_000;

  private final ShopifyApi api;

  ShopifyItems(ShopifyApi api) {
    this.api = api;
  }

  @Override
  public Optional<ListingPage> few() throws InterruptedException {
    ListingPage first = page(Cursor.START);
    return first.next() == null ? Optional.of(first) : Optional.empty();
  }

  @Override
  public ListingPage page(Cursor from) throws InterruptedException {
    return ShopifyMapping.listings(api.items(from.isStart() ? 0 : Long.parseLong(from.value())));
  }

  @Override
  public Optional<String> make() throws InterruptedException {
    return api.makeFile();
  }

  @Override
  public Progress progress(String making) throws InterruptedException {
    BulkDocument file = api.file(making);
    return switch (file.status()) {
      case "CREATED", "RUNNING" -> new Progress.AtWork();
      case "COMPLETED" ->
          file.objectCount() <= FILE_ITEMS_MAX ? new Progress.Made(making) : new Progress.Failed();
      default -> new Progress.Failed();
    };
  }

  /** Where it lies is asked for again: such an address ends, and is secret. */
  @Override
  public ListingPage read(String file, Cursor from) throws InterruptedException {
    return new ListingPage(
        api.items(api.file(file)).stream().map(ShopifyMapping::listing).toList(), null);
  }
}
