package dev.onhand.server.alerts;

import dev.onhand.core.alert.AlertKind;
import dev.onhand.engine.alerts.AlertDelivery;
import dev.onhand.engine.alerts.AlertTarget;
import dev.onhand.engine.alerts.AlertTargets;
import dev.onhand.engine.alerts.Alerts;
import dev.onhand.engine.alerts.Courier.UndeliveredException;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.server.access.Caller;
import dev.onhand.server.alerts.TargetBodies.TestBody;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ProblemCode;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Versions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Sets up who is told of alerts, for the API and the pages. */
public final class TargetDesk {

  /** A test is sent to whom it was not sent just now: nobody is to be pestered by us. */
  private static final Duration TEST_PAUSE = Duration.ofSeconds(10);

  private final AlertTargets targets;
  private final Alerts alerts;
  private final AlertDelivery delivery;
  private final TargetAddresses addresses;
  private final InstantSource clock;
  private final Map<Long, Instant> tested = new ConcurrentHashMap<>();

  TargetDesk(
      AlertTargets targets,
      Alerts alerts,
      AlertDelivery delivery,
      TargetAddresses addresses,
      InstantSource clock) {
    this.targets = targets;
    this.alerts = alerts;
    this.delivery = delivery;
    this.addresses = addresses;
    this.clock = clock;
  }

  /**
   * @param ref id or name
   */
  public AlertTarget find(Caller caller, String ref) {
    return PublicId.look(IdKind.ALERT_TARGET, ref, id -> targets.find(caller.seller(), id))
        .or(() -> targets.find(caller.seller(), ref))
        .orElseThrow(
            () ->
                ProblemException.notFound(
                    "target of alerts", ref, "'onhand alert target' shows those there are."));
  }

  /** Makes somebody who is told of what opens from now on. */
  public AlertTarget make(Caller caller, TargetBodies.TargetToMake body) {
    TargetBodies.Read read = body.read(addresses);
    return Versions.saved(
        targets.create(caller.seller(), read.data(), read.secret(), edit(caller, null)),
        "target of alerts",
        read.data().name());
  }

  /** Changes one: what is not given stays. */
  public AlertTarget change(
      Caller caller, String ref, TargetBodies.TargetChange body, @Nullable Long version) {
    AlertTarget target = find(caller, ref);
    TargetBodies.Read read = body.read(target, addresses);
    AlertTarget changed =
        Versions.saved(
            targets.change(
                caller.seller(), target.id(), read.data(), read.secret(), edit(caller, version)),
            "target of alerts",
            ref);
    if (!changed.data().name().equals(target.data().name())) {
      failsNoMore(caller, target);
    }
    return changed;
  }

  /** Under that name. */
  private void failsNoMore(Caller caller, AlertTarget target) {
    alerts.close(
        caller.seller(), AlertKind.TARGET_FAILING.code(), target.data().name(), caller.actor());
  }

  private Edit edit(Caller caller, @Nullable Long version) {
    return new Edit(caller.actor(), clock.instant(), version);
  }

  /** Takes one away, with what waits for it; as it was. */
  public AlertTarget remove(Caller caller, String ref) {
    AlertTarget removed =
        targets
            .remove(caller.seller(), find(caller, ref).id())
            .orElseThrow(() -> ProblemException.notFound("target of alerts", ref));
    failsNoMore(caller, removed);
    return removed;
  }

  /** Sends a message to see whether it arrives. */
  public TestBody test(Caller caller, String ref) {
    AlertTarget target = find(caller, ref);
    Instant now = clock.instant();
    Instant before = tested.get(target.id());
    if (before != null && now.isBefore(before.plus(TEST_PAUSE))) {
      throw new ProblemException(
              ProblemCode.CONFLICT,
              "A test went there less than %d seconds ago.".formatted(TEST_PAUSE.toSeconds()))
          .retryAfter((int) TEST_PAUSE.toSeconds());
    }
    tested.put(target.id(), now);
    try {
      delivery.test(caller.seller(), target);
      return new TestBody(
          "alert_target_test",
          true,
          "The message was taken for %s. See whether it arrived."
              .formatted(target.data().address()));
    } catch (UndeliveredException e) {
      return new TestBody("alert_target_test", false, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a test message was sent", e);
    }
  }
}
