package dev.onhand.connectors.amazon;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.LastRead;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.PagesOrFile.Progress;
import dev.onhand.connector.PagesOrFile.Source;
import dev.onhand.connector.TabSeparated;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connectors.amazon.AmazonDocuments.ItemDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.ItemsDocument;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All listings. Up to a thousand are paged through; of more a table is made, which may be hours
 * old: it says which SKUs there are, and each of them is looked up.
 */
final class AmazonReports implements Source {

  /** More are not paged; whether more are counted is not known. */
  private static final int PAGED_MAX = 1_000;

  private final AmazonApi api;

  /** The SKUs of a table; it is fetched again where this is lost. */
  private final LastRead<List<String>> skus;

  AmazonReports(AmazonApi api) {
    this.api = api;
    this.skus = new LastRead<>(it -> Optional.of(skusOf(api.table(it))));
  }

  @Override
  public Optional<ListingPage> few() throws InterruptedException {
    ItemsDocument items = api.items(Cursor.START);
    return items.numberOfResults() < PAGED_MAX ? Optional.of(page(items)) : Optional.empty();
  }

  @Override
  public ListingPage page(Cursor from) throws InterruptedException {
    return page(api.items(from));
  }

  private static ListingPage page(ItemsDocument items) {
    return new ListingPage(AmazonMapping.listings(items.items()), Cursor.after(items.next()));
  }

  @Override
  public Optional<String> make() throws InterruptedException {
    return Optional.of(api.report(AmazonOperation.REPORT));
  }

  @Override
  public Optional<String> makeAgain() throws InterruptedException {
    return Optional.of(api.report(AmazonOperation.REPORT_AGAIN));
  }

  @Override
  public Progress progress(String making) throws InterruptedException {
    return api.progress(AmazonOperation.REPORT_STATE.get(Purpose.LISTINGS_READ, making));
  }

  @Override
  public ListingPage read(String table, Cursor from) throws InterruptedException {
    List<String> all = skus.find(table).orElseThrow();
    int start = Math.min(from.number(0), all.size());
    int end = Math.min(start + AmazonApi.PAGE_SIZE, all.size());
    List<ItemDocument> items = api.items(all.subList(start, end), Purpose.LISTINGS_READ);
    return new ListingPage(AmazonMapping.listings(items), Cursor.until(end, all.size()));
  }

  /** What the seller ships, each once. */
  static List<String> skusOf(String table) {
    return TabSeparated.cells(table, "seller-sku", "fulfillment-channel")
        .filter(it -> it.getLast().equals(AmazonMapping.MERCHANT))
        .map(List::getFirst)
        .filter(Predicate.not(String::isEmpty))
        .distinct()
        .toList();
  }
}
