package dev.onhand.core.alert;

import dev.onhand.model.Codes;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sorts of alerts that rules are for. Some are watched: a rule has a threshold, and what is
 * measured opens and closes them. Others are noticed by the part where it happens; of these a rule
 * says only whether people are told.
 */
public enum AlertKind {
  STOCK_LOW(
      "stock.low", "Stock runs low", About.STOCK, Measure.UNITS_LEFT, null, "units left to sell"),
  STOCK_NEGATIVE(
      "stock.negative",
      "Sold ahead of stock",
      About.LEVEL,
      Measure.UNITS,
      null,
      "units below zero, within the floor"),
  OVERSELL_RISK(
      "stock.oversell_risk",
      "Listings offer too much",
      About.NOTHING,
      Measure.UNITS,
      0L,
      "units that a listing has offered beyond what it should, for a minute"),
  CHANNEL_DRIFT(
      "channel.drift",
      "Listings show something else",
      About.CHANNEL,
      Measure.PERCENT,
      1L,
      "percent of a channel's listings with an open difference"),
  CHANNEL_LAG(
      "channel.lag",
      "Listings are told late",
      About.CHANNEL,
      Measure.SECONDS,
      300L,
      "seconds that the oldest number waits to be told"),
  CHANNEL_STALE(
      "channel.stale",
      "A channel was not heard",
      About.CHANNEL,
      Measure.SECONDS,
      1_800L,
      "seconds since a channel was due to be asked, and was not with success"),
  ORDER_PARKED(
      "order.parked",
      "Order lines are not known",
      About.CHANNEL,
      Measure.SECONDS,
      3_600L,
      "seconds since the oldest order with a parked line came"),
  ORDER_BACKORDERED(
      "order.backordered",
      "Orders wait for stock",
      About.CHANNEL,
      Measure.SECONDS,
      86_400L,
      "seconds that the oldest backorder waits"),
  BELOW_FLOOR("stock.below_floor", "Oversold"),
  LEDGER_DISCREPANCY("ledger.discrepancy", "The verification found damage"),
  JOB_FAILED("job.failed", "A job failed for good"),
  ORDER_FAILED("order.failed", "Orders could not be applied"),
  ORDER_UNREADABLE("order.unreadable", "Orders mean nothing to us"),
  ORDER_UNKNOWN_STATUS("order.unknown_status", "A status means nothing to us"),
  CHANNEL_STOPPED("channel.stopped", "A channel stopped"),
  CHANNEL_FAILING("channel.failing", "A channel fails"),
  CHANNEL_HELD("channel.held", "The brake holds numbers back"),
  CHANNEL_REJECTED("channel.rejected", "What was rejected is not undone"),
  CHANNEL_BUDGET("channel.budget", "A day's calls are nearly spent"),
  CHANNEL_SILENT("channel.webhook_silent", "A channel does not call us any more"),
  CHANNEL_WEBHOOK_FAILED("channel.webhook_failed", "What a channel told could not be worked off"),
  LISTING_REFUSED("listing.refused", "A channel refuses numbers"),
  LISTING_MISSING("listing.missing", "Listings are gone"),
  LISTING_DIFFERS("listing.differs", "Differences wait"),
  RECONCILIATION_STAGED("reconciliation.staged", "A reconciliation waits for approval"),
  HOURLY_READ("channel.hourly_read", "Listings could be read more rarely"),
  WEBHOOK_DISABLED("webhook.disabled", "A webhook is told nothing any more"),
  TARGET_FAILING("alert.target_failing", "People cannot be told");

  /** What a rule may be for, beside all of the seller. */
  public enum About {
    /** Nothing narrower. */
    NOTHING,
    /** A product, a location, or a product at a location. */
    STOCK,
    /** A location, or a product at one. */
    LEVEL,
    /** A channel. */
    CHANNEL
  }

  private final String code;
  private final String title;
  private final About about;
  private final @Nullable Measure measure;
  private final @Nullable Long usual;
  private final String measured;

  AlertKind(
      String code,
      String title,
      About about,
      @Nullable Measure measure,
      @Nullable Long usual,
      String measured) {
    this.code = code;
    this.title = title;
    this.about = about;
    this.measure = measure;
    this.usual = usual;
    this.measured = measured;
  }

  /** One that is noticed. */
  AlertKind(String code, String title) {
    this(code, title, About.NOTHING, null, null, "");
  }

  /** As written in the database and the API. */
  public String code() {
    return code;
  }

  /** What it says, in a few words. */
  public String title() {
    return title;
  }

  public About about() {
    return about;
  }

  /** What is measured; empty: it is noticed. */
  public Optional<Measure> measure() {
    return Optional.ofNullable(measure);
  }

  /** What the measured number is, with its unit; empty text: nothing is measured. */
  public String measured() {
    return measured;
  }

  /** What holds where nobody set a rule; empty: nothing is watched then. */
  public Optional<Threshold> usual() {
    return usual == null || measure == null
        ? Optional.empty()
        : Optional.of(Threshold.of(measure, usual, null));
  }

  public static Optional<AlertKind> find(String code) {
    return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
  }

  /** What an alert of this code says, in a few words; of a code that is not known, the code. */
  public static String titleOf(String code) {
    return find(code).map(AlertKind::title).orElse(code);
  }

  /**
   * The kind of this code.
   *
   * @throws IllegalArgumentException naming all, if there is none
   */
  public static AlertKind read(String code) {
    return Codes.read("kind", values(), AlertKind::code, code);
  }
}
