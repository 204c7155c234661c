package dev.onhand.server.pages;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.engine.alerts.Alert;
import java.util.regex.Pattern;

/**
 * Where an alert leads who reads it on a page: to where it is dealt with. Its own words name the
 * command, for who reads them in an e-mail or a terminal.
 */
public final class AlertWay {

  /** At the end: what to type, where the page has a link. */
  private static final Pattern COMMAND = Pattern.compile(" (See|Why:) 'onhand [^']*'.*$");

  /** Where no connection can be tested: there the command stays. */
  private static final String CHANNELS = "/channels";

  private AlertWay() {}

  /** The address; empty: there is no page for it. */
  public static String of(Alert alert) {
    return AlertKind.find(alert.kind()).map(kind -> of(kind, alert.about())).orElse("");
  }

  /** What is known, without the command where the page does the same. */
  public static String said(Alert alert) {
    String way = of(alert);
    return way.isEmpty() || way.equals(CHANNELS)
        ? alert.detail()
        : COMMAND.matcher(alert.detail()).replaceFirst("");
  }

  private static String of(AlertKind kind, String about) {
    String code = Show.encoded(about);
    return switch (kind) {
      case STOCK_LOW -> "/stock?running_low=true";
      case STOCK_NEGATIVE, BELOW_FLOOR -> "/stock?below_floor=true";
      case OVERSELL_RISK -> "/listings?only=over";
      case CHANNEL_DRIFT, LISTING_DIFFERS, RECONCILIATION_STAGED ->
          "/reconciliations?hourly=true&channel=" + code;
      case CHANNEL_LAG -> "/listings?only=due&channel=" + code;
      case LISTING_REFUSED -> "/listings?only=refused&channel=" + code;
      case ORDER_PARKED -> "/orders?only=parked&channel=" + code;
      case ORDER_BACKORDERED -> "/orders?only=backordered&channel=" + code;
      case LEDGER_DISCREPANCY -> "/reconciliations/stock";
      case JOB_FAILED, CHANNEL_WEBHOOK_FAILED, CHANNEL_BUDGET -> "/sync";
      case CHANNEL_HELD, CHANNEL_REJECTED -> "/held-changes";
      case CHANNEL_STALE, CHANNEL_STOPPED, CHANNEL_FAILING, CHANNEL_SILENT -> CHANNELS;
      case WEBHOOK_DISABLED -> "/settings/webhooks";
      case TARGET_FAILING -> "/settings/alerts";
      case ORDER_FAILED, ORDER_UNREADABLE, ORDER_UNKNOWN_STATUS, LISTING_MISSING, HOURLY_READ -> "";
    };
  }
}
