package dev.onhand.engine.alerts;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.BackOff;
import dev.onhand.engine.access.Seller;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.AlertMessages.Begun;
import dev.onhand.engine.alerts.Courier.UndeliveredException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people of alerts. That somebody is to be told is written down before it is tried, and that
 * they were after; so a crash in between loses nothing, and at most tells once more what was told
 * just then. Who cannot be told is tried again, later each time, and is an alert for the others.
 */
public final class AlertDelivery {

  private static final Logger LOG = LoggerFactory.getLogger("dev.onhand.alerts");

  /** Longer than any courier takes; then another node may try. */
  static final Duration SENDING_MAX = Duration.ofMinutes(2);

  /** How long to wait after failures in a row. */
  public static final BackOff PAUSES = new BackOff(Duration.ofMinutes(1), Duration.ofHours(1));

  /** From so many failures in a row on it is an alert. */
  static final int FAILURES_MANY = 3;

  private final AlertMessages messages;
  private final AlertTargets targets;
  private final Alerts alerts;
  private final Sellers sellers;
  private final Courier courier;
  private final Observer observer;
  private final InstantSource clock;

  /** Is told what becomes of messages, for metrics. */
  @FunctionalInterface
  public interface Observer {

    /** A message went to a target, or did not. */
    void tried(AlertTarget.Kind kind, boolean isTold);
  }

  public AlertDelivery(
      AlertMessages messages,
      AlertTargets targets,
      Alerts alerts,
      Sellers sellers,
      Courier courier,
      Observer observer,
      InstantSource clock) {
    this.messages = messages;
    this.targets = targets;
    this.alerts = alerts;
    this.sellers = sellers;
    this.courier = courier;
    this.observer = observer;
    this.clock = clock;
  }

  /** Decides who is told of what opened, and tells whom it is time to tell. */
  public void deliver(Seller seller) throws InterruptedException {
    for (AlertTarget target : messages.plan(seller.id(), clock.instant())) {
      tell(seller, target);
    }
  }

  private void tell(Seller seller, AlertTarget target) throws InterruptedException {
    Instant now = clock.instant();
    Optional<Begun> begun =
        messages.begin(
            seller.id(),
            target.id(),
            (as, waiting) ->
                as.data().telling().due(waiting, as.health().toldAt(), now, seller.timeZone()),
            now,
            now.plus(SENDING_MAX));
    if (begun.isEmpty()) {
      return;
    }
    Begun message = begun.get();
    AlertText text = AlertText.of(seller.name(), message.alerts(), seller.timeZone());
    try {
      courier.bring(
          target, targets.whole(seller.id(), target), text, id(seller.id(), target, message.ids()));
      messages.told(seller.id(), target.id(), message, clock.instant());
      alerts.close(
          seller.id(), AlertKind.TARGET_FAILING.code(), target.data().name(), AlertWatch.ACTOR);
      observer.tried(target.data().kind(), true);
    } catch (UndeliveredException | IllegalStateException e) {
      failed(seller, target, message, String.valueOf(e.getMessage()));
    }
  }

  /** The same for the same alerts, so that a reader of mail knows a message that came twice. */
  private static String id(SellerId seller, AlertTarget target, List<Long> ids) {
    return "%d-%d-%d-%d".formatted(seller.value(), target.id(), ids.getFirst(), ids.getLast());
  }

  private void failed(Seller seller, AlertTarget target, Begun message, String why) {
    int failures = messages.failed(seller.id(), target.id(), message, why, clock.instant());
    observer.tried(target.data().kind(), false);
    LOG.warn(
        "{} could not be told of {} alerts: {}",
        target.data().name(),
        message.alerts().size(),
        why);
    if (failures >= FAILURES_MANY) {
      alerts.raise(
          seller.id(),
          Severity.ERROR,
          AlertKind.TARGET_FAILING.code(),
          target.data().name(),
          "'%s' could not be told of alerts %d times in a row: %s. It is tried again; see 'onhand alert target %s --test'."
              .formatted(target.data().name(), failures, why, target.data().name()));
    }
  }

  /**
   * Sends a message to see whether it arrives.
   *
   * @throws UndeliveredException saying what is wrong
   */
  public void test(SellerId seller, AlertTarget target)
      throws UndeliveredException, InterruptedException {
    String name = sellers.find(seller).map(Seller::name).orElse("");
    courier.bring(
        target,
        targets.whole(seller, target),
        AlertText.test(name, target.data().name()),
        "test-%d-%d-%d".formatted(seller.value(), target.id(), clock.millis()));
  }
}
