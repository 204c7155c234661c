package dev.onhand.connector.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.Behavior;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.PushOutcome.Applied;
import dev.onhand.connector.PushOutcome.Refused;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Refusal;
import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.shop.Listing;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Pushes that are answered. */
abstract class PushRules extends Rules {

  PushRules(Supplier<Contestant> contestant) {
    super(contestant);
  }

  @Test
  @DisplayName("sets a listing to what the update says, and says what it shows now")
  void sets() throws InterruptedException {
    List<Listing> listings = rig().list(3, 7);

    List<PushOutcome> outcomes = rig().push(rig().update(listings.get(1), 12));

    assertThat(outcomes).containsExactly(new Applied(12));
    assertThat(listings).extracting(rig()::shown).containsExactly(7L, 12L, 7L);
  }

  @Test
  @DisplayName("sets what buyers can take beside what they have ordered")
  void setsBesideOrders() throws InterruptedException {
    Listing listing = rig().list(1, 7).getFirst();
    rig().shop.sell(listing.id(), 2);

    assertThat(rig().push(rig().update(listing, 4))).containsExactly(new Applied(4));
    assertThat(rig().shown(listing)).isEqualTo(4);
  }

  @Test
  @DisplayName("sets a listing to 0, or refuses that and sends nothing")
  void setsZero() throws InterruptedException {
    Listing listing = rig().list(1, 7).getFirst();
    QuantityUpdate update = rig().update(listing, 0);
    long before = rig().account.calls().total();

    List<PushOutcome> outcomes = rig().push(update);

    if (rig().kind.supports(Behavior.PUSHES_ZERO)) {
      assertThat(outcomes).containsExactly(new Applied(0));
      assertThat(rig().shown(listing)).isZero();
    } else {
      assertUnsupported(outcomes, before);
    }
  }

  @Test
  @DisplayName("sets several at once in order, or refuses that and sends nothing")
  void setsSeveral() throws InterruptedException {
    List<Listing> listings = rig().list(3, 7);
    QuantityUpdate[] updates = {
      rig().update(listings.get(2), 3),
      rig().update(listings.get(0), 1),
      rig().update(listings.get(1), 2)
    };
    long before = rig().account.calls().total();

    List<PushOutcome> outcomes = rig().push(updates);

    if (rig().kind.supports(Behavior.PUSHES_IN_BULK)) {
      assertThat(outcomes).containsExactly(new Applied(3), new Applied(1), new Applied(2));
      assertThat(listings).extracting(rig()::shown).containsExactly(1L, 2L, 3L);
    } else {
      assertThat(outcomes).hasSize(3);
      assertUnsupported(outcomes, before);
    }
  }

  private void assertUnsupported(List<PushOutcome> outcomes, long callsBefore) {
    assertThat(outcomes)
        .allSatisfy(
            outcome ->
                assertThat(outcome)
                    .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Refusal.UNSUPPORTED)));
    assertThat(rig().account.calls().total()).as("calls").isEqualTo(callsBefore);
  }

  @Test
  @DisplayName("refuses more than the channel takes and sends nothing")
  void refusesTooMuch() throws InterruptedException {
    Listing listing = rig().list(1, 7).getFirst();
    QuantityUpdate update = rig().update(listing, rig().semantics.quantityMax() + 1);
    long before = rig().account.calls().total();

    assertThat(reason(rig().push(update))).isEqualTo(Refusal.BAD_QUANTITY);
    assertThat(rig().account.calls().total()).as("calls").isEqualTo(before);
  }

  @Test
  @DisplayName("says that a listing is not there")
  void refusesUnknown() throws InterruptedException {
    Listing listing = rig().list(2, 7).getFirst();
    QuantityUpdate update = rig().update(listing, 3);
    rig().shop.delete(listing.id());

    assertThat(reason(rig().push(update))).isEqualTo(Refusal.UNKNOWN_LISTING);
  }

  @Test
  @DisplayName("does not take a refusal for done, and hands it on in the channel's words")
  void handsOnRefusal() throws InterruptedException {
    Listing listing = rig().list(1, 7).getFirst();
    QuantityUpdate update = rig().update(listing, 3);
    rig().account.faults().next(Fault.REFUSED_ITEM, Purpose.PUSH, 1);

    List<PushOutcome> outcomes = rig().push(update);

    if (rig().account.faults().fired(Fault.REFUSED_ITEM) > 0) {
      assertThat(outcomes).hasSize(1).noneMatch(Applied.class::isInstance);
      assertThat(outcomes)
          .noneMatch(it -> it instanceof Refused refused && refused.detail().isBlank());
      assertThat(rig().shown(listing)).isEqualTo(7);
    }
  }

  @Test
  @DisplayName("sends each push once")
  void sendsOnce() throws InterruptedException {
    Listing listing = rig().list(1, 7).getFirst();

    assertThat(rig().push(rig().update(listing, 3))).hasSize(1);
    assertThat(rig().pushes()).isEqualTo(1);
  }

  static Refusal reason(List<PushOutcome> outcomes) {
    assertThat(outcomes).hasSize(1).first().isInstanceOf(Refused.class);
    return ((Refused) outcomes.getFirst()).reason();
  }
}
