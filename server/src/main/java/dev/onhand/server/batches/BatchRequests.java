package dev.onhand.server.batches;

import dev.onhand.core.batch.BatchKind;
import dev.onhand.core.batch.CountPick.Abc;
import dev.onhand.core.batch.FourEyes;
import dev.onhand.core.batch.Scan;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.batch.NewBatch;
import dev.onhand.engine.batch.NewScan;
import dev.onhand.model.Codes;
import dev.onhand.model.Text;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Required;
import dev.onhand.server.web.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked of batches. */
public final class BatchRequests {

  /** What a device without a network gathers in a few minutes; more go by more requests. */
  static final int SCANS_MAX = 1_000;

  /** By so much the clock of a device may be ahead of ours; then its scan was made just now. */
  private static final Duration AHEAD_MAX = Duration.ofMinutes(5);

  private BatchRequests() {}

  /**
   * A batch to be started.
   *
   * @param kind top_up, count or stock_take
   * @param location whose goods these are, code or id
   * @param reason why the units of a top_up come: purchase (not given: this), opening_stock,
   *     manufacturing_in, recovery_found or manual_in
   * @param skus what is to be counted, by SKU or id; not given: what is scanned, in a stock_take
   *     all that is or was at the location
   * @param notCountedForDays count what was not counted there for so many days, in place of skus
   * @param abc count only products of a class by units that moved there in 90 days: a, b or c
   * @param riskiest count only so many products, of the highest risk: units moved × days since
   *     counted × units corrected before
   * @param blind true: who counts is not shown what the books say
   * @param fourEyesAbove a correction of more units must be approved by somebody who did not count
   *     it; not given: as the seller says
   */
  record BatchToStart(
      @Required @Nullable String kind,
      @Required @Nullable String location,
      @Nullable String reason,
      @Nullable List<@Nullable String> skus,
      @Nullable Integer notCountedForDays,
      @Nullable String abc,
      @Nullable Integer riskiest,
      @Nullable Boolean blind,
      @Nullable Long fourEyesAbove,
      @Nullable String note) {

    NewBatch read() {
      Fields fields = new Fields();
      var what = fields.required("kind", kind, BatchKind::read);
      var place = fields.required("location", location, Refs::location);
      var why = fields.optional("reason", reason, BatchRequests::reason);
      var said =
          fields.optional("note", note, text -> Text.free("note", text, Details.NOTE_LENGTH_MAX));
      List<ProductRef> products = products(fields, skus);
      var ofClass = fields.optional("abc", abc, BatchRequests::abc);
      return fields.build(
          () ->
              new NewBatch(
                  what.get(),
                  place.get(),
                  why.orNull(),
                  Boolean.TRUE.equals(blind),
                  new FourEyes(fourEyesAbove),
                  said.orNull(),
                  products,
                  notCountedForDays,
                  ofClass.orNull(),
                  riskiest));
    }
  }

  /** A class of an ABC analysis by its letter. */
  public static Abc abc(String text) {
    return Codes.read("abc", Abc.values(), Abc::code, text);
  }

