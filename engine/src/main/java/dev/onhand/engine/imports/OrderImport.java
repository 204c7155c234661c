package dev.onhand.engine.imports;

import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Merging;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.catalogue.ProductData;
import dev.onhand.engine.imports.ImportReport.Ending;
import dev.onhand.engine.imports.ImportRequest.OnError;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.Orders;
import dev.onhand.model.Sku;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Imports a file of orders, in CSV or as lines of JSON. It is read twice and never held in memory:
 * once to find what is wrong, then to hand the orders in, some hundred at a time. An order with a
 * bad line is left out as a whole.
 */
final class OrderImport {

  private final Importer.Ports ports;
  private final Importer.Settings settings;
  private final ImportRequest request;
  private final ImportFile file;
  private final Instant now;
  private final Tally tally;
  private final Names names;

  /** The orders that are wrong, numbered from 0. */
  private final BitSet wrong = new BitSet();

  /**
   * @param now when the import runs
   */
  OrderImport(
      Importer.Ports ports,
      Importer.Settings settings,
      ImportRequest request,
      ImportFile file,
      Instant now,
      Tally tally) {
    this.ports = ports;
    this.settings = settings;
    this.request = request;
    this.file = file;
    this.now = now;
    this.tally = tally;
    this.names = new Names(ports.catalogue(), request.seller());
  }

  /**
   * @throws UnreadableFileException if the file cannot be read to its end
   */
  Ending run() throws IOException, InterruptedException {
    check();
    if (request.options().dryRun()) {
      return Ending.CHECKED;
    }
    boolean stop = request.options().onError() == OnError.STOP;
    if (file.doubt() != null || (stop && tally.hasErrors())) {
      return Ending.NOTHING_APPLIED;
    }
    try (Pieces pieces = new Pieces(open())) {
      OrderDelivery delivery = new OrderDelivery(ports, settings.pause(), request, tally);
      for (Piece piece = pieces.next(); piece.rows() > 0; piece = pieces.next()) {
        if (!apply(piece, delivery, stop)) {
          return Ending.STOPPED;
        }
      }
      return Ending.COMPLETE;
    } catch (UnreadableFileException e) {
      throw new IOException("the file changed while it was being imported", e);
    }
  }

  private OrderSource open() throws IOException {
    return file.isJson()
        ? JsonOrders.open(file, ports.text(), request.seller(), now)
        : CsvOrders.open(file, request.options().zone(), now);
  }

  /** An order and its number in the file, from 0. */
  private record Numbered(int number, FiledOrder order) {}

  /**
   * Orders that are dealt with together.
   *
   * @param rows of the file, of which they are
   */
  private record Piece(List<Numbered> orders, int rows) {}

  /** The file in pieces. */
  private static final class Pieces implements AutoCloseable {
    private final OrderSource source;
    private int number;

    Pieces(OrderSource source) {
      this.source = source;
    }

    Piece next() throws IOException {
      List<Numbered> orders = new ArrayList<>();
      int rows = 0;
      while (orders.size() < OrderDelivery.ORDERS_MAX && rows < OrderDelivery.LINES_MAX) {
        FiledOrder order = source.next();
        if (order == null) {
          break;
        }
        orders.add(new Numbered(number++, order));
        rows += order.rows();
      }
      return new Piece(orders, rows);
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }

  private void check() throws IOException {
    try (Pieces pieces = new Pieces(open())) {
      for (Piece piece = pieces.next(); piece.rows() > 0; piece = pieces.next()) {
        tally.rows += piece.rows();
        Set<Sku> unknown = unknownSkus(piece);
        List<Sku> firstSeen =
            unknown.stream().filter(sku -> tally.unknownProduct(sku.value())).toList();
        if (request.options().create()) {
          names.warnOfTwins(firstSeen, tally);
        }
        Set<String> locations = unknownLocations(piece);
        locations.forEach(tally::unknownLocation);
        for (Numbered each : piece.orders()) {
          List<ImportError> errors = errors(each.order(), unknown, locations);
          errors.forEach(tally::error);
          if (errors.isEmpty()) {
            tally.understood(each.order());
          } else {
            wrong.set(each.number());
          }
        }
      }
    }
  }

  /** What is wrong with an order, by itself or with names that would have to be made for it. */
  private List<ImportError> errors(FiledOrder order, Set<Sku> skus, Set<String> locations) {
    List<ImportError> errors = new ArrayList<>(order.errors());
    if (request.options().create()) {
      for (Sku sku : order.skus()) {
        require(
            order, "sku", skus.contains(sku), () -> settings.rules().requireNewSku(sku), errors);
      }
      for (String code : order.locations()) {
        require(
            order,
            "location",
            locations.contains(code),
            () -> settings.rules().requireNewLocation(code),
            errors);
      }
    }
    return errors;
  }

