package dev.onhand.engine.orders;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.Alerts;
import dev.onhand.engine.ledger.LedgerCalls;
import dev.onhand.engine.ledger.PlanRefusedException;
import dev.onhand.model.Text;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders that could not be applied and of which nobody was told: kept for people to see, tried
 * again later and later, and settled once they are applied. While there are any, an alert is open.
 */
public final class FailedOrders {

  private static final Logger LOG = LoggerFactory.getLogger("dev.onhand.orders");

  public static final String ALERT_KIND = AlertKind.ORDER_FAILED.code();

  /** One alert for all of a seller's: each is in the list. */
  private static final String ALERT_SUBJECT = "orders";

  private static final String ACTOR = "system:orders";
  private static final int PIECE = 50;

  private final OrderFailures rows;
  private final Orders orders;
  private final LedgerCalls ledger;
  private final Alerts alerts;
  private final Function<Outcome.Refused, String> words;
  private final InstantSource clock;

  /**
   * @param words what people are told of a refusal
   */
  public FailedOrders(
      OrderFailures rows,
      Orders orders,
      LedgerCalls ledger,
      Alerts alerts,
      Function<Outcome.Refused, String> words,
      InstantSource clock) {
    this.rows = rows;
    this.orders = orders;
    this.ledger = ledger;
    this.alerts = alerts;
    this.words = words;
    this.clock = clock;
  }

  /**
   * The books refused an order. It is kept where nobody was told so, and only there; the same
   * refused again counts as a further try.
   */
  public void refused(
      SellerId seller,
      Bringer bringer,
      Orders.Delivery delivery,
      Outcome.Refused refusal,
      String actor) {
    refused(seller, bringer, failure(delivery, refusal, actor));
  }

  private FailedOrder.Failure failure(
      Orders.Delivery delivery, Outcome.Refused refusal, String actor) {
    return new FailedOrder.Failure(delivery, refusal.code(), words.apply(refusal), actor);
  }

  /** As {@link #refused(SellerId, Bringer, Orders.Delivery, Outcome.Refused, String)}. */
  public void refused(SellerId seller, Bringer bringer, FailedOrder.Failure failure) {
    warn(failure);
    switch (bringer) {
      case CALLER -> {} // was answered, and that is all
      case FILE, CHANNEL -> {
        rows.keep(seller, failure, clock.instant());
        watch(seller);
      }
    }
  }

  private static void warn(FailedOrder.Failure failure) {
    LOG.warn(
        "Order {} inventory operation failed: {}",
        Text.shown(failure.name().reference()),
        Text.shown(failure.detail()));
  }

  /**
   * Tries one again, whatever its time.
   *
   * @return what came of it; empty: it failed again, for which it is kept with the new reason
   * @throws dev.onhand.engine.ledger.LedgerBusyException if it could not even be tried
   * @throws dev.onhand.engine.ledger.LedgerUnavailableException likewise
   */
  public Optional<OrderResult> retry(SellerId seller, FailedOrder failed) {
    Optional<OrderResult> applied = attempt(seller, failed);
    watch(seller);
    return applied;
  }

  private Optional<OrderResult> attempt(SellerId seller, FailedOrder failed) {
    FailedOrder.Failure failure = failed.failure();
    try {
      // In the name of who handed it in: it is their order, whoever had it tried again.
      OrderResult result =
          ledger.await(orders.deliver(seller, failure.delivery(), failure.actor(), Shortfall.SKIP));
      rows.settle(seller, failed.id(), ACTOR, clock.instant());
      return Optional.of(result);
    } catch (PlanRefusedException refused) {
      FailedOrder.Failure again = failure(failure.delivery(), refused.refusal(), failure.actor());
      warn(again);
      rows.keep(seller, again, clock.instant());
      return Optional.empty();
    }
  }

  /**
   * Tries those again whose time has come.
   *
   * @return what came of those that were applied
   */
  public List<OrderResult> retryDue(SellerId seller) {
    if (rows.countOpen(seller) == 0) {
      return List.of();
    }
    List<OrderResult> applied =
        rows.due(seller, clock.instant(), PIECE).stream()
            .flatMap(failed -> attempt(seller, failed).stream())
            .toList();
    watch(seller);
    return applied;
  }

  /** Closes one that is not to be applied any more. */
  public void giveUp(SellerId seller, FailedOrder failed, String actor) {
    rows.settle(seller, failed.id(), actor, clock.instant());
    watch(seller);
  }

  /** The alert is open exactly while there are failures. */
  private void watch(SellerId seller) {
    long open = rows.countOpen(seller);
    if (open == 0) {
      alerts.close(seller, ALERT_KIND, ALERT_SUBJECT, ACTOR);
    } else {
      alerts.raise(
          seller,
          Severity.ERROR,
          ALERT_KIND,
          ALERT_SUBJECT,
          open == 1
              ? "1 order could not be applied; see the list of failed orders"
              : open + " orders could not be applied; see the list of failed orders");
    }
  }
}
