package dev.onhand.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.State;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResourcingTest {

  private static final LocationId BERLIN = new LocationId(1);
  private static final LocationId HAMBURG = new LocationId(2);

  private final OrderShop shop = OrderShop.usual().product("TEE", 10, 5).product("MUG", 3, 1);

  private Resourcing.Answer resource(
      @Nullable LocationId from, LocationId to, @Nullable Long units) {
    return shop.resource(OrderShop.NAME, "1", from, to, units);
  }

  private void deliver(long quantity) {
    shop.deliver("processing", OrderSnapshot.Line.of("1", "TEE", quantity));
  }

  private long reserved(String sku, String location) {
    return shop.units(sku, location, State.RESERVED);
  }

  @Test
  void movesAllThatIsReservedAndLaterSnapshotsLeaveItThere() {
    deliver(4);
    assertThat(resource(null, HAMBURG, null)).isInstanceOf(Resourcing.Planned.class);
    assertThat(reserved("TEE", "hamburg")).isEqualTo(4);
    assertThat(reserved("TEE", "berlin")).isZero();
    int movements = shop.movements();
    deliver(4);
    assertThat(shop.movements()).isEqualTo(movements);
    shop.status("shipped");
    assertThat(shop.units("TEE", "hamburg", State.AVAILABLE)).isOne();
    assertThat(shop.units("TEE", "berlin", State.AVAILABLE)).isEqualTo(10);
  }

  @Test
  void movesAPartAndNothingWhereItIsThereAlready() {
    deliver(4);
    resource(null, HAMBURG, 3L);
    assertThat(reserved("TEE", "hamburg")).isEqualTo(3);
    assertThat(reserved("TEE", "berlin")).isOne();
    int movements = shop.movements();
    resource(null, HAMBURG, 3L);
    resource(null, HAMBURG, 2L);
    assertThat(shop.movements()).isEqualTo(movements);
  }

  @Test
  void movesThereAndBackUnderKeysOfTheirOwn() {
    deliver(4);
    for (int i = 0; i < 3; i++) {
      resource(null, HAMBURG, null);
      resource(HAMBURG, BERLIN, null);
    }
    assertThat(reserved("TEE", "berlin")).isEqualTo(4);
    assertThat(reserved("TEE", "hamburg")).isZero();
  }

  @Test
  void movesNothingWhereTooFewAreFreeOrReserved() {
    deliver(6);
    int movements = shop.movements();
    assertThat(resource(null, HAMBURG, null))
        .isInstanceOfSatisfying(
            Resourcing.TooFewFree.class,
            few -> {
              assertThat(few.free()).isEqualTo(5);
              assertThat(few.wanted()).isEqualTo(6);
            });
    assertThat(resource(null, HAMBURG, 7L))
        .isInstanceOfSatisfying(
            Resourcing.TooFewReserved.class,
            few -> {
              assertThat(few.reserved()).isEqualTo(6);
              assertThat(few.wanted()).isEqualTo(7);
            });
    assertThat(resource(HAMBURG, BERLIN, 7L)).isInstanceOf(Resourcing.TooFewReserved.class);
    assertThat(shop.resource(OrderShop.NAME, "2", null, HAMBURG, null))
        .isEqualTo(new Resourcing.UnknownLine("2"));
    assertThat(shop.movements()).isEqualTo(movements);
  }

  @Test
  void movesAllComponentsOfABundleOrNone() {
    shop.bundle("SET", Map.of("TEE", 2L, "MUG", 1L));
    shop.deliver("processing", OrderSnapshot.Line.of("1", "SET", 2));
    int movements = shop.movements();
    assertThat(resource(null, HAMBURG, null))
        .as("one mug only")
        .isInstanceOf(Resourcing.TooFewFree.class);
    assertThat(shop.movements()).isEqualTo(movements);
    resource(null, HAMBURG, 1L);
    assertThat(reserved("TEE", "hamburg")).isEqualTo(2);
    assertThat(reserved("MUG", "hamburg")).isOne();
    assertThat(reserved("TEE", "berlin")).isEqualTo(2);
  }

  @Test
  void movesWhatTheLineIsMadeOfNowAfterItWasSwapped() {
    deliver(2);
    shop.deliver("processing", OrderSnapshot.Line.of("1", "MUG", 1));
    resource(null, HAMBURG, 1L);
    assertThat(reserved("MUG", "hamburg")).isOne();
    assertThat(shop.reserved("TEE")).isZero();
  }
}
