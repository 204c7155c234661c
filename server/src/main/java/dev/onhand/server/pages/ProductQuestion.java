package dev.onhand.server.pages;

import dev.onhand.core.ledger.ProductRef;
import dev.onhand.engine.journal.JournalFilter;
import dev.onhand.engine.stock.TimeAxis;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be shown of a product.
 *
 * @param at its stock as it was then; null: as it is
 * @param axis by which of a movement's times {@code at} is meant
 * @param days the chart has so many days on which it moved
 * @param explained whether its numbers are explained, however many movements they are made of
 */
public record ProductQuestion(@Nullable Instant at, TimeAxis axis, int days, boolean explained) {

  /** How long the chart can be. */
  public static final List<Integer> DAYS = List.of(7, 30, 90);

  /** As it is. */
  static final ProductQuestion NOW = new ProductQuestion(null, TimeAxis.OCCURRED, 30, false);

  /**
   * Reads the parameters of the page; empty ones ask for what is usual.
   *
   * @throws dev.onhand.server.web.ProblemException with all that is wrong with them
   */
  static ProductQuestion read(String at, String axis, String days, boolean explained, ZoneId zone) {
    Fields fields = Fields.ofParameters();
    var time = fields.optional("at", Fields.given(at), text -> time(text, zone));
    var ofTime = fields.optional("axis", Fields.given(axis), ProductQuestion::axis);
    var span = fields.optional("days", Fields.given(days), ProductQuestion::days);
    return fields.build(
        () ->
            new ProductQuestion(
                time.orNull(),
                ofTime.orNull() == null ? NOW.axis : ofTime.get(),
                span.orNull() == null ? NOW.days : span.get(),
                explained));
  }

  /** As a browser's field gives it, by the seller's clocks; or with an offset. */
  private static Instant time(String text, ZoneId zone) {
    try {
      return LocalDateTime.parse(text).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      return Times.instant("at", text);
    }
  }

  private static TimeAxis axis(String code) {
    return Arrays.stream(TimeAxis.values())
        .filter(axis -> axis.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("axis must be occurred or recorded"));
  }

  private static int days(String text) {
    return DAYS.stream()
        .filter(days -> days.toString().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("days must be one of " + DAYS));
  }

  /** As the browser's field shows it. */
  public String atText(ZoneId zone) {
    return at == null
        ? ""
        : at.atZone(zone).toLocalDateTime().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** The address of the same with the numbers explained. */
  public String explainedPath(String sku, ZoneId zone) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("at", atText(zone));
    parameters.put("axis", axis == NOW.axis ? "" : axis.code());
    parameters.put("days", days == NOW.days ? "" : Integer.toString(days));
    parameters.put("explained", "true");
    return Pager.link(Show.stockPath(sku), parameters) + "#why";
  }

  /** The movements of a product that count. */
  JournalFilter movements(ProductRef product) {
    JournalFilter.Times until =
        at == null
            ? JournalFilter.Times.ANY
            : new JournalFilter.Times(null, at.plus(1, ChronoUnit.MICROS));
    return movements(
        product,
        axis == TimeAxis.OCCURRED ? until : JournalFilter.Times.ANY,
        axis == TimeAxis.RECORDED ? until : JournalFilter.Times.ANY);
  }

  static JournalFilter movements(
      ProductRef product, JournalFilter.Times occurred, JournalFilter.Times recorded) {
    return new JournalFilter(
        product, null, JournalFilter.OfCause.ANY, Set.of(), null, occurred, recorded);
  }
}
