package dev.onhand.connectors.mirakl;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.ListingPage;
import dev.onhand.connector.PagesOrFile.Progress;
import dev.onhand.connector.PagesOrFile.Source;
import dev.onhand.connectors.mirakl.MiraklDocuments.ExportStateDocument;
import dev.onhand.connectors.mirakl.MiraklDocuments.OffersDocument;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All offers. Pages are meant for screens, so only a small shop is read by them; of a larger one
 * files are made, which Mirakl does once a day.
 */
final class MiraklOffers implements Source {

  /** More are not paged. */
  static final int PAGED_MAX = 1_000;

  private final MiraklApi api;
  private final MiraklMapping mapping;

  MiraklOffers(MiraklApi api, MiraklMapping mapping) {
    this.api = api;
    this.mapping = mapping;
  }

  /** The first page says how many there are. */
  @Override
  public Optional<ListingPage> few() throws InterruptedException {
    OffersDocument page = api.offers(0);
    return page.total() > PAGED_MAX ? Optional.empty() : Optional.of(listings(page, 0));
  }

  @Override
  public ListingPage page(Cursor from) throws InterruptedException {
    return listings(api.offers(from.number(0)), from.number(0));
  }

  private ListingPage listings(OffersDocument page, int offset) {
    long end = page.offers().isEmpty() ? page.total() : offset + MiraklApi.PAGE_SIZE;
    return mapping.listings(page.offers(), Cursor.until(end, page.total()));
  }

  @Override
  public Optional<String> make() throws InterruptedException {
    return Optional.of(api.export());
  }

  @Override
  public Optional<String> makeAgain() throws InterruptedException {
    return make();
  }

  /** One that is gone is asked for anew. */
  @Override
  public Progress progress(String making) throws InterruptedException {
    String status = api.exportState(making).map(ExportStateDocument::status).orElse("FAILED");
    return Progress.of(status, "COMPLETED", Set.of("FAILED"), making);
  }

  /** Where the files lie is asked for each time: such addresses end, and may be secret. */
  @Override
  public ListingPage read(String export, Cursor from) throws InterruptedException {
    List<String> files = api.exportState(export).map(ExportStateDocument::urls).orElseGet(List::of);
    int number = from.number(0);
    return number >= files.size()
        ? new ListingPage(List.of(), null)
        : mapping.listings(
            api.file(URI.create(files.get(number))), Cursor.until(number + 1L, files.size()));
  }
}
