package dev.onhand.engine.imports;

import static java.util.Objects.requireNonNullElse;

import dev.onhand.core.ledger.Decider;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.State;
import dev.onhand.core.ledger.Stocked.Tracking;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.core.order.OrderSnapshot.ReturnedTo;
import dev.onhand.engine.catalogue.ProductData;
import dev.onhand.engine.imports.Columns.Column;
import dev.onhand.engine.orders.Holds;
import dev.onhand.engine.orders.Orders;
import dev.onhand.model.Gtin;
import dev.onhand.model.Quantity;
import dev.onhand.model.Sku;
import dev.onhand.model.Text;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Orders in Onhand's own columns, a row a line. Rows one below the other are one order as long as
 * they name the same; another status or time is the same order as it was shown later. A row without
 * a line is a status alone.
 */
final class CsvOrders implements OrderSource {

  static final List<String> REQUIRED = List.of("channel", "external_id", "status");

  static final List<String> OPTIONAL =
      List.of(
          "updated_at",
          "line",
          "sku",
          "gtin",
          "quantity",
          "cancelled",
          "shipped",
          "returned",
          "location",
          "returned_to",
          "returned_state",
          "version",
          "hold_until",
          "priority",
          "hold",
          "name");

  private final CsvRows rows;
  private final Instant now;
  private final Columns columns;
  private final Column<String> channel;
  private final Column<String> externalId;
  private final Column<String> status;
  private final Column<Instant> updatedAt;
  private final Column<Long> version;
  private final Column<Instant> holdUntil;
  private final Column<Integer> priority;
  private final Column<String> hold;
  private final Column<String> line;
  private final Column<Sku> sku;
  private final Column<Gtin> gtin;
  private final Column<Long> quantity;
  private final Column<Long> cancelled;
  private final Column<Long> shipped;
  private final Column<Long> returned;
  private final Column<String> location;
  private final Column<String> returnedTo;
  private final Column<State> returnedState;
  private final Column<String> name;
  private @Nullable CsvRow next;

  private CsvOrders(CsvRows rows, ZoneId zone, Instant now) {
    this.rows = rows;
    this.now = now;
    this.columns =
        new Columns(rows.header())
            .require(REQUIRED)
            .allowOnly(Stream.concat(REQUIRED.stream(), OPTIONAL.stream()).toList());
    this.channel = columns.column("channel", code -> new Order.Name(code, "x").channel());
    this.externalId = columns.column("external_id", id -> new Order.Name("x", id).externalId());
    this.status =
        columns.column(
            "status", text -> Text.identifier("status", text, OrderSnapshot.STATUS_LENGTH_MAX));
    this.updatedAt = columns.column("updated_at", past(new Times("updated_at", zone)));
    this.version = columns.column("version", text -> Quantity.parseWhole("version", text));
    this.holdUntil = columns.column("hold_until", new Times("hold_until", zone)::read);
    this.priority =
        columns.column(
            "priority", text -> OrderSnapshot.priority(Quantity.parseWhole("priority", text)));
    this.hold = columns.column("hold", reference -> Holds.name(reference).externalId());
    this.line =
        columns.column(
            "line", text -> Text.identifier("line", text, OrderSnapshot.Line.ID_LENGTH_MAX));
    this.sku = columns.column("sku", Sku::new);
    this.gtin = columns.column("gtin", Gtin::new);
    this.quantity = units("quantity");
    this.cancelled = units("cancelled");
    this.shipped = units("shipped");
    this.returned = units("returned");
    this.location = columns.column("location", text -> LocationRef.code(text).toString());
    this.returnedTo = columns.column("returned_to", text -> LocationRef.code(text).toString());
    this.returnedState = columns.column("returned_state", CsvOrders::returnedState);
    this.name =
        columns.column("name", text -> Text.free("name", text, ProductData.NAME_LENGTH_MAX));
    this.next = rows.next();
  }

  /**
   * @param zone of times that name none
   * @param now when the file reached us
   * @throws UnreadableFileException if the file is no CSV with columns of orders
   */
  static CsvOrders open(ImportFile file, ZoneId zone, Instant now) throws IOException {
    CsvRows rows = CsvRows.open(file);
    try {
      return new CsvOrders(rows, zone, now);
    } catch (RuntimeException e) {
      rows.close();
      throw e;
    }
  }

  private Function<String, Instant> past(Times times) {
    Instant latest = now.plus(Decider.FUTURE_MAX);
    return text -> {
      Instant time = times.read(text);
      if (time.isAfter(latest)) {
        throw new IllegalArgumentException(
            "updated_at must not lie in the future, but is %s: the channel's clock, or the zone of its times, is wrong"
                .formatted(time));
      }
      return time;
    };
  }

  private Column<Long> units(String what) {
    return columns.column(
        what,
        text -> {
          long units = Quantity.parseWhole(what, text);
          if (units < 0 || units > Quantity.UNITS_MAX) {
            throw new IllegalArgumentException(
                "%s must be a whole number from 0 to %d, not '%s'"
                    .formatted(what, Quantity.UNITS_MAX, Shown.shortly(text)));
          }
          return units;
        });
  }

  private static State returnedState(String code) {
    for (State one : List.of(State.AVAILABLE, State.DAMAGED, State.QUALITY_CONTROL)) {
      if (one.code().equals(code)) {
        return one;
      }
    }
    throw new IllegalArgumentException(
        "returned_state must be available, damaged or quality_control");
  }

  @Override
  public @Nullable FiledOrder next() {
    CsvRow first = next;
    if (first == null) {
      return null;
    }
    List<CsvRow> group = new ArrayList<>();
    int count = 0;
    do {
      count++;
      if (count <= OrderSnapshot.LINES_MAX) {
        group.add(next);
      }
      next = rows.next();
    } while (next != null && isOf(first, next));
    return new Reading().order(group, count);
  }

