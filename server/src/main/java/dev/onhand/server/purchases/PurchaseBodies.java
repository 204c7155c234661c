package dev.onhand.server.purchases;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.engine.ledger.Run;
import dev.onhand.engine.purchase.PurchaseOrder;
import dev.onhand.engine.purchase.PurchaseOrder.Discrepancy;
import dev.onhand.engine.purchase.PurchaseOrder.Head;
import dev.onhand.engine.purchase.PurchaseOrder.Status;
import dev.onhand.engine.purchase.Receipt;
import dev.onhand.server.movements.Runs;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Purchase orders as they are answered. */
final class PurchaseBodies {

  private PurchaseBodies() {}

  /**
   * A purchase order or container, as answered.
   *
   * @param kind purchase_order or container
   * @param location where it is to arrive, unless a line says otherwise
   * @param expectedAt null: not known
   * @param status open, received (all that was expected is there), closed or cancelled
   * @param reason why the rest did not come
   * @param expected units, over all lines; so are the next two
   * @param incoming what is still to come
   * @param linesDiffering how many lines have a discrepancy
   * @param lines not there in lists
   * @param receipts not there in lists
   */
  record PurchaseBody(
      String object,
      String id,
      String kind,
      String reference,
      @Nullable String supplier,
      String location,
      @Nullable Instant expectedAt,
      @Nullable String note,
      String status,
      @Nullable String reason,
      long expected,
      long received,
      long incoming,
      int linesDiffering,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<PurchaseLineBody> lines,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<ReceiptBody> receipts,
      String actor,
      long version,
      Instant createdAt,
      Instant updatedAt) {

    static PurchaseBody of(Head head) {
      return of(head, null, null);
    }

    static PurchaseBody of(PurchaseOrder order, List<Receipt> receipts) {
      return of(
          order.head(),
          order.lines().stream()
              .map(line -> PurchaseLineBody.of(line, order.head().status()))
              .toList(),
          receipts.stream().map(ReceiptBody::of).toList());
    }

    private static PurchaseBody of(
        Head head, @Nullable List<PurchaseLineBody> lines, @Nullable List<ReceiptBody> receipts) {
      return new PurchaseBody(
          "purchase_order",
          PublicId.of(IdKind.PURCHASE, head.id()),
          head.kind().code(),
          head.reference(),
          head.supplier(),
          head.location().code(),
          head.expectedAt(),
          head.note(),
          head.status().code(),
          head.reason(),
          head.totals().expected(),
          head.totals().received(),
          head.totals().incoming(),
          head.totals().differing(),
          lines,
          receipts,
          head.actor(),
          head.version(),
          head.createdAt(),
          head.updatedAt());
    }
  }

  /**
   * Units of one product.
   *
   * @param line its name within the order
   * @param location where they are to arrive
   * @param incoming what is still to come
   * @param difference received less expected, once that is known to be wrong; else null
   * @param discrepancy over, short (the order is closed) or unexpected; null: none
   */
  record PurchaseLineBody(
      String line,
      String productId,
      String sku,
      String location,
      long expected,
      long received,
      long incoming,
      @Nullable Long difference,
      @Nullable String discrepancy) {

    static PurchaseLineBody of(PurchaseOrder.Line line, Status status) {
      Discrepancy discrepancy = line.discrepancy(status);
      return new PurchaseLineBody(
          line.line(),
          PublicId.of(IdKind.PRODUCT, line.product().value()),
          line.sku().value(),
          line.location().code(),
          line.expected(),
          line.received(),
          line.incoming(status),
          discrepancy == null ? null : line.received() - line.expected(),
          discrepancy == null ? null : discrepancy.code());
    }
  }

  /**
   * What arrived at one time.
   *
   * @param receipt its number within the order
   * @param key under which it was booked
   * @param reversedAt when it was taken back; null: it holds
   */
  record ReceiptBody(
      String object,
      int receipt,
      String key,
      List<ReceiptLineBody> lines,
      @Nullable String note,
      String actor,
      Instant recordedAt,
      @Nullable Instant reversedAt,
      @Nullable String reversedBy) {

    static ReceiptBody of(Receipt receipt) {
      return new ReceiptBody(
          "receipt",
          receipt.number(),
          receipt.key(),
          receipt.lines().stream().map(ReceiptLineBody::of).toList(),
          receipt.note(),
          receipt.actor(),
          receipt.recordedAt(),
          receipt.reversedAt(),
          receipt.reversedBy());
    }
  }

  /**
   * Units of one line that arrived.
   *
   * @param quantity units of the line; of a pack, packs
   * @param movements with which they were booked
   */
  record ReceiptLineBody(
      String line, String location, String state, long quantity, List<String> movements) {

    static ReceiptLineBody of(Receipt.Line line) {
      return new ReceiptLineBody(
          line.line(),
          line.location().code(),
          line.state().code(),
          line.units(),
          line.movements().stream()
              .map(MovementId::value)
              .map(id -> PublicId.of(IdKind.MOVEMENT, id))
              .toList());
    }
  }

  /**
   * A receipt that was booked or taken back.
   *
   * @param purchase the order as it is now
   */
  record ReceivedBody(
      String object,
      ReceiptBody receipt,
      PurchaseBody purchase,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean dryRun) {

    static ReceivedBody of(PurchaseOrder order, Receipt receipt, Run run) {
      Head head = order.head();
      PurchaseBody purchase =
          PurchaseBody.of(
              head,
              order.lines().stream().map(line -> PurchaseLineBody.of(line, head.status())).toList(),
              null);
      return new ReceivedBody("received", ReceiptBody.of(receipt), purchase, Runs.shown(run));
    }
  }
}
