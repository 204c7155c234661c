package dev.onhand.engine.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.order.Order.Component;
import dev.onhand.engine.purchase.Unpacking.Goods;
import dev.onhand.model.Quantity;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnpackingTest {

  private static final ProductId BOX = new ProductId(1);
  private static final ProductId MUG = new ProductId(2);
  private static final ProductId LID = new ProductId(3);

  @Test
  void aProductIsWhatItIs() {
    assertThat(Unpacking.unpack(BOX, List.of(), Quantity.of(7)))
        .containsExactly(new Goods(BOX, Quantity.of(7)));
  }

  @Test
  void aPackOfSixIsSixTimesAsMany() {
    assertThat(Unpacking.unpack(BOX, List.of(new Component(MUG, 6)), Quantity.of(7)))
        .containsExactly(new Goods(MUG, Quantity.of(42)));
  }

  @Test
  void aBundleIsEachOfItsComponents() {
    assertThat(
            Unpacking.unpack(
                BOX, List.of(new Component(MUG, 2), new Component(LID, 1)), Quantity.of(3)))
        .containsExactly(new Goods(MUG, Quantity.of(6)), new Goods(LID, Quantity.of(3)));
  }

  @Test
  void refusesMoreThanAMovementMayHave() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Unpacking.unpack(
                    BOX, List.of(new Component(MUG, 2)), Quantity.of(Quantity.UNITS_MAX)));
  }
}
