package dev.onhand.server.batches;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.onhand.core.batch.Observation;
import dev.onhand.engine.batch.Batch;
import dev.onhand.engine.batch.BatchContents;
import dev.onhand.engine.batch.BatchLine;
import dev.onhand.engine.batch.BatchResult.OpenLine;
import dev.onhand.engine.batch.BatchReview.Reviewed;
import dev.onhand.engine.batch.BatchRows.KeptScan;
import dev.onhand.engine.batch.ScanAnswer;
import dev.onhand.engine.batch.ScanAnswer.Outcome;
import dev.onhand.engine.batch.Unplaced;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Batches as they are answered. */
final class BatchBodies {

  private BatchBodies() {}

  /**
   * A batch, as answered.
   *
   * @param number short, for people; paths take it in place of the id
   * @param kind top_up, count or stock_take
   * @param state open, pushed (closed for scans, and posted), verified, completed, cancelled or
   *     undone (what it posted was reversed, but for what the books refused)
   * @param reason why the units of a top_up came
   * @param blind whether who counts is not shown what the books say
   * @param fourEyesAbove a correction of more units needs somebody who did not count it; null: none
   *     does
   * @param openedBy who started it
   * @param openedAt when
   * @param pushedBy who closed it for scans
   * @param pushedAt when it was closed for scans, to be posted
   * @param endedBy who completed or cancelled it, or else undid it
   * @param endedAt when it was completed or cancelled, or else undone
   * @param undoneBy the newest import that undoes it, which says what came of that; null: none
   * @param progress not there in lists
   * @param unplaced what was scanned and belongs to no line; not there in lists
   * @param open lines that do not agree; only where it was verified
   */
  record StockBatchBody(
      String object,
      String id,
      long number,
      String kind,
      String location,
      String state,
      @Nullable String reason,
      boolean blind,
      @Nullable Long fourEyesAbove,
      @Nullable String note,
      String openedBy,
      Instant openedAt,
      @Nullable String pushedBy,
      @Nullable Instant pushedAt,
      @Nullable String endedBy,
      @Nullable Instant endedAt,
      @Nullable String undoneBy,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ProgressBody progress,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<UnplacedBody> unplaced,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<OpenLineBody> open,
      Instant updatedAt,
      long version) {

    static StockBatchBody of(Batch batch) {
      return of(batch, null, null, null);
    }

    static StockBatchBody of(BatchContents contents) {
      return of(
          contents.batch(),
          ProgressBody.of(contents),
          contents.unplaced().stream().map(UnplacedBody::of).toList(),
          null);
    }

    static StockBatchBody of(BatchContents contents, List<OpenLine> open) {
      return of(
          contents.batch(),
          ProgressBody.of(contents),
          contents.unplaced().stream().map(UnplacedBody::of).toList(),
          open.stream().map(OpenLineBody::of).toList());
    }

    private static StockBatchBody of(
        Batch batch,
        @Nullable ProgressBody progress,
        @Nullable List<UnplacedBody> unplaced,
        @Nullable List<OpenLineBody> open) {
      Batch.Step pushed = batch.pushed();
      Batch.Step ended = batch.ended();
      return new StockBatchBody(
          "stock_batch",
          PublicId.of(IdKind.BATCH, batch.id()),
          batch.id(),
          batch.kind().code(),
          batch.location().code(),
          batch.state().code(),
          batch.reason() == null ? null : batch.reason().code(),
          batch.isBlind(),
          batch.fourEyes().above(),
          batch.note(),
          batch.opened().actor(),
          batch.opened().at(),
          pushed == null ? null : pushed.actor(),
          pushed == null ? null : pushed.at(),
          ended == null ? null : ended.actor(),
          ended == null ? null : ended.at(),
          batch.undoneBy() == null ? null : PublicId.of(IdKind.IMPORT, batch.undoneBy()),
          progress,
          unplaced,
          open,
          batch.updatedAt(),
          batch.version());
    }
  }

  /**
   * What was scanned and belongs to no line.
   *
   * @param code as scanned
   * @param units so many, less what was taken back
   * @param reason unknown_code, ambiguous_code, placeholder, bundle or not_planned
   * @param detail in words
   */
  record UnplacedBody(String code, long units, String reason, String detail) {

    static UnplacedBody of(Unplaced one) {
      return new UnplacedBody(one.code(), one.units(), one.why().code(), one.why().words());
    }
  }

  /**
   * A line that does not agree.
   *
   * @param code its SKU, or what was scanned and is no line
   * @param channel where; null: at no channel
   * @param detail why
   */
  record OpenLineBody(String code, @Nullable String channel, String detail) {

    static OpenLineBody of(OpenLine line) {
      return new OpenLineBody(line.code(), line.channel(), line.why());
    }
  }

