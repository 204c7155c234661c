package dev.onhand.connector.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.Cause;
import dev.onhand.connector.PushOutcome.Deferred;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.shop.Listing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A channel that does nothing now. */
abstract class ThrottlingRules extends Rules {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  ThrottlingRules(Supplier<Contestant> contestant) {
    super(contestant);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"THROTTLED", "THROTTLED_WITH_WAIT"})
  @DisplayName("defers a push that is too many, for as long as the channel or the descriptor says")
  void defersPush(Fault fault) throws InterruptedException {
    Listing listing = rig().list(1, 7).getFirst();
    QuantityUpdate update = rig().update(listing, 3);
    rig().account.faults().next(fault, Purpose.PUSH, 1);

    Deferred deferred = deferred(update);

    assertThat(deferred.cause()).isEqualTo(Cause.THROTTLED);
    assertThat(deferred.waitAtLeast())
        .isGreaterThanOrEqualTo(
            fault == Fault.THROTTLED ? rig().kind.limits().throttledWait() : Duration.ofSeconds(5));
    assertThat(rig().shown(listing)).isEqualTo(7);
    assertThat(rig().pushes()).isEqualTo(1);
  }

  @Test
  @DisplayName("defers a question that is too many")
  void defersReads() throws InterruptedException {
    for (Rig.Read read : rig().reads()) {
      rig().account.faults().next(Fault.THROTTLED, read.purpose(), 1);
      Optional<Deferred> deferred = rig().failure(read.verb());

      assertThat(deferred.map(Deferred::cause)).as("%s", read).contains(Cause.THROTTLED);
      rig().clock.advance(deferred.orElseThrow().waitAtLeast());
    }
  }

  @Test
  @DisplayName("defers a push to a channel that is down, and nothing is changed")
  void defersWhileDown() throws InterruptedException {
    Listing listing = rig().list(1, 7).getFirst();
    QuantityUpdate update = rig().update(listing, 3);
    rig().account.faults().during(Fault.UNAVAILABLE, MINUTE);

    assertThat(deferred(update).cause()).isEqualTo(Cause.UNAVAILABLE);
    assertThat(rig().shown(listing)).isEqualTo(7);
  }

  @Test
  @DisplayName("does not take a firewall's refusal for the channel's")
  void defersAtFirewall() throws InterruptedException {
    Listing listing = rig().list(1, 7).getFirst();
    QuantityUpdate update = rig().update(listing, 3);
    rig().account.faults().during(Fault.FIREWALL, MINUTE);

    assertThat(deferred(update).cause().needsPerson()).isFalse();
  }

  private Deferred deferred(QuantityUpdate update) throws InterruptedException {
    List<?> outcomes = rig().push(update);
    assertThat(outcomes).hasSize(1).first().isInstanceOf(Deferred.class);
    return (Deferred) outcomes.getFirst();
  }
}
