package dev.onhand.server.batches;

import dev.onhand.engine.access.Scope;
import dev.onhand.engine.batch.VerificationRecord;
import dev.onhand.engine.batch.VerificationRecords;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.PageOf;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Times;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Every change that a batch made, and every change of what a listing shows. */
@RestController
@RequestMapping(path = VerificationRecordController.PATH, produces = "application/json")
class VerificationRecordController {

  static final String PATH = "/api/v1/verification-records";

  private final VerificationRecords records;

  VerificationRecordController(VerificationRecords records) {
    this.records = records;
  }

  /**
   * A change of on hand at a location, or of what a listing shows. Such a record is never changed
   * or deleted.
   *
   * @param changeType topup or count (by a batch), or why a listing's number changed:
   *     order_created, order_cancelled, manual, reconciliation or api_sync
   * @param channel whose listing it is; null: it is on hand at the location
   * @param listing which; null as the channel
   * @param externalId what the channel calls it
   * @param listingChange the entry of the listing's history; null: the listing did not have to
   *     change
   * @param pendingOrders orders that waited for units of the product at that moment; null: of a
   *     listing's change before this was written down
   * @param quantityFrom null: it was not known
   * @param quantityTo null: it is not known any more
   * @param quantityChange null: one of them is not known
   * @param admin who or what changed it
   * @param orderId the channel's name of the order that changed it
   * @param notes of the batch, or what is to be said of a listing's change
   * @param batch which made it; null: none did
   * @param batchNumber its number, for people
   * @param movement that changed on hand; of a listing's change the newest of its product then
   * @param at when it was written
   */
  record VerificationRecordBody(
      String object,
      String id,
      String changeType,
      @Nullable String channel,
      @Nullable String listing,
      @Nullable String externalId,
      @Nullable String listingChange,
      @Nullable String sku,
      @Nullable String location,
      @Nullable Long pendingOrders,
      @Nullable Long quantityFrom,
      @Nullable Long quantityChange,
      @Nullable Long quantityTo,
      String admin,
      @Nullable String orderId,
      @Nullable String notes,
      @Nullable String batch,
      @Nullable Long batchNumber,
      @Nullable String movement,
      Instant at) {

    static VerificationRecordBody of(VerificationRecord row) {
      VerificationRecord.Where where = row.where();
      return new VerificationRecordBody(
          "verification_record",
          PublicId.of(IdKind.VERIFICATION, row.entry()),
          row.type(),
          where == null ? null : where.channel(),
          where == null ? null : PublicId.of(IdKind.LISTING, where.listing()),
          where == null ? null : where.externalId(),
          where == null || where.entry() == null
              ? null
              : PublicId.of(IdKind.LISTING_CHANGE, where.entry()),
          row.sku() == null ? null : row.sku().value(),
          row.location(),
          row.pendingOrders(),
          row.from(),
          row.change(),
          row.to(),
          row.actor(),
          row.order(),
          row.notes(),
          row.batch() == null ? null : PublicId.of(IdKind.BATCH, row.batch()),
          row.batch(),
          row.movement() == null ? null : PublicId.of(IdKind.MOVEMENT, row.movement().value()),
          row.at());
    }
  }

  /** Lists records of what was verified, newest first. */
  @GetMapping
  @Needs(Scope.STOCK_READ)
  ListBody<VerificationRecordBody> listVerificationRecords(
      Caller caller,
      @RequestParam(required = false) @Nullable String type,
      @RequestParam(required = false) @Nullable String channel,
      @RequestParam(required = false) @Nullable String batch,
      @RequestParam(required = false) @Nullable String sku,
      @RequestParam(required = false) @Nullable String admin,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @PageOf(IdKind.VERIFICATION) PageRequest page) {
    Fields fields = Fields.ofParameters();
    var product = fields.optional("sku", sku, Refs::product);
    var begin = fields.optional("from", from, text -> Times.instant("from", text));
    var end = fields.optional("to", to, text -> Times.instant("to", text));
    Long number = batch == null ? null : BatchIds.read(batch);
    VerificationRecords.Filter filter =
        fields.build(
            () ->
                new VerificationRecords.Filter(
                    type, channel, number, product.orNull(), admin, begin.orNull(), end.orNull()));
    return ListBody.of(PATH, list(caller, filter, page), VerificationRecordBody::of);
  }

  private Slice<VerificationRecord> list(
      Caller caller, VerificationRecords.Filter filter, PageRequest page) {
    try {
      return records.list(caller.seller(), filter, page);
    } catch (IllegalArgumentException none) {
      throw ProblemException.invalid("sku", String.valueOf(none.getMessage()));
    }
  }
}
