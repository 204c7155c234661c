package dev.onhand.engine.imports;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.imports.ImportReport.Counts;
import dev.onhand.engine.imports.ImportReport.Ending;
import dev.onhand.engine.imports.ImportReport.Layout;
import dev.onhand.engine.imports.ImportReport.OrderCounts;
import dev.onhand.engine.imports.ImportReport.PreviewRow;
import dev.onhand.engine.orders.LogEntry;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.Orders;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is counted and noted in the course of one import, with a limit on each list. */
final class Tally {

  static final int ERRORS_MAX = 1_000;
  static final int NAMES_MAX = 100;
  private static final int PREVIEW_ROWS = 10;
  private static final int WARNINGS_MAX = 100;

  /** So many sorts are counted by name; a file whose every line is of another sort has none. */
  private static final int SORTS_MAX = 200;

  private static final String OTHER_SORTS = "(others)";

  private final String kind;
  private @Nullable Layout layout;

  long rows;
  long recorded;
  long alreadyRecorded;
  long refused;
  long skipped;
  long openings;
  long productsCreated;
  long locationsCreated;

  /** Whether the file has orders. */
  boolean hasOrders;

  /** What would become of stock; null: that is not asked. */
  private @Nullable Differences differences;

  private final HashTable ordersSeen = new HashTable();
  private long orders;
  private long delivered;
  private long reserved;
  private long released;
  private long shipped;
  long returned;
  long returnsLinked;
  long returnsUnlinked;

  private final SortedMap<String, Long> leftOut = new TreeMap<>();
  private final SortedMap<String, Long> rules = new TreeMap<>();
  private final SortedMap<String, Long> reasons = new TreeMap<>();
  private final List<PreviewRow> preview = new ArrayList<>();
  private final Set<String> unknownProducts = new LinkedHashSet<>();
  private final Set<String> unknownLocations = new LinkedHashSet<>();
  private final HashTable unknownSeen = new HashTable();
  private long unknownProductsTotal;
  private long unknownLocationsTotal;
  private final Set<String> warnings = new LinkedHashSet<>();
  private final List<ImportError> errors = new ArrayList<>();
  private long errorsTotal;

  Tally(String kind) {
    this.kind = kind;
  }

  void layout(Layout found) {
    layout = found;
  }

  /** What would become of stock, from now on to be noted. */
  Differences differences() {
    Differences noted = new Differences();
    differences = noted;
    return noted;
  }

  void error(ImportError error) {
    errorsTotal++;
    if (errors.size() < ERRORS_MAX) {
      errors.add(error);
    }
  }

  /** Notes that the ledger refuses a line, or would. */
  void refused(Planned line, String code, String detail) {
    refused++;
    error(new ImportError(line.line(), null, code, detail));
  }

  /** Notes that opening stock was recorded before, in another quantity, and stays as it is. */
  void openedOtherwise() {
    alreadyRecorded++;
    warn(
        "Opening stock of the file's first month was recorded before, from a file with another part of it. It stays as it is.");
  }

  boolean hasErrors() {
    return errorsTotal > 0;
  }

  void warn(String warning) {
    if (warnings.size() < WARNINGS_MAX) {
      warnings.add(warning);
    }
  }

  void leftOut(String code) {
    count(leftOut, Shown.plain(Shown.shortly(code)));
  }

  void understood(Planned planned) {
    count(reasons, planned.command().reason().code());
    if (planned.rule() != null) {
      count(rules, planned.rule());
    }
    if (preview.size() < PREVIEW_ROWS) {
      preview.add(previewRow(planned));
    }
  }

  /** Counts movements of a reason, if there are any. */
  void reasons(Reason reason, long many) {
    if (many > 0) {
      reasons.merge(reason.code(), many, Long::sum);
    }
  }

  void understood(FiledOrder order) {
    Orders.Delivery delivery = order.delivery();
    if (delivery == null) {
      return;
    }
    count(reasons, Shown.plain(delivery.snapshot().status()));
    for (OrderSnapshot.Line line : order.lines()) {
      if (preview.size() < PREVIEW_ROWS) {
        preview.add(previewRow(order.line(), delivery, line));
      }
    }
  }

  /** Counts an order that was taken, and what it moved. */
  void taken(OrderResult result) {
    LogEntry.UnitsMoved moved = result.moved();
    String name = result.order().name().reference();
    orders += ordersSeen.putIfAbsent(HashTable.hash(name), 1) == 0 ? 1 : 0;
    delivered++;
    reserved += moved.reserved();
    released += moved.released();
    shipped += moved.fulfilled();
    returned += moved.returned();
  }

  private static void count(SortedMap<String, Long> counts, String what) {
    boolean known = counts.size() < SORTS_MAX || counts.containsKey(what);
    counts.merge(known ? what : OTHER_SORTS, 1L, Long::sum);
  }

  /**
   * @return whether this SKU is noted for the first time
   */
  boolean unknownProduct(String sku) {
    boolean first = unknownSeen.putIfAbsent(HashTable.hash("product " + sku), 1) == 0;
    if (first) {
      unknownProductsTotal++;
      note(unknownProducts, sku);
    }
    return first;
  }

  void unknownLocation(String code) {
    if (unknownSeen.putIfAbsent(HashTable.hash("location " + code), 1) == 0) {
      unknownLocationsTotal++;
      note(unknownLocations, code);
    }
  }

  private static void note(Set<String> names, String name) {
    if (names.size() < NAMES_MAX) {
      names.add(name);
    }
  }

  private static PreviewRow previewRow(Planned planned) {
    Command.Move move = planned.command();
    LocationRef to = move.to();
    return new PreviewRow(
        planned.line(),
        move.key().value(),
        move.details().occurredAt(),
        planned.sku().value(),
        move.location().toString(),
        to == null ? null : to.toString(),
        move.reason().code(),
        move.quantity().units(),
        move.details().cause().kind().code(),
        move.details().cause().reference(),
        move.details().cause().line(),
        move.details().note());
  }

  private static PreviewRow previewRow(
      long line, Orders.Delivery delivery, OrderSnapshot.Line ordered) {
    return new PreviewRow(
        line,
        delivery.name().reference(),
        delivery.snapshot().freshness().updatedAt(),
        ordered.item().toString(),
        ordered.location() == null ? "" : ordered.location(),
        null,
        delivery.snapshot().status(),
        ordered.quantity(),
        Cause.Kind.ORDER.code(),
        delivery.name().reference(),
        ordered.id(),
        null);
  }

  ImportReport report(Ending ending) {
    errors.sort(Comparator.comparingLong(ImportError::line));
    return new ImportReport(
        kind,
        ending,
        layout,
        new Counts(
            rows,
            recorded,
            alreadyRecorded,
            refused,
            skipped,
            openings,
            productsCreated,
            locationsCreated),
        hasOrders
            ? new OrderCounts(
                orders,
                delivered,
                reserved,
                released,
                shipped,
                returned,
                returnsLinked,
                returnsUnlinked)
            : null,
        leftOut,
        rules,
        reasons,
        preview,
        differences == null ? null : differences.report(),
        new ImportReport.Unknown(
            List.copyOf(unknownProducts),
            unknownProductsTotal,
            List.copyOf(unknownLocations),
            unknownLocationsTotal),
        List.copyOf(warnings),
        errors,
        errorsTotal);
  }
}
