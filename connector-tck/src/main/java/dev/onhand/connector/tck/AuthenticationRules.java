package dev.onhand.connector.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.Cause;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Applied;
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

/** Credentials that are not accepted. */
abstract class AuthenticationRules extends Rules {

  AuthenticationRules(Supplier<Contestant> contestant) {
    super(contestant);
  }

  @Test
  @DisplayName("says that a person must act where a push is refused for its credentials")
  void defersPush() throws InterruptedException {
    Listing listing = rig().list(1, 7).getFirst();
    QuantityUpdate update = rig().update(listing, 3);
    rig().account.faults().during(Fault.TOKEN_EXPIRED, Duration.ofDays(1));

    assertThat(rig().push(update).getFirst())
        .isInstanceOfSatisfying(
            Deferred.class,
            deferred -> assertThat(deferred.cause().needsPerson()).as("%s", deferred).isTrue());
    assertThat(rig().shown(listing)).isEqualTo(7);
  }

  @Test
  @DisplayName("says so of every question, and takes it for no empty answer")
  void defersReads() throws InterruptedException {
    for (Rig.Read read : rig().reads()) {
      rig().account.faults().during(Fault.TOKEN_EXPIRED, Duration.ofDays(1));
      Optional<Deferred> failure = rig().failure(read.verb());
      rig().account.faults().stop();

      assertThat(failure.map(Deferred::cause).map(Cause::needsPerson))
          .as("%s", read)
          .contains(true);
    }
  }

  @Test
  @DisplayName("goes on where credentials are good again, and logs in once where a session ended")
  void goesOn() throws InterruptedException {
    Listing listing = rig().list(1, 7).getFirst();
    QuantityUpdate update = rig().update(listing, 3);
    boolean hasSessions = rig().account.calls().of(Purpose.LOGIN) > 0;
    rig().account.faults().next(Fault.TOKEN_EXPIRED, Purpose.PUSH, 1);

    List<PushOutcome> first = rig().push(update);

    if (hasSessions) {
      assertThat(first).containsExactly(new Applied(3));
      assertThat(rig().account.calls().of(Purpose.LOGIN)).isEqualTo(2);
    } else {
      assertThat(rig().push(update)).containsExactly(new Applied(3));
    }
    assertThat(rig().shown(listing)).isEqualTo(3);
  }
}
