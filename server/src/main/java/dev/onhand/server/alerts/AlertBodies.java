package dev.onhand.server.alerts;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.alert.Measure;
import dev.onhand.core.alert.Threshold;
import dev.onhand.engine.alerts.Alert;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.AlertRule;
import dev.onhand.engine.alerts.AlertRule.Mode;
import dev.onhand.engine.alerts.AlertRule.Watching;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Required;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Alerts and their rules as they are sent and answered. */
public final class AlertBodies {

  private AlertBodies() {}

  /**
   * Something a person should know of.
   *
   * @param object always "alert"
   * @param id for ever the same
   * @param severity info, warning, error or critical
   * @param kind what sort of trouble it is; see /alert-kinds
   * @param subject what it is about, by what never changes; of a kind one is open for a subject at
   *     a time
   * @param about the same by the names of today, such as a SKU
   * @param detail what is known
   * @param openedAt when it opened
   * @param lastSeenAt when it was last seen, or what is known of it changed
   * @param acknowledgedAt since when somebody knows of it; null: nobody said so. It stays open
   * @param acknowledgedBy who
   * @param snoozedUntil until when nobody wants to hear of it; null: nobody said so
   * @param closedAt when it was over; null: it is open
   * @param closedBy who or what closed it
   */
  record AlertBody(
      String object,
      String id,
      String severity,
      String kind,
      String subject,
      String about,
      String detail,
      Instant openedAt,
      Instant lastSeenAt,
      @Nullable Instant acknowledgedAt,
      @Nullable String acknowledgedBy,
      @Nullable Instant snoozedUntil,
      @Nullable Instant closedAt,
      @Nullable String closedBy) {

    static AlertBody of(Alert alert) {
      return new AlertBody(
          "alert",
          PublicId.of(IdKind.ALERT, alert.id()),
          alert.severity().code(),
          alert.kind(),
          alert.subject(),
          alert.about(),
          alert.detail(),
          alert.openedAt(),
          alert.lastSeenAt(),
          alert.acknowledgedAt(),
          alert.acknowledgedBy(),
          alert.snoozedUntil(),
          alert.closedAt(),
          alert.closedBy());
    }
  }

  /**
   * For how long an alert is not to be seen.
   *
   * @param until a time to come, at most 90 days; null: it is to be seen again at once
   */
  record Snooze(@Nullable String until) {}

  /**
   * A sort of alerts, and what holds for it in general.
   *
   * @param object always "alert_kind"
   * @param kind its code
   * @param title what it says, in a few words
   * @param watched whether a rule with a threshold opens and closes it; else it is noticed where it
   *     happens
   * @param about what narrower rules may be for: nothing, stock (a product, a location, or both),
   *     level (the same) or channel
   * @param measured what the threshold is compared with
   * @param unit units, seconds or percent
   * @param opensWhen at_most: the alert opens at the threshold or below; above: above it
   * @param threshold that holds in general; null: nothing is watched until a rule is set
   * @param clearsAt from where on an open one is over; it closes above this where it opens at_most,
   *     else at this or below
   * @param severity of the alerts that it opens
   * @param mode told: people are told; page: it is only on the page; off: it is not watched
   * @param usual whether nobody set a rule for it in general
   * @param version of that rule; 0: there is none
   */
  public record AlertKindBody(
      String object,
      String kind,
      String title,
      boolean watched,
      String about,
      @Nullable String measured,
      @Nullable String unit,
      @Nullable String opensWhen,
      @Nullable Long threshold,
      @Nullable Long clearsAt,
      @Nullable String severity,
      String mode,
      boolean usual,
      long version) {

    /**
     * @param rule that a seller set in general; null: none
     */
    static AlertKindBody of(AlertKind kind, @Nullable AlertRule rule) {
      Measure measure = kind.measure().orElse(null);
      Watching own = rule == null ? null : rule.watching();
      Threshold threshold = own == null ? kind.usual().orElse(null) : own.threshold();
      Severity severity = own == null ? AlertRule.usualSeverity(kind) : own.severity();
      boolean isOff = rule == null && measure != null && kind.usual().isEmpty();
      Mode mode = rule == null ? (isOff ? Mode.OFF : Mode.TOLD) : rule.mode();
      return new AlertKindBody(
          "alert_kind",
          kind.code(),
          kind.title(),
          measure != null,
          kind.about().name().toLowerCase(Locale.ROOT),
          measure == null ? null : kind.measured(),
          measure == null ? null : measure.unit(),
          measure == null ? null : measure.fallsIntoTrouble() ? "at_most" : "above",
          threshold == null ? null : threshold.opens(),
          threshold == null ? null : threshold.closes(),
          measure == null ? null : severity.code(),
          mode.code(),
          rule == null,
          rule == null ? 0 : rule.version());
    }
  }

  /**
   * What a seller wants of a kind of alerts.
   *
   * @param object always "alert_rule"
   * @param id for ever the same
   * @param kind of the alerts
   * @param sku of the product it is for; null: of all
   * @param location code of the location it is for; null: of all
   * @param channel code of the channel it is for; null: of all
   * @param threshold from where on an alert opens; null: the kind is noticed, not watched
   * @param clearsAt from where on an open one is over
   * @param severity of the alerts that it opens
   * @param mode told, page or off
   * @param actor who set it
   * @param updatedAt when
   * @param version for If-Match
   */
  record AlertRuleBody(
      String object,
      String id,
      String kind,
      @Nullable String sku,
      @Nullable String location,
      @Nullable String channel,
      @Nullable Long threshold,
      @Nullable Long clearsAt,
      @Nullable String severity,
      String mode,
      String actor,
      Instant updatedAt,
      long version) {

    static AlertRuleBody of(AlertRule rule) {
      Watching watching = rule.watching();
      return new AlertRuleBody(
          "alert_rule",
          PublicId.of(IdKind.ALERT_RULE, rule.id()),
          rule.kind().code(),
          rule.scope().sku(),
          rule.scope().location(),
          rule.scope().channel(),
          watching == null ? null : watching.threshold().opens(),
          watching == null ? null : watching.threshold().closes(),
          watching == null ? null : watching.severity().code(),
          rule.mode().code(),
          rule.actor(),
          rule.updatedAt(),
          rule.version());
    }
  }

  /**
   * A rule to be set, in place of the one for the same.
   *
   * @param kind of the alerts; see /alert-kinds
   * @param sku SKU or id of the product it is for
   * @param location code or id of the location it is for
   * @param channel code of the channel it is for
   * @param threshold from where on an alert opens, 0 to 1000000000; the usual one unless said
   * @param clearsAt from where on an open one is over; a tenth above or a fifth below unless said
   * @param severity info, warning, error or critical; the usual one unless said
   * @param mode told (unless said), page or off
   */
  public record AlertRuleToSet(
      @Required @Nullable String kind,
      @Nullable String sku,
      @Nullable String location,
      @Nullable String channel,
      @Nullable Long threshold,
      @Nullable Long clearsAt,
      @Nullable String severity,
      @Nullable String mode) {

    /** Whether it is for all of the seller. */
    boolean isGeneral() {
      return sku == null && location == null && channel == null;
    }
  }
}
