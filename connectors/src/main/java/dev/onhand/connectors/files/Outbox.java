package dev.onhand.connectors.files;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.ListingRef;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.Pushes;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.Table;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.model.Text;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is listed, by the file that the partner or the seller keeps, and the feed of stock. A whole
 * feed says itself what it said last, and so what each listing shows.
 */
final class Outbox {

  private static final String STOCK = "/out/stock.csv";
  private static final int LISTINGS_PER_PAGE = 5_000;

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS").withZone(ZoneOffset.UTC);

  private final FilesApi api;
  private final Layout layout;
  private final boolean isWhole;
  private final boolean guards;

  Outbox(FilesApi api, Layout layout, boolean isWhole, boolean guards) {
    this.api = api;
    this.layout = layout;
    this.isWhole = isWhole;
    this.guards = guards;
  }

  /** A row of what is listed. */
  private record Listed(String id, String sku, String gtin, String title, String quantity) {}

  /** What is listed, and what is wrong with the file that says so. */
  private record Catalogue(SequencedMap<String, Listed> listings, List<String> problems) {}

  /** Of a page, with its number; files are read anew for each. */
  ListingPage listings(Cursor from) throws InterruptedException {
    Catalogue catalogue = catalogue();
    if (!catalogue.problems().isEmpty() && from.isStart()) {
      api.report("listings.csv", String.join("\n", catalogue.problems()));
    }
    Map<String, Long> told = isWhole ? told() : Map.of();
    List<RemoteListing> all =
        catalogue.listings().values().stream().map(it -> listing(it, told)).toList();
    return ListingPage.of(all, from, LISTINGS_PER_PAGE);
  }

  /** In a feed of changes nobody says what is shown, but the partner may. */
  private RemoteListing listing(Listed listed, Map<String, Long> told) {
    @Nullable Long quantity = told.get(guarded(listed.id()));
    boolean isSaid = !isWhole && listed.quantity().matches("[0-9]{1,9}");
    return new RemoteListing(
        new ListingRef(listed.id(), listed.sku()),
        List.of(),
        listed.gtin(),
        listed.title(),
        null,
        RemoteListing.State.ACTIVE,
        isSaid ? Long.valueOf(listed.quantity()) : quantity);
  }

  private Catalogue catalogue() throws InterruptedException {
    SequencedMap<String, Listed> listings = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    Optional<HttpReply> file = api.file(FilesApi.LISTINGS, Purpose.LISTINGS_READ);
    if (file.isEmpty()) {
      return new Catalogue(listings, problems);
    }
    Table table = layout.table(file.get().body());
    int id = Math.max(layout.column(table, "listing"), layout.column(table, "sku"));
    if (id < 0) {
      problems.add(
          "Line 1: there is neither a column '%s' nor '%s'."
              .formatted(layout.name("listing"), layout.name("sku")));
      return new Catalogue(listings, problems);
    }
    for (Table.Line row : table.rows()) {
      Listed listed = listed(table, row);
      if (row.cells().size() != table.lines().getFirst().cells().size()) {
        problems.add("Line %d: it has another number of cells.".formatted(row.number()));
      } else if (listed.id().isEmpty()) {
        problems.add("Line %d: it names no listing.".formatted(row.number()));
      } else if (!canWrite(listed)) {
        problems.add("Line %d: its letters are not of the charset.".formatted(row.number()));
      } else if (listings.putIfAbsent(listed.id(), listed) != null) {
        problems.add("Line %d: %s is there already.".formatted(row.number(), listed.id()));
      }
    }
    return new Catalogue(listings, problems);
  }

  private Listed listed(Table table, Table.Line row) {
    String sku = row.text(layout.column(table, "sku"));
    String id = row.text(layout.column(table, "listing"));
    return new Listed(
        id.isEmpty() ? sku : id,
        sku,
        row.text(layout.column(table, "gtin")),
        row.text(layout.column(table, "title")),
        row.text(layout.column(table, "quantity")));
  }

  /** What cannot be read was replaced by a letter that says so. */
  private static boolean canWrite(Listed listed) {
    return (listed.id() + listed.sku()).indexOf('\ufffd') < 0;
  }

  /** What the feed says, by id. */
  private Map<String, Long> told() throws InterruptedException {
    Map<String, Long> told = new LinkedHashMap<>();
    Optional<HttpReply> file = api.file(STOCK, Purpose.LISTINGS_READ);
    if (file.isPresent()) {
      Table table = layout.table(file.get().body());
      for (Table.Line row : table.rows()) {
        String quantity = row.text(layout.column(table, "quantity"));
        if (quantity.matches("[0-9]{1,10}")) {
          told.put(row.text(layout.column(table, "listing")), Long.valueOf(quantity));
        }
      }
    }
    return told;
  }

  /**
   * @return one outcome for each, in the same order
   */
  List<PushOutcome> push(List<QuantityUpdate> updates) throws InterruptedException {
    Map<String, Listed> listings = catalogue().listings();
    return Pushes.known(
        updates,
        it -> listings.containsKey(it.listing().externalId()),
        "listings.csv has no such listing",
        listed -> tell(listed, listings));
  }

  private List<PushOutcome> tell(List<QuantityUpdate> updates, Map<String, Listed> listings)
      throws InterruptedException {
    Map<String, Long> told = new LinkedHashMap<>();
    Map<String, Long> before = isWhole ? told() : Map.of();
    for (String id : listings.keySet()) {
      Optional.ofNullable(before.get(guarded(id))).ifPresent(it -> told.put(id, it));
    }
    updates.forEach(it -> told.put(it.listing().externalId(), it.quantity()));
    api.write(path(updates), feed(listings, told).getBytes(layout.charset()));
    return Pushes.applied(updates);
  }

  /** Of changes each push is a file: of its time, and of what the engine calls the attempt. */
  private String path(List<QuantityUpdate> updates) {
    Instant now = api.now();
    return isWhole
        ? STOCK
        : "/out/stock-%s-%08x.csv"
            .formatted(STAMP.format(now), updates.getFirst().attemptKey().hashCode());
  }

  private String feed(Map<String, Listed> listings, Map<String, Long> told) {
    StringBuilder feed = new StringBuilder();
    feed.append(line(Stream.of("listing", "sku", "gtin", "title", "quantity").map(layout::name)));
    told.forEach(
        (id, quantity) -> {
          Listed it = Objects.requireNonNull(listings.get(id));
          feed.append(
              line(
                  Stream.of(id, it.sku(), it.gtin(), it.title(), "" + quantity)
                      .map(this::guarded)));
        });
    return feed.toString();
  }

  private String line(Stream<String> cells) {
    return Table.line(layout.delimiter(), cells.toList());
  }

  private String guarded(String text) {
    return guards ? Text.guarded(text) : text;
  }
}
