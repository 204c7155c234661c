package dev.onhand.server.transfers;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.engine.ledger.Run;
import dev.onhand.engine.transfer.Arrival;
import dev.onhand.engine.transfer.NewTransfer;
import dev.onhand.engine.transfer.Transfer;
import dev.onhand.engine.transfer.Units;
import dev.onhand.model.Quantity;
import dev.onhand.model.Text;
import dev.onhand.server.movements.Runs;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Required;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Transfers as they are sent and answered. */
final class TransferBodies {

  private TransferBodies() {}

  /**
   * A transfer, as answered.
   *
   * @param id null in a dry run that would send it
   * @param status in_transit, partly_received, received, cancelled (all of it went back) or closed
   * @param lines what was sent, and what became of it (some of it did not arrive)
   */
  record TransferBody(
      String object,
      @Nullable String id,
      String reference,
      String fromLocation,
      String toLocation,
      String status,
      @Nullable String note,
      String actor,
      List<LineBody> lines,
      long version,
      Instant createdAt,
      Instant updatedAt,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean dryRun) {

    static TransferBody of(Transfer transfer) {
      return of(transfer, Run.LIVE, id(transfer));
    }

    /** A transfer that was, or would be, sent in this moment. */
    static TransferBody ofNew(Transfer transfer, Run run) {
      return of(transfer, run, run == Run.DRY ? null : id(transfer));
    }

    /** A transfer that was, or would be, changed in this moment. */
    static TransferBody ofChanged(Transfer transfer, Run run) {
      return of(transfer, run, id(transfer));
    }

    private static String id(Transfer transfer) {
      return PublicId.of(IdKind.TRANSFER, transfer.id());
    }

    private static TransferBody of(Transfer transfer, Run run, @Nullable String id) {
      return new TransferBody(
          "transfer",
          id,
          transfer.reference(),
          transfer.from().code(),
          transfer.to().code(),
          transfer.status().code(),
          transfer.note(),
          transfer.actor(),
          transfer.lines().stream().map(LineBody::of).toList(),
          transfer.version(),
          transfer.createdAt(),
          transfer.updatedAt(),
          Runs.shown(run));
    }
  }

  /**
   * The units of one product in a transfer.
   *
   * @param sent units that left
   * @param received units that came
   * @param lost units known not to come any more
   * @param sentBack units that went back
   * @param inTransit what is still under way
   */
  record LineBody(
      String productId,
      String sku,
      long sent,
      long received,
      long lost,
      long sentBack,
      long inTransit) {

    static LineBody of(Transfer.Line line) {
      return new LineBody(
          PublicId.of(IdKind.PRODUCT, line.product().value()),
          line.sku().value(),
          line.sent(),
          line.received(),
          line.lost(),
          line.sentBack(),
          line.inTransit());
    }
  }

  /**
   * So many units of a product.
   *
   * @param sku the product, by its SKU or id
   * @param productId the same by its id; one of the two is needed
   */
  record NewLine(
      @Nullable String sku, @Nullable String productId, @Required @Nullable Long quantity) {

    private Units units() {
      Fields fields = new Fields();
      if (sku != null && productId != null) {
        fields.add(
            new FieldError("/product_id", FieldError.INVALID, "give sku or product_id, not both"));
      }
      Fields.Field<ProductRef> product =
          productId == null
              ? fields.required("sku", sku, Refs::product)
              : fields.required("product_id", productId, Refs::productById);
      var units = fields.required("quantity", quantity, Quantity::of);
      return fields.build(() -> new Units(product.get(), units.get()));
    }
  }

  /**
   * A transfer to be sent.
   *
   * @param reference the seller's own number for it, unique
   * @param fromLocation code or id
   * @param toLocation code or id
   * @param lines 1 to 1,000, each of another product
   */
  record TransferOrder(
      @Required @Nullable String reference,
      @Required @Nullable String fromLocation,
      @Required @Nullable String toLocation,
      @Required @Nullable List<@Nullable NewLine> lines,
      @Nullable String note) {

    NewTransfer order() {
      Fields fields = new Fields();
      var name =
          fields.required(
              "reference",
              reference,
              text -> Text.identifier("reference", text, Transfer.REFERENCE_LENGTH_MAX));
      var from = fields.required("from_location", fromLocation, Refs::location);
      var to = fields.required("to_location", toLocation, Refs::location);
      var said =
          fields.optional("note", note, text -> Text.free("note", text, Details.NOTE_LENGTH_MAX));
      var goods = units(fields, "lines", lines);
      return fields.build(
          () -> new NewTransfer(name.get(), from.get(), to.get(), goods, said.orNull()));
    }
  }

  /**
   * What of a transfer arrived.
   *
   * @param lines what came, each of another product
   * @param lost what is known not to come any more
   */
  record TransferArrival(
      @Nullable List<@Nullable NewLine> lines, @Nullable List<@Nullable NewLine> lost) {

    Arrival arrival() {
      Fields fields = new Fields();
      List<Units> received = units(fields, "lines", lines);
      List<Units> missing = units(fields, "lost", lost);
      return fields.build(() -> new Arrival(received, missing));
    }
  }

  /**
   * That the rest of a transfer goes back.
   *
   * @param note why; goes with the movements
   */
  record TransferCancellation(@Nullable String note) {}

  private static List<Units> units(
      Fields fields, String list, @Nullable List<@Nullable NewLine> lines) {
    List<Units> units = new ArrayList<>();
    for (int i = 0; lines != null && i < lines.size() && i <= Transfer.LINES_MAX; i++) {
      NewLine line = lines.get(i);
      String at = "/" + list + "/" + i;
      if (line == null) {
        fields.add(new FieldError(at, FieldError.MISSING, "a line must not be null"));
        continue;
      }
      try {
        units.add(line.units());
      } catch (ProblemException problem) {
        problem.errors().forEach(error -> fields.add(error.below(at)));
      }
    }
    return units;
  }
}
