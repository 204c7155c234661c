package dev.onhand.engine.channels;

import dev.onhand.connector.ReadsOrder;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.ReportsOrders;
import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.order.StatusMap;
import dev.onhand.engine.alerts.Alert;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.Alerts;
import dev.onhand.engine.orders.Channels;
import dev.onhand.model.Text;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Alerts of orders that mean nothing to us, until they do. */
public final class OrderWatch {

  public static final String UNREADABLE_ALERT = AlertKind.ORDER_UNREADABLE.code();
  public static final String UNKNOWN_STATUS_ALERT = AlertKind.ORDER_UNKNOWN_STATUS.code();

  /** So many orders that could not be read are asked for again after a poll. */
  private static final int AGAIN_MAX = 10;

  private final Channels channels;
  private final Alerts alerts;

  /** Where no alert is open; only who has the lease raises one. */
  private final Settled settled = new Settled();

  public OrderWatch(Channels channels, Alerts alerts) {
    this.channels = channels;
    this.alerts = alerts;
  }

  /** What statuses mean on an account's channel, as it is set up. */
  StatusMap statuses(Account account) {
    return channels
        .find(account.seller(), account.code())
        .map(setup -> setup.data().rules(setup.usual()).statuses())
        .orElseGet(() -> StatusMap.of(Map.of()));
  }

  private static boolean isKnown(StatusMap statuses, String status) {
    return statuses.rules().containsKey(status.toLowerCase(Locale.ROOT));
  }

  /** An order has a status. */
  void status(Account account, StatusMap statuses, RemoteOrder order) {
    if (!isKnown(statuses, order.status())) {
      settled.reopen(account);
      alerts.raise(
          account.seller(),
          Severity.WARNING,
          UNKNOWN_STATUS_ALERT,
          subject(account, order.status().toLowerCase(Locale.ROOT)),
          "Order %s has the status '%s', which means nothing to Onhand; say what it does with 'onhand channel set %s --status STATUS=EFFECT'."
              .formatted(order.externalId(), Text.shown(order.status()), account.code()));
    }
  }

  /** An order makes no sense. */
  void unreadable(Account account, String order, String why) {
    settled.reopen(account);
    alerts.raise(
        account.seller(),
        Severity.ERROR,
        UNREADABLE_ALERT,
        subject(account, order),
        "The channel shows an order that makes no sense: " + why);
  }

  private static String subject(Account account, String part) {
    return account.code() + "/" + part;
  }

  /**
   * Closes alerts of statuses that mean something by now, and asks again for orders that made no
   * sense.
   */
  void settle(Account account, Lease lease, ReportsOrders channel, OrderIntake intake, Instant now)
      throws InterruptedException {
    if (settled.isSettled(account, lease)) {
      return;
    }
    List<Alert> open =
        alerts.open(account.seller(), UNKNOWN_STATUS_ALERT, UNREADABLE_ALERT).stream()
            .filter(alert -> alert.subject().startsWith(subject(account, "")))
            .toList();
    if (open.isEmpty()) {
      settled.settle(account, lease);
      return;
    }
    settleStatuses(account, parts(account, open, UNKNOWN_STATUS_ALERT));
    if (channel instanceof ReadsOrder reads) {
      settleUnreadable(account, reads, parts(account, open, UNREADABLE_ALERT), intake, now);
    }
  }

  private void settleStatuses(Account account, List<String> open) {
    if (open.isEmpty()) {
      return;
    }
    StatusMap statuses = statuses(account);
    for (String status : open) {
      if (isKnown(statuses, status)) {
        close(account, UNKNOWN_STATUS_ALERT, status);
      }
    }
  }

  /** Alerts of orders that still make none are raised anew. */
  private void settleUnreadable(
      Account account, ReadsOrder channel, List<String> open, OrderIntake intake, Instant now)
      throws InterruptedException {
    List<String> orders = open.stream().limit(AGAIN_MAX).toList();
    if (orders.isEmpty()) {
      return;
    }
    OrderReading reading = OrderReading.of(account, channel, orders);
    reading
        .answers()
        .forEach(
            (order, answer) -> {
              if (answer.order() != null || answer.isGone()) {
                close(account, UNREADABLE_ALERT, order);
              }
            });
    intake.take(account, reading.found(), now);
    reading.requireAll();
  }

  private void close(Account account, String kind, String part) {
    alerts.close(account.seller(), kind, subject(account, part), AccountWorker.ACTOR);
  }

  private static List<String> parts(Account account, List<Alert> open, String kind) {
    return open.stream()
        .filter(alert -> alert.kind().equals(kind))
        .map(alert -> alert.subject().substring(subject(account, "").length()))
        .toList();
  }
}
