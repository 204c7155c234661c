package dev.onhand.connectors.mirakl;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingPage;
import dev.onhand.connectors.mirakl.MiraklDocuments.ExportStateDocument;
import dev.onhand.connectors.mirakl.MiraklDocuments.OffersDocument;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * All offers. Pages are meant for screens, so only a small shop is read by them; of a larger one
 * files are made, which Mirakl does once a day.
 */
final class MiraklOffers {

  /** More are not paged. */
  static final int PAGED_MAX = 1_000;

  private static final String PAGE = "page";
  private static final String EXPORT = "export";
  private static final String STATE = "state";
  private static final String FILE = "file";

  private final MiraklApi api;
  private final MiraklMapping mapping;

  MiraklOffers(MiraklApi api, MiraklMapping mapping) {
    this.api = api;
    this.mapping = mapping;
  }

  ListingPage listings(Cursor from) throws InterruptedException {
    List<String> at = List.of((from.isStart() ? PAGE + " 0" : from.value()).split(" ", 3));
    return switch (at.getFirst()) {
      case EXPORT -> nothing(STATE, 1, api.export());
      case STATE -> state(at.get(2), Integer.parseInt(at.get(1)));
      case FILE -> file(at.get(2), Integer.parseInt(at.get(1)));
      default -> page(Integer.parseInt(at.get(1)));
    };
  }

  /** The first page says how many there are. */
  private ListingPage page(int offset) throws InterruptedException {
    OffersDocument page = api.offers(offset);
    if (page.total() > PAGED_MAX) {
      return new ListingPage(List.of(), new Cursor(EXPORT));
    }
    int end = offset + MiraklApi.PAGE_SIZE;
    boolean isLast = page.offers().isEmpty() || end >= page.total();
    return mapping.listings(page.offers(), isLast ? null : new Cursor(PAGE + " " + end));
  }

  /** Waits by asking again, which is paced. One that failed, or is gone, is asked for anew. */
  private ListingPage state(String export, int asked) throws InterruptedException {
    Optional<ExportStateDocument> state = api.exportState(export);
    return switch (state.map(ExportStateDocument::status).orElse("FAILED")) {
      case "COMPLETED" -> nothing(FILE, 0, export);
      case "FAILED" -> new ListingPage(List.of(), new Cursor(EXPORT));
      default -> nothing(STATE, asked + 1, export);
    };
  }

  private static ListingPage nothing(String then, int number, String export) {
    return new ListingPage(List.of(), new Cursor(then + " " + number + " " + export));
  }

  /** Where the files lie is asked for each time: such addresses end, and may be secret. */
  private ListingPage file(String export, int number) throws InterruptedException {
    List<String> files = api.exportState(export).map(ExportStateDocument::urls).orElseGet(List::of);
    if (number >= files.size()) {
      return new ListingPage(List.of(), null);
    }
    Cursor next = new Cursor(FILE + " " + (number + 1) + " " + export);
    return mapping.listings(
        api.file(URI.create(files.get(number))), number + 1 < files.size() ? next : null);
  }
}
