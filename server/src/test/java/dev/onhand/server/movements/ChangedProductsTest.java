package dev.onhand.server.movements;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Digest;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Outside;
import dev.onhand.core.ledger.Place;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.State;
import dev.onhand.model.Quantity;
import dev.onhand.server.movements.ChangedProducts.Changed;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangedProductsTest {

  private static final SellerId SHOP = new SellerId(1);
  private static final SellerId OTHER = new SellerId(2);

  private final ChangedProducts changed = new ChangedProducts();

  @Test
  void givesThoseOfEachSellerThatWaitLongest() throws InterruptedException {
    changed.committed(SHOP, List.of(movement(10, 3), movement(11, 1), movement(12, 2)));
    changed.committed(OTHER, List.of(movement(13, 9)));
    assertThat(changed.take(0, 2))
        .isEqualTo(Map.of(SHOP, moved(Set.of(3L, 1L), 10, 11), OTHER, moved(Set.of(9L), 13)));
    assertThat(changed.waiting(SHOP)).isOne();
    assertThat(changed.firstMovement(SHOP)).isEqualTo(12);
    assertThat(changed.take(0)).isEqualTo(Map.of(SHOP, moved(Set.of(2L), 12)));
    assertThat(changed.waiting(SHOP)).isZero();
    assertThat(changed.firstMovement(SHOP)).isEqualTo(Long.MAX_VALUE);
    assertThat(changed.take(0)).isEmpty();
  }

  @Test
  void keepsTheTurnOfWhatChangesAgainWhileItWaits() throws InterruptedException {
    changed.committed(SHOP, List.of(movement(10, 1), movement(11, 2)));
    changed.committed(SHOP, List.of(movement(12, 1)));
    assertThat(changed.waiting(SHOP)).isEqualTo(2);
    assertThat(changed.take(0, 1)).isEqualTo(Map.of(SHOP, moved(Set.of(1L), 10, 12)));
    // After it was taken it waits anew, behind the others.
    changed.committed(SHOP, List.of(movement(13, 1)));
    assertThat(changed.take(0, 1)).isEqualTo(Map.of(SHOP, moved(Set.of(2L), 11)));
  }

  private static Changed moved(Set<Long> products, long... movements) {
    return new Changed(
        products.stream().map(ProductId::new).collect(toSet()),
        Arrays.stream(movements).boxed().collect(toSet()));
  }

  private static Movement movement(long id, long product) {
    Instant noon = Instant.parse("2026-11-27T12:00:00Z");
    return new Movement(
        new MovementId(id),
        new MovementKey("k" + id),
        Digest.of("k" + id),
        new ProductId(product),
        Reason.SALE,
        Quantity.of(1),
        new Place.Inside(new LocationId(1), State.AVAILABLE),
        null,
        new Place.Beyond(Outside.CUSTOMER),
        null,
        Cause.of(Cause.Kind.PERSON),
        "tester",
        null,
        null,
        noon,
        noon);
  }
}