  /**
   * What a batch says of one product.
   *
   * @param planned whether it was to be counted before it was scanned
   * @param scanned units, over all its scans
   * @param counted how many there were, by the scans since the last recount; null: not counted
   * @param countedAt when: the count is true of this moment
   * @param book on hand at that moment; of what is not counted, now; null: not shown to who counts
   *     blind, or no count
   * @param reserved what of on hand is promised, and may be picked already
   * @param change by how much on hand changed, or would
   * @param movedMeanwhile whether units came or went while it was counted: count it again
   * @param countedBy who scanned it
   * @param posted whether it is in the journal
   * @param postedAt since when
   * @param movement null: none, or nothing had to move
   * @param reversed whether its movement was reversed, with the batch or by itself
   * @param refused why the books refused it
   */
  record BatchLineBody(
      String object,
      String productId,
      String sku,
      boolean planned,
      long scanned,
      @Nullable Long counted,
      @Nullable Instant countedAt,
      @Nullable Long book,
      @Nullable Long reserved,
      @Nullable Long change,
      boolean movedMeanwhile,
      List<String> countedBy,
      boolean posted,
      @Nullable Instant postedAt,
      @Nullable String movement,
      boolean reversed,
      @Nullable String refused) {

    static BatchLineBody of(Reviewed reviewed) {
      BatchLine line = reviewed.line();
      Observation seen = reviewed.counted();
      BatchLine.Posted posted = line.posted();
      return new BatchLineBody(
          "batch_line",
          PublicId.of(IdKind.PRODUCT, line.product().value()),
          line.sku().value(),
          line.isPlanned(),
          line.scanned(),
          seen == null ? null : seen.units(),
          seen == null ? null : seen.at(),
          reviewed.book(),
          reviewed.reserved(),
          reviewed.change(),
          reviewed.movedMeanwhile(),
          line.counters().stream().sorted().toList(),
          posted != null,
          posted == null ? null : posted.at(),
          posted == null || posted.movement() == null
              ? null
              : PublicId.of(IdKind.MOVEMENT, posted.movement().value()),
          posted != null && posted.isReversed(),
          line.refused());
    }
  }

  /**
   * A scan as it is kept.
   *
   * @param id ours, by its place
   * @param scan the id that the device gave it
   * @param units so many; fewer than 0 take back
   * @param recount whether counting began anew with it
   * @param scannedAt when, by the device's clock
   * @param sku what it was found to be; null: nothing
   * @param unplaced why not, when it came
   * @param receivedAt when it came
   */
  record ScanBody(
      String object,
      String id,
      String scan,
      String code,
      long units,
      boolean recount,
      Instant scannedAt,
      @Nullable String sku,
      @Nullable String unplaced,
      String actor,
      Instant receivedAt) {

    static ScanBody of(KeptScan kept) {
      var scanned = kept.scanned();
      var sku = scanned.sku();
      var why = scanned.why();
      return new ScanBody(
          "scan",
          PublicId.of(IdKind.SCAN, kept.place()),
          kept.id(),
          scanned.code(),
          scanned.scan().units(),
          scanned.scan().isRecount(),
          scanned.scan().at(),
          sku == null ? null : sku.value(),
          why == null ? null : why.code(),
          scanned.actor(),
          kept.receivedAt());
    }
  }

  /**
   * What became of scans that were sent.
   *
   * @param kept how many are new
   * @param again how many were kept before, and count once
   * @param refused how many are not kept, because another scan has their id
   * @param scans in the order in which they were sent
   */
  record ScansKeptBody(
      String object, long kept, long again, long refused, List<ScanAnswerBody> scans) {

    static ScansKeptBody of(List<ScanAnswer> answers) {
      return new ScansKeptBody(
          "scans_kept",
          count(answers, Outcome.KEPT),
          count(answers, Outcome.AGAIN) + count(answers, Outcome.IN_OTHER_BATCH),
          count(answers, Outcome.ID_USED_DIFFERENTLY),
          answers.stream().map(ScanAnswerBody::of).toList());
    }

    private static long count(List<ScanAnswer> answers, Outcome outcome) {
      return answers.stream().filter(answer -> answer.outcome() == outcome).count();
    }
  }

  /**
   * What became of one scan.
   *
   * @param id that the device gave it
   * @param outcome kept, again, in_other_batch or id_used_differently
   * @param batch in which it counts
   * @param sku what it was found to be; null: nothing yet
   * @param unplaced why not
   */
  record ScanAnswerBody(
      String id, String outcome, String batch, @Nullable String sku, @Nullable String unplaced) {

    static ScanAnswerBody of(ScanAnswer answer) {
      var sku = answer.sku();
      var why = answer.unplaced();
      return new ScanAnswerBody(
          answer.id(),
          answer.outcome().code(),
          PublicId.of(IdKind.BATCH, answer.batch()),
          sku == null ? null : sku.value(),
          why == null ? null : why.code());
    }
  }
}
