package dev.onhand.engine.imports;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.imports.ImportedOrders.Imported;
import dev.onhand.engine.imports.ImportedOrders.KnownLine;
import dev.onhand.engine.imports.OrderDelivery.Answer;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.Orders;
import dev.onhand.model.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes orders of documents of sales: each is shown twice, at work and then shipped, so that its
 * units are reserved and then leave. Both bear the time of the document. Of two files that hold
 * parts of the same document, the one with more of it is taken for the newer.
 */
final class Invoices {

  private static final String AT_WORK = "processing";
  private static final String SHIPPED = "shipped";

  private final String retailer;
  private final SellerId seller;
  private final ImportedOrders imported;
  private final OrderDelivery delivery;
  private final Importer.Settings settings;
  private final boolean stopAtRefusal;
  private final Instant now;
  private final Tally tally;

  /**
   * @param now when the import runs
   */
  Invoices(
      ImportRequest request,
      ImportedOrders imported,
      OrderDelivery delivery,
      Importer.Settings settings,
      Instant now,
      Tally tally) {
    this.retailer = request.kind();
    this.seller = request.seller();
    this.imported = imported;
    this.delivery = delivery;
    this.settings = settings;
    this.stopAtRefusal = request.options().onError() == ImportRequest.OnError.STOP;
    this.now = now;
    this.tally = tally;
  }

  /** A document and its lines, each of them a sale. */
  record Invoice(String document, List<Planned> lines) {

    /** The number of the first of these lines. */
    int begin() {
      return lines.stream().mapToInt(Invoices::numberOf).min().orElse(1);
    }

    /** How much of the document is known: the number of its last line. */
    int extent() {
      return lines.stream().mapToInt(Invoices::numberOf).max().orElse(0);
    }
  }

  /** Which line of its document it is, from 1. */
  static int numberOf(Planned line) {
    return Integer.parseInt(Objects.requireNonNull(line.command().details().cause().line()));
  }

  /**
   * @return whether to go on
   */
  boolean apply(List<Invoice> invoices) throws InterruptedException {
    List<Invoice> fresh = fresh(invoices);
    if (fresh.isEmpty()) {
      return true;
    }
    Map<String, List<OrderSnapshot.Line>> above = above(fresh);
    List<Orders.Delivery> deliveries = new ArrayList<>();
    for (Invoice invoice : fresh) {
      List<OrderSnapshot.Line> lines =
          Stream.concat(
                  above.getOrDefault(invoice.document(), List.of()).stream(),
                  invoice.lines().stream().map(Invoices::line))
              .toList();
      deliveries.add(delivery(invoice, lines, AT_WORK, 0));
      deliveries.add(delivery(invoice, lines, SHIPPED, 1));
    }
    List<Answer> answers = delivery.deliver(deliveries, fresh.getFirst().lines().getFirst().line());
    if (answers == null) {
      return false;
    }
    boolean refused = false;
    List<Imported> taken = new ArrayList<>();
    for (int i = 0; i < fresh.size(); i++) {
      Invoice invoice = fresh.get(i);
      OrderResult result = result(invoice, answers.get(2 * i), answers.get(2 * i + 1));
      refused |= result == null;
      if (result != null) {
        taken.add(imported(invoice, result));
      }
    }
    if (!taken.isEmpty()) {
      imported.remember(seller, retailer, taken);
    }
    return !(refused && stopAtRefusal);
  }

  /**
   * Those that are not known, as orders or (of an import that made none) as movements; what is
   * known is counted.
   */
  private List<Invoice> fresh(List<Invoice> invoices) {
    if (invoices.isEmpty()) {
      return invoices;
    }
    Map<String, Integer> lines =
        imported.linesOf(seller, retailer, invoices.stream().map(Invoice::document).toList());
    List<Invoice> unknown =
        invoices.stream()
            .filter(each -> lines.getOrDefault(each.document(), 0) < each.extent())
            .toList();
    Set<String> moved =
        imported.recorded(
            seller,
            unknown.stream()
                .filter(each -> !lines.containsKey(each.document()))
                .map(each -> each.lines().getFirst().key())
                .toList());
    List<Invoice> fresh =
        unknown.stream().filter(each -> !moved.contains(each.lines().getFirst().key())).toList();
    tally.alreadyRecorded += lines(invoices) - lines(fresh);
    return fresh;
  }

  private static int lines(List<Invoice> invoices) {
    return invoices.stream().mapToInt(each -> each.lines().size()).sum();
  }

  /**
   * What was handed in of documents that stand in several places of a file, far apart: a snapshot
   * is whole, so it repeats the lines above those that are new.
   */
  private Map<String, List<OrderSnapshot.Line>> above(List<Invoice> invoices) {
    Map<String, Invoice> goneOn = new LinkedHashMap<>();
    for (Invoice invoice : invoices) {
      if (invoice.begin() > 1) {
        goneOn.put(invoice.document(), invoice);
      }
    }
    if (goneOn.isEmpty()) {
      return Map.of();
    }
    Map<String, List<OrderSnapshot.Line>> above = new HashMap<>();
    for (KnownLine known : imported.knownLines(seller, retailer, goneOn.keySet())) {
      Invoice invoice = Objects.requireNonNull(goneOn.get(known.document()));
      if (known.line() < invoice.begin()) {
        above
            .computeIfAbsent(known.document(), d -> new ArrayList<>())
            .add(
                line(
                    known.line(),
                    known.sku(),
                    known.units(),
                    invoice.lines().getFirst().command().location()));
      }
    }
    return above;
  }

  private Orders.Delivery delivery(
      Invoice invoice, List<OrderSnapshot.Line> lines, String status, int step) {
    return new Orders.Delivery(
        new Order.Name(retailer, invoice.document()),
        OrderSnapshot.of(
            status, new Freshness(occurredAt(invoice), 2L * invoice.extent() + step, now), lines));
  }

  private static OrderSnapshot.Line line(Planned planned) {
    Command.Move move = planned.command();
    return line(numberOf(planned), planned.sku(), move.quantity().units(), move.location());
  }

  private static OrderSnapshot.Line line(int number, Sku sku, long units, LocationRef location) {
    return new OrderSnapshot.Line(
        Integer.toString(number), Item.of(sku), units, 0, 0, 0, location.toString(), null);
  }

  private static Instant occurredAt(Invoice invoice) {
    return Objects.requireNonNull(invoice.lines().getFirst().command().details().occurredAt());
  }

  private static Imported imported(Invoice invoice, OrderResult result) {
    Planned first = invoice.lines().getFirst();
    return new Imported(
        invoice.document(), result.id(), invoice.extent(), first.customer(), occurredAt(invoice));
  }

  /** What it is now, or null if it was refused. */
  private @Nullable OrderResult result(Invoice invoice, Answer atWork, Answer shipped) {
    int lines = invoice.lines().size();
    if (atWork instanceof Answer.Taken(OrderResult first)
        && shipped instanceof Answer.Taken(OrderResult last)) {
      if (OrderImport.isNothingNew(first) && OrderImport.isNothingNew(last)) {
        tally.alreadyRecorded += lines;
      } else {
        tally.recorded += lines;
      }
      return last;
    }
    Answer.Refused refused = (Answer.Refused) (atWork instanceof Answer.Refused ? atWork : shipped);
    tally.refused += lines;
    tally.error(
        new ImportError(
            invoice.lines().getFirst().line(),
            new Order.Name(retailer, invoice.document()).reference(),
            null,
            refused.refusal().code(),
            settings.rules().detail(refused.refusal())));
    return null;
  }
}
