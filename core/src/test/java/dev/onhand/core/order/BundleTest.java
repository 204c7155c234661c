package dev.onhand.core.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.order.Bundle.Available;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BundleTest {

  private static final ProductId TEE = new ProductId(1);
  private static final ProductId MUG = new ProductId(2);
  private static final LocationId BERLIN = new LocationId(1);
  private static final LocationId PARIS = new LocationId(2);
  private static final List<Order.Component> TWO_TEES_AND_A_MUG =
      List.of(new Order.Component(TEE, 2), new Order.Component(MUG, 1));

  private static Available available(Map<ProductId, Map<LocationId, Long>> free) {
    Set<LocationId> locations = new LinkedHashSet<>(List.of(BERLIN, PARIS));
    return Bundle.available(TWO_TEES_AND_A_MUG, locations, free);
  }

  @Test
  void isTheSumOverLocationsOfTheLeastThere() {
    assertThat(
            available(
                Map.of(TEE, Map.of(BERLIN, 5L, PARIS, 20L), MUG, Map.of(BERLIN, 9L, PARIS, 3L))))
        .isEqualTo(new Available(2 + 3, TEE));
  }

  @Test
  void isNothingWhereTheComponentsLieApart() {
    assertThat(available(Map.of(TEE, Map.of(BERLIN, 10L), MUG, Map.of(PARIS, 10L))))
        .isEqualTo(new Available(0, TEE));
  }

  @Test
  void ofWhatIsBelowItsFloorThereIsNone() {
    assertThat(available(Map.of(TEE, Map.of(BERLIN, 10L), MUG, Map.of(BERLIN, -3L))))
        .isEqualTo(new Available(0, MUG));
  }

  @Test
  void whatIsUntrackedDoesNotLimit() {
    Map<LocationId, Long> ever = Map.of(BERLIN, Long.MAX_VALUE, PARIS, Long.MAX_VALUE);
    assertThat(available(Map.of(TEE, Map.of(BERLIN, 7L), MUG, ever)))
        .isEqualTo(new Available(3, TEE));
    assertThat(available(Map.of(TEE, ever, MUG, ever)))
        .isEqualTo(new Available(Long.MAX_VALUE, null));
  }
}
