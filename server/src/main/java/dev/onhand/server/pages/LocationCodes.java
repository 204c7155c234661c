package dev.onhand.server.pages;

import dev.onhand.engine.catalogue.Locations;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.stock.StockLevel;
import dev.onhand.engine.stock.StockTotals;
import dev.onhand.server.access.Caller;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** The locations that forms offer. */
@Component
final class LocationCodes {

  private final Locations locations;

  LocationCodes(Locations locations) {
    this.locations = locations;
  }

  /** All there are, up to as many as a form can offer. */
  List<String> all(Caller caller) {
    return locations.list(caller.seller(), PageRequest.first(PageRequest.LIMIT_MAX)).rows().stream()
        .map(location -> location.data().code())
        .toList();
  }

  /** Those where nothing of a product ever was. */
  List<String> without(Caller caller, StockTotals totals) {
    List<String> known =
        Objects.requireNonNull(totals.levels()).stream().map(StockLevel::locationCode).toList();
    return all(caller).stream().filter(code -> !known.contains(code)).toList();
  }
}