  private static void require(
      FiledOrder order, String column, boolean isNew, Runnable rule, List<ImportError> errors) {
    if (isNew) {
      try {
        rule.run();
      } catch (IllegalArgumentException e) {
        errors.add(BadLineException.value(column, e).toError(order.line()).of(order.reference()));
      }
    }
  }

  private Set<Sku> unknownSkus(Piece piece) {
    Set<Sku> skus = new LinkedHashSet<>();
    piece.orders().forEach(each -> skus.addAll(each.order().skus()));
    skus.removeAll(ports.catalogue().knownSkus(request.seller(), skus));
    return skus;
  }

  private Set<String> unknownLocations(Piece piece) {
    Set<String> codes = new LinkedHashSet<>();
    piece.orders().forEach(each -> codes.addAll(each.order().locations()));
    if (!codes.isEmpty()) {
      codes.removeAll(ports.catalogue().knownLocations(request.seller(), codes));
    }
    return codes;
  }

  /**
   * @return whether to go on
   */
  private boolean apply(Piece piece, OrderDelivery delivery, boolean stop)
      throws InterruptedException {
    List<Numbered> sound =
        piece.orders().stream().filter(each -> !wrong.get(each.number())).toList();
    int rows = sound.stream().mapToInt(each -> each.order().rows()).sum();
    tally.skipped += piece.rows() - rows;
    if (sound.isEmpty()) {
      return true;
    }
    Piece whole = new Piece(sound, rows);
    if (request.options().create()) {
      create(whole);
    }
    List<OrderDelivery.Answer> answers =
        delivery.deliver(
            sound.stream().map(this::delivery).toList(), sound.getFirst().order().line());
    if (answers == null) {
      return false;
    }
    boolean refused = false;
    for (int i = 0; i < answers.size(); i++) {
      refused |= note(sound.get(i).order(), answers.get(i));
    }
    return !(refused && stop);
  }

  /**
   * An order of a file that says no time is as new as the file, and newer than what stands above
   * it.
   */
  private Orders.Delivery delivery(Numbered each) {
    Orders.Delivery given = Objects.requireNonNull(each.order().delivery());
    OrderSnapshot snapshot = given.snapshot();
    Freshness freshness = snapshot.freshness();
    Instant seen = request.seenAt() == null ? now : request.seenAt();
    return new Orders.Delivery(
        given.name(),
        new OrderSnapshot(
            snapshot.status(),
            new Freshness(
                freshness.updatedAt(),
                freshness.version(),
                seen.truncatedTo(ChronoUnit.MICROS).plus(each.number(), ChronoUnit.MICROS)),
            snapshot.lines(),
            snapshot.holdUntil(),
            snapshot.shipTo(),
            snapshot.priority()),
        given.holds());
  }

  private void create(Piece piece) {
    Set<String> locations = unknownLocations(piece);
    if (!locations.isEmpty()) {
      tally.locationsCreated += ports.catalogue().ensureLocations(request.seller(), locations);
    }
    Set<Sku> skus = unknownSkus(piece);
    if (!skus.isEmpty()) {
      tally.productsCreated +=
          ports.catalogue().ensureProducts(request.seller(), newProducts(piece, skus));
    }
  }

  private static List<ProductData> newProducts(Piece piece, Set<Sku> skus) {
    Map<Sku, ProductData> products = new LinkedHashMap<>();
    for (Numbered each : piece.orders()) {
      for (Sku sku : each.order().skus()) {
        if (skus.contains(sku)) {
          products.putIfAbsent(sku, each.order().newProduct(sku));
        }
      }
    }
    return List.copyOf(products.values());
  }

  /**
   * @return whether it was refused
   */
  private boolean note(FiledOrder order, OrderDelivery.Answer answer) {
    switch (answer) {
      case OrderDelivery.Answer.Taken(OrderResult result) -> {
        if (isNothingNew(result)) {
          tally.alreadyRecorded += order.rows();
        } else {
          tally.recorded += order.rows();
        }
        return false;
      }
      case OrderDelivery.Answer.Refused(var refusal) -> {
        tally.refused += order.rows();
        tally.error(
            new ImportError(
                order.line(),
                order.reference(),
                null,
                refusal.code(),
                settings.rules().detail(refusal)));
        return true;
      }
    }
  }

  static boolean isNothingNew(OrderResult result) {
    return result.moved().isNone()
        && result.holdsTaken().isEmpty()
        && result.verdict() != Merging.Verdict.NEWER;
  }
}