  private static Reason reason(String code) {
    return Reason.find(code)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "reason must be one of purchase, opening_stock, manufacturing_in, recovery_found, manual_in"));
  }

  private static List<ProductRef> products(Fields fields, @Nullable List<@Nullable String> skus) {
    List<ProductRef> products = new ArrayList<>();
    for (int i = 0; skus != null && i < skus.size() && i <= NewBatch.LINES_MAX; i++) {
      ProductRef product = fields.required("skus/" + i, skus.get(i), Refs::product).orNull();
      if (product != null) {
        products.add(product);
      }
    }
    return products;
  }

  /**
   * Products of a count.
   *
   * @param skus by SKU or id
   */
  public record BatchProducts(@Required @Nullable List<@Nullable String> skus) {

    public List<ProductRef> read() {
      Fields fields = new Fields();
      List<ProductRef> products = products(fields, skus);
      if (skus == null || skus.isEmpty() || skus.size() > NewBatch.LINES_MAX) {
        fields.add(
            new FieldError(
                "/skus",
                FieldError.INVALID,
                "skus must have 1 to %d entries".formatted(NewBatch.LINES_MAX)));
      }
      return fields.build(() -> products);
    }
  }

  /**
   * A scan.
   *
   * @param id that the device gave it, unique for ever: the same again counts once
   * @param code a SKU, GTIN or barcode of your own
   * @param units not given: 1; in a count 0: none is there; fewer than 0 take back what was scanned
   *     by mistake
   * @param scannedAt when; not given: now
   * @param recount true: counting of this product begins anew with this scan
   */
  public record ScanToKeep(
      @Required @Nullable String id,
      @Required @Nullable String code,
      @Nullable Long units,
      @Nullable String scannedAt,
      @Nullable Boolean recount) {

    private NewScan read(Instant now, Duration skew) {
      Fields fields = new Fields();
      var name =
          fields.required("id", id, text -> Text.identifier("id", text, NewScan.ID_LENGTH_MAX));
      var what =
          fields.required(
              "code", code, text -> Text.identifier("code", text.strip(), NewScan.CODE_LENGTH_MAX));
      var at = fields.optional("scanned_at", scannedAt, text -> at(text, now, skew));
      var scan =
          fields.optional(
              "units",
              units == null ? Long.valueOf(1) : units,
              number ->
                  new Scan(
                      number, at.orNull() == null ? now : at.get(), Boolean.TRUE.equals(recount)));
      return fields.build(() -> new NewScan(name.get(), what.get(), scan.get()));
    }
  }

  private static Instant at(String text, Instant now, Duration skew) {
    Instant at = Times.instant("scanned_at", text).plus(skew);
    if (at.isAfter(now.plus(AHEAD_MAX))) {
      throw new IllegalArgumentException(
          "scanned_at %s is in the future (it is %s now): set the device's clock, or send sent_at"
              .formatted(text, now));
    }
    if (at.isBefore(Details.OCCURRED_AT_MIN)) {
      throw new IllegalArgumentException(
          "scanned_at must not be before " + Details.OCCURRED_AT_MIN);
    }
    return at.isAfter(now) ? now : at;
  }

  /**
   * Scans of a batch.
   *
   * @param scans 1 to 1,000, in the order in which they were made
   * @param sentAt what the device's clock says now: by as much as it is wrong the scans' times are
   *     mended
   */
  public record ScansToKeep(
      @Required @Nullable List<@Nullable ScanToKeep> scans, @Nullable String sentAt) {

    public List<NewScan> read(Instant now) {
      Fields fields = new Fields();
      var sent = fields.optional("sent_at", sentAt, text -> Times.instant("sent_at", text));
      Instant clock = sent.orNull();
      Duration skew = clock == null ? Duration.ZERO : Duration.between(clock, now);
      if (scans == null || scans.isEmpty() || scans.size() > SCANS_MAX) {
        fields.add(
            new FieldError(
                "/scans",
                FieldError.INVALID,
                "scans must have 1 to %d entries".formatted(SCANS_MAX)));
      }
      List<NewScan> read = new ArrayList<>();
      for (int i = 0; scans != null && i < scans.size() && i < SCANS_MAX; i++) {
        ScanToKeep scan = scans.get(i);
        String where = "/scans/" + i;
        if (scan == null) {
          fields.add(new FieldError(where, FieldError.MISSING, "a scan must not be null"));
          continue;
        }
        try {
          read.add(scan.read(now, skew));
        } catch (ProblemException problem) {
          problem.errors().forEach(error -> fields.add(error.below(where)));
        }
      }
      return fields.build(() -> read);
    }
  }

  /**
   * That a count is right.
   *
   * @param leaveUncounted true: what was to be counted and was not stays as it is; else it is in
   *     the way
   */
  record BatchApproval(@Nullable Boolean leaveUncounted) {}
}