  /** Whether a row goes on with the order that the first row began. */
  private boolean isOf(CsvRow first, CsvRow row) {
    return text(channel, first).equals(text(channel, row))
        && text(externalId, first).equals(text(externalId, row))
        && isSameOrBlank(text(status, first), text(status, row))
        && isSameOrBlank(text(updatedAt, first), text(updatedAt, row));
  }

  private static boolean isSameOrBlank(String above, String text) {
    return text.isEmpty() || text.equals(above);
  }

  /** A row may be too short. */
  private static String text(Column<?> column, CsvRow row) {
    String text =
        column.position() < 0 || column.position() >= row.count()
            ? null
            : row.fields()[column.position()];
    return text == null ? "" : text;
  }

  @Override
  public void close() {
    rows.close();
  }

  /** Reads the rows of one order, and gathers what is wrong with them. */
  private final class Reading {
    private final List<ImportError> errors = new ArrayList<>();
    private final Map<Sku, ProductData> products = new HashMap<>();
    private final Map<String, OrderSnapshot.Line> lines = new LinkedHashMap<>();
    private final Set<String> holds = new LinkedHashSet<>();

    FiledOrder order(List<CsvRow> group, int count) {
      CsvRow first = group.getFirst();
      if (count > OrderSnapshot.LINES_MAX) {
        errors.add(
            new ImportError(
                first.line(),
                null,
                "too_many_lines",
                "An order has at most %,d lines, this one %,d."
                    .formatted(OrderSnapshot.LINES_MAX, count)));
      }
      boolean isStatus = isStatus(first, count);
      if (!isStatus) {
        group.forEach(row -> read(row, () -> line(row)));
      }
      Orders.Delivery delivery =
          read(first, () -> delivery(first, isStatus ? null : List.copyOf(lines.values())));
      return errors.isEmpty()
          ? new FiledOrder(first.line(), count, delivery, products, List.of())
          : FiledOrder.wrong(
              first.line(), count, errors.stream().map(error -> error.of(named(first))).toList());
    }

    /** As the file names the order, right or wrong; null: it does not. */
    private @Nullable String named(CsvRow row) {
      String id = text(externalId, row);
      return id.isEmpty() ? null : text(channel, row) + "/" + id;
    }

    private boolean isStatus(CsvRow first, int count) {
      return count == 1 && Stream.of(line, sku, gtin).allMatch(each -> text(each, first).isEmpty());
    }

    private Orders.Delivery delivery(CsvRow first, @Nullable List<OrderSnapshot.Line> lines) {
      columns.requireAll(first);
      noteHold(first);
      Order.Name order = new Order.Name(channel.require(first), externalId.require(first));
      return new Orders.Delivery(
          order,
          new OrderSnapshot(
              status.require(first),
              new Freshness(updatedAt.find(first), version.find(first), now),
              lines,
              holdUntil.find(first),
              null,
              requireNonNullElse(priority.find(first), 0)),
          List.copyOf(holds));
    }

    /** Each row may name one; the order takes them all over. */
    private void noteHold(CsvRow row) {
      String reference = hold.find(row);
      if (reference != null) {
        holds.add(reference);
      }
    }

    /** The same row twice is one line. */
    private OrderSnapshot.Line line(CsvRow row) {
      columns.requireAll(row);
      OrderSnapshot.Line read =
          new OrderSnapshot.Line(
              line.require(row),
              item(row),
              quantity.require(row),
              requireNonNullElse(cancelled.find(row), 0L),
              requireNonNullElse(shipped.find(row), 0L),
              requireNonNullElse(returned.find(row), 0L),
              location.find(row),
              returnedTo(row));
      noteProduct(row, read.item());
      noteHold(row);
      OrderSnapshot.Line before = lines.putIfAbsent(read.id(), read);
      if (before != null && !before.equals(read)) {
        throw new BadLineException(
            "line",
            "invalid_value",
            "Line '%s' of the order is there before, and different; each needs a name of its own."
                .formatted(Shown.shortly(read.id())));
      }
      return read;
    }

    private Item item(CsvRow row) {
      Sku product = sku.find(row);
      Gtin number = gtin.find(row);
      if (product == null && number == null) {
        throw BadLineException.missing(
            "sku", "sku must not be empty, unless gtin says what was sold.");
      }
      return new Item(product, number);
    }

    /** The product, should it have to be made: counted, and never below zero. */
    private void noteProduct(CsvRow row, Item item) {
      Sku product = item.sku();
      if (product != null && !products.containsKey(product)) {
        String called = name.find(row);
        products.put(
            product,
            new ProductData(
                product,
                item.gtinToFind(),
                called == null || called.isEmpty() ? product.value() : called,
                Tracking.TRACKED,
                ProductData.defaultFloor(Tracking.TRACKED)));
      }
    }

    private @Nullable ReturnedTo returnedTo(CsvRow row) {
      String place = returnedTo.find(row);
      State state = returnedState.find(row);
      return place == null && state == null
          ? null
          : new ReturnedTo(place, state == null ? State.AVAILABLE : state);
    }

    /** Notes what is wrong with a row, once. */
    private <T> @Nullable T read(CsvRow row, Supplier<T> reading) {
      try {
        return reading.get();
      } catch (BadLineException e) {
        note(e.toError(row.line()));
      } catch (IllegalArgumentException e) { // right by themselves, but not together
        note(new ImportError(row.line(), null, "invalid_value", String.valueOf(e.getMessage())));
      }
      return null;
    }

    private void note(ImportError error) {
      if (!errors.contains(error)) {
        errors.add(error);
      }
    }
  }
}
