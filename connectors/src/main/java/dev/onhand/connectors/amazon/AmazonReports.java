package dev.onhand.connectors.amazon;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.PagesOrFile.Progress;
import dev.onhand.connector.PagesOrFile.Source;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connectors.amazon.AmazonDocuments.ItemDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.ItemsDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.PaginationDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * All listings. Up to a thousand are paged through; of more a table is made, which may be hours
 * old: it says which SKUs there are, and each of them is looked up.
 */
final class AmazonReports implements Source {

  /** More are not paged; whether more are counted is not known. */
  private static final int PAGED_MAX = 1_000;

  private final AmazonApi api;

  /** The SKUs of the table that was read last; it is fetched again where this is lost. */
  private final AtomicReference<Optional<Table>> last = new AtomicReference<>(Optional.empty());

  private record Table(String document, List<String> skus) {}

  AmazonReports(AmazonApi api) {
    this.api = api;
  }

  @Override
  public Optional<ListingPage> few() throws InterruptedException {
    ItemsDocument items = api.items(Cursor.START);
    return items.numberOfResults() >= PAGED_MAX ? Optional.empty() : Optional.of(page(items));
  }

  @Override
  public ListingPage page(Cursor from) throws InterruptedException {
    return page(api.items(from));
  }

  private static ListingPage page(ItemsDocument items) {
    return page(
        items.items(), PaginationDocument.next(items.pagination()).map(Cursor::new).orElse(null));
  }

  private static ListingPage page(List<ItemDocument> items, @Nullable Cursor next) {
    return new ListingPage(
        items.stream().map(AmazonMapping::listing).flatMap(Optional::stream).toList(), next);
  }

  @Override
  public Optional<String> make() throws InterruptedException {
    return Optional.of(api.report(AmazonRates.REPORT));
  }

  @Override
  public Optional<String> makeAgain() throws InterruptedException {
    return Optional.of(api.report(AmazonRates.REPORT, AmazonRates.REPORT_AGAIN));
  }

  @Override
  public Progress progress(String making) throws InterruptedException {
    return api.reportState(making).progress();
  }

  @Override
  public ListingPage read(String document, Cursor from) throws InterruptedException {
    List<String> all = skus(document);
    int start = Math.min(from.number(0), all.size());
    int end = Math.min(start + AmazonApi.PAGE_SIZE, all.size());
    return page(
        start == end ? List.of() : api.items(all.subList(start, end), Purpose.LISTINGS_READ),
        Cursor.until(end, all.size()));
  }

  private List<String> skus(String document) throws InterruptedException {
    Optional<Table> known = last.get().filter(it -> it.document().equals(document));
    if (known.isPresent()) {
      return known.get().skus();
    }
    List<String> skus = skusOf(api.reportResult(document).decoded());
    last.set(Optional.of(new Table(document, skus)));
    return skus;
  }

  /**
   * What the seller ships, each once. Columns are found by name: which there are, and in what
   * order, varies.
   */
  static List<String> skusOf(String table) {
    List<String> lines = table.lines().toList();
    List<String> columns =
        List.of(lines.isEmpty() ? new String[0] : lines.getFirst().split("\t", -1));
    int sku = columns.indexOf("seller-sku");
    int channel = columns.indexOf("fulfillment-channel");
    if (sku < 0 || channel < 0) {
      throw new IllegalStateException("the report has no seller-sku or no fulfillment-channel");
    }
    List<String> skus = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split("\t", -1);
      boolean isOwn =
          cells.length > Math.max(sku, channel) && cells[channel].equals(AmazonMapping.MERCHANT);
      if (isOwn && !cells[sku].isEmpty()) {
        skus.add(cells[sku]);
      }
    }
    return skus.stream().distinct().toList();
  }
}
