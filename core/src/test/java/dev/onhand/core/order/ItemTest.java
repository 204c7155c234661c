package dev.onhand.core.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.model.Gtin;
import dev.onhand.model.Sku;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ItemTest {

  private static final Gtin PENCIL = new Gtin("4006381333931");

  private final OrderShop shop =
      OrderShop.usual().product("TEE", 10, 0).product("PEN", 10, 0).gtin("PEN", PENCIL);

  private void deliver(@Nullable String sku, @Nullable Gtin gtin) {
    shop.deliver(
        "processing",
        new OrderSnapshot.Line(
            "1", new Item(sku == null ? null : new Sku(sku), gtin), 2, 0, 0, 0, null, null));
  }

  private Order.@Nullable Parked parked() {
    return shop.line("1").parked();
  }

  @Test
  void findsAProductByItsGtin() {
    deliver(null, PENCIL);
    assertThat(shop.reserved("PEN")).isEqualTo(2);
    shop.status("shipped");
    assertThat(shop.onHand("PEN")).isEqualTo(8);
  }

  @Test
  void goesByTheSkuWhereItIsKnown() {
    deliver("TEE", PENCIL);
    assertThat(shop.reserved("TEE")).isEqualTo(2);
    assertThat(shop.reserved("PEN")).isZero();
  }

  @Test
  void goesByTheGtinWhereTheSkuIsNotKnown() {
    deliver("NEW", PENCIL);
    assertThat(shop.reserved("PEN")).isEqualTo(2);
  }

  @Test
  void staysWithTheProductThatWasReservedThoughTheGtinNamesAnotherSince() {
    deliver(null, PENCIL);
    shop.gtin("PEN", new Gtin("96385074")).gtin("TEE", PENCIL);
    shop.status("shipped");
    assertThat(shop.onHand("PEN")).isEqualTo(8);
    assertThat(shop.onHand("TEE")).isEqualTo(10);
  }

  @Test
  void movesWhatIsReservedWhereALineNamesSomethingElse() {
    deliver(null, PENCIL);
    deliver("TEE", PENCIL);
    assertThat(shop.reserved("TEE")).isEqualTo(2);
    assertThat(shop.reserved("PEN")).isZero();
  }

  @Test
  void parksWhatNamesNoProduct() {
    deliver(null, new Gtin("96385074"));
    assertThat(parked()).isEqualTo(Order.Parked.UNKNOWN_GTIN);
    deliver("NEW", new Gtin("96385074"));
    assertThat(parked()).isEqualTo(Order.Parked.UNKNOWN_SKU);
    deliver(null, Gtin.PLACEHOLDER);
    assertThat(parked()).isEqualTo(Order.Parked.PLACEHOLDER);
    deliver("NEW", Gtin.PLACEHOLDER);
    assertThat(parked()).isEqualTo(Order.Parked.PLACEHOLDER);
    shop.gtin("TEE", PENCIL);
    deliver(null, PENCIL);
    assertThat(parked()).isEqualTo(Order.Parked.AMBIGUOUS_GTIN);
    assertThat(shop.movements()).as("what the shop was stocked with").isEqualTo(2);
  }

  @Test
  void appliesAParkedLineOnceItsGtinIsKnown() {
    deliver(null, new Gtin("96385074"));
    shop.gtin("TEE", new Gtin("96385074"));
    shop.reapply(OrderShop.NAME);
    shop.reapply(OrderShop.NAME);
    assertThat(shop.reserved("TEE")).isEqualTo(2);
    assertThat(parked()).isNull();
  }

  @Test
  void appliesALineOnceWhoseSkuIsUnknownWhenAProductHasItsGtin() {
    deliver("NEW", new Gtin("96385074"));
    shop.reapply(OrderShop.NAME);
    assertThat(parked()).isEqualTo(Order.Parked.UNKNOWN_SKU);
    shop.gtin("TEE", new Gtin("96385074"));
    shop.reapply(OrderShop.NAME);
    shop.reapply(OrderShop.NAME);
    deliver("NEW", new Gtin("96385074"));
    assertThat(shop.reserved("TEE")).isEqualTo(2);
    assertThat(parked()).isNull();
  }

  private void deliverFrom(String listing, long minute) {
    shop.deliver(
        OrderSnapshot.of(
            "processing",
            OrderShop.at(minute),
            List.of(
                new OrderSnapshot.Line(
                    "1", new Item(listing, new Sku("NEW"), null), 2, 0, 0, 0, null, null))));
  }

  @Test
  void goesByTheListingAndItsPackBeforeAnythingElse() {
    shop.listing("L-1", "PEN", 3);
    deliverFrom("L-1", 1);
    assertThat(shop.reserved("PEN")).isEqualTo(6);
    assertThat(shop.line("1").ordered()).as("as the channel counts").isEqualTo(2);
  }

  @Test
  void isOfTheSameGoodsThoughItsListingIsMatchedAfterItCame() {
    deliverFrom("L-1", 1);
    assertThat(parked()).isEqualTo(Order.Parked.UNKNOWN_SKU);
    shop.listing("L-1", "PEN", 3);
    deliverFrom("L-1", 1);
    assertThat(parked()).isNull();
    assertThat(shop.reserved("PEN")).isEqualTo(6);
  }

  @Test
  void outranksWhatWasKeptBeforeListingsWereNamedWhicheverCameFirst() {
    shop.listing("L-1", "PEN", 3);
    shop.deliver(
        OrderSnapshot.of(
            "processing", OrderShop.at(1), List.of(OrderSnapshot.Line.of("1", "PEN", 6))));
    assertThat(shop.reserved("PEN")).isEqualTo(6);
    deliverFrom("L-1", 1);
    assertThat(shop.line("1").item().listing()).isEqualTo("L-1");
    assertThat(shop.reserved("PEN")).isEqualTo(6);
    shop.deliver(
        OrderSnapshot.of(
            "processing", OrderShop.at(1), List.of(OrderSnapshot.Line.of("1", "PEN", 6))));
    assertThat(shop.line("1").item().listing()).isEqualTo("L-1");
    assertThat(shop.reserved("PEN")).isEqualTo(6);
  }

  @Test
  void mustNameSomething() {
    assertThatThrownBy(() -> new Item(null, null)).hasMessageContaining("sku or gtin is missing");
  }
}
