package dev.onhand.connectors.amazon;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connectors.amazon.AmazonDocuments.ItemDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.ItemsDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.PaginationDocument;
import dev.onhand.connectors.amazon.AmazonDocuments.WorkDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * All listings. Up to a thousand are paged through; of more a table is made, which may be hours
 * old: it says which SKUs there are, and each of them is looked up.
 */
final class AmazonReports {

  /** More are not paged; whether more are counted is not known. */
  private static final int PAGED_MAX = 1_000;

  private static final String PAGE = "page ";
  private static final String MAKE = "make";
  private static final String AGAIN = "again";
  private static final String REPORT = "report ";
  private static final String TABLE = "table ";

  private final AmazonApi api;

  /** The SKUs of the table that was read last; it is fetched again where this is lost. */
  private final AtomicReference<Optional<Table>> last = new AtomicReference<>(Optional.empty());

  private record Table(String document, List<String> skus) {}

  AmazonReports(AmazonApi api) {
    this.api = api;
  }

  ListingPage listings(Cursor from) throws InterruptedException {
    String at = from.value();
    if (at.startsWith(REPORT)) {
      return report(at.substring(REPORT.length()).split(" ", 2));
    }
    if (at.startsWith(TABLE)) {
      return table(at.substring(TABLE.length()).split(" ", 2));
    }
    if (at.equals(MAKE)) {
      return begun(api.report(AmazonRates.REPORT));
    }
    if (at.equals(AGAIN)) {
      return begun(api.report(AmazonRates.REPORT, AmazonRates.REPORT_AGAIN));
    }
    ItemsDocument items =
        api.items(from.isStart() ? Optional.empty() : Optional.of(at.substring(PAGE.length())));
    return from.isStart() && items.numberOfResults() >= PAGED_MAX
        ? page(List.of(), Optional.of(MAKE))
        : page(items.items(), PaginationDocument.next(items.pagination()).map(it -> PAGE + it));
  }

  private static ListingPage begun(String report) {
    return page(List.of(), Optional.of(REPORT + report + " 1"));
  }

  private static ListingPage page(List<ItemDocument> items, Optional<String> next) {
    return new ListingPage(
        items.stream().map(AmazonMapping::listing).flatMap(Optional::stream).toList(),
        next.map(Cursor::new).orElse(null));
  }

  /** Waits by asking again, which is paced. */
  private ListingPage report(String[] at) throws InterruptedException {
    WorkDocument work = api.reportState(at[0]);
    String next =
        switch (work.processingStatus()) {
          case "DONE" -> TABLE + Objects.requireNonNull(work.document()) + " 0";
          case "CANCELLED", "FATAL" -> AGAIN;
          default -> REPORT + at[0] + " " + (Integer.parseInt(at[1]) + 1);
        };
    return page(List.of(), Optional.of(next));
  }

  private ListingPage table(String[] at) throws InterruptedException {
    Optional<Table> known = last.get().filter(it -> it.document().equals(at[0]));
    Table table =
        known.isPresent() ? known.get() : new Table(at[0], skus(api.reportResult(at[0]).decoded()));
    last.set(Optional.of(table));
    List<String> all = table.skus();
    int from = Math.min(Integer.parseInt(at[1]), all.size());
    int to = Math.min(from + AmazonApi.PAGE_SIZE, all.size());
    List<ItemDocument> items =
        from == to ? List.of() : api.items(all.subList(from, to), Purpose.LISTINGS_READ);
    boolean isLast = to == all.size();
    return page(items, isLast ? Optional.empty() : Optional.of(TABLE + at[0] + " " + to));
  }

  /**
   * What the seller ships, each once. Columns are found by name: which there are, and in what
   * order, varies.
   */
  static List<String> skus(String table) {
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
