package dev.onhand.connector.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.shop.Listing;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers that cannot be read, and such that are only unusual. */
abstract class MalformedReplyRules extends Rules {

  MalformedReplyRules(Supplier<Contestant> contestant) {
    super(contestant);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(
      names = {
        "TRUNCATED_BODY",
        "BAD_CHUNKING",
        "SLOW_BODY",
        "ENDLESS_BODY",
        "GZIP_BOMB",
        "HTML_SUCCESS",
        "HTML_ERROR"
      })
  @Tag(SLOW)
  @DisplayName("concludes nothing from an answer to a push that cannot be read")
  void concludesNothing(Fault fault) throws InterruptedException {
    Listing listing = rig().list(1, 7).getFirst();
    QuantityUpdate update = rig().update(listing, 3);
    rig().account.faults().next(fault, Purpose.PUSH, 1);
    rig().hurry();

    List<PushOutcome> outcomes = rig().sent(update);

    assertThat(outcomes).hasSize(1).noneMatch(Refused.class::isInstance);
    boolean hasNoBody = Objects.equals(rig().records.getLast().status(), 204);
    if (fault != Fault.SLOW_BODY && !hasNoBody) { // a short answer may be whole in time
      assertThat(outcomes).noneMatch(Applied.class::isInstance);
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"REPLY_LOST", "TRUNCATED_BODY", "HTML_SUCCESS", "HTML_ERROR"})
  @DisplayName("takes an answer that cannot be read for no empty one")
  void takesForNothing(Fault fault) throws InterruptedException {
    for (Rig.Read read : rig().reads()) {
      rig().account.faults().next(fault, read.purpose(), 1);

      assertThat(rig().failure(read.verb())).as("%s", read).isPresent();
    }
  }

  @Test
  @DisplayName("does not mind fields that it does not know")
  void skipsUnknownFields() throws InterruptedException {
    rig().account.faults().rate(Fault.UNKNOWN_FIELDS, 1);
    for (Rig.Read read : rig().reads()) {
      assertThat(rig().failure(read.verb())).as("%s", read).isEmpty();
    }
    Listing listing = rig().list(1, 7).getFirst();

    assertThat(rig().push(rig().update(listing, 3))).containsExactly(new Applied(3));
  }
}
