package dev.onhand.engine.imports;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.imports.ImportedOrders.Imported;
import dev.onhand.engine.imports.OrderDelivery.Answer;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.Orders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
    List<Orders.Delivery> deliveries = new ArrayList<>();
    for (Invoice invoice : fresh) {
      deliveries.add(delivery(invoice, AT_WORK, 0));
      deliveries.add(delivery(invoice, SHIPPED, 1));
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

  private Orders.Delivery delivery(Invoice invoice, String status, int step) {
    return new Orders.Delivery(
        new Order.Name(retailer, invoice.document()),
        OrderSnapshot.of(
            status,
            new Freshness(occurredAt(invoice), 2L * invoice.extent() + step, now),
            invoice.lines().stream().map(Invoices::line).toList()));
  }

  private static OrderSnapshot.Line line(Planned planned) {
    Command.Move move = planned.command();
    return new OrderSnapshot.Line(
        Integer.toString(numberOf(planned)),
        Item.of(planned.sku()),
        move.quantity().units(),
        0,
        0,
        0,
        move.location().toString(),
        null);
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
