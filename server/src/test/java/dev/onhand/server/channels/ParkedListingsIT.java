package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.sandbox.Account;
import dev.onhand.sandbox.medusa.Medusa;
import dev.onhand.sandbox.shop.Item;
import dev.onhand.sandbox.shop.Listing;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.store.catalogue.JdbcProducts;
import dev.onhand.store.orders.JdbcOrders;
import dev.onhand.store.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Orders of listings that are matched to a product of another SKU after the orders came: F11. */
class ParkedListingsIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  /** Under which of two texts a line is kept must not be chance: one is greater, one is less. */
  private static final List<String> SHOP_SKUS = List.of("A-SHOP", "Z-SHOP");

  private ChannelRig rig;
  private Account shop;

  @BeforeEach
  void open() {
    rig = new ChannelRig(DATABASE, 20261128);
    rig.stock("PHONE", 20);
    shop =
        rig.connect(
            "shop",
            Medusa.withKey("sk_1"),
            "medusa",
            Map.of("api_key", "sk_1", "location", "sloc_01M7SANDBOX0000000000000MAIN"));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void appliesOrdersOnceWhenTheirListingIsMatchedByHand() throws InterruptedException {
    for (String sku : SHOP_SKUS) {
      Listing listing = shop.shop().list(Item.of(sku), 50);
      rig.run();
      sell(listing, 2);
      match(sku, "PHONE", 3);
    }
    settle();
    assertThat(units("reserved")).as("two packs of three of each").isEqualTo(12);
    shop.shop().orders().forEach(order -> shop.shop().ship(order.id()));
    settle();
    assertThat(units("reserved")).isZero();
    assertThat(units("available")).isEqualTo(8);
  }

  /** As they are read again, at the very time of change, before anybody applied them. */
  @Test
  void appliesOrdersOnceThatComeAgainUnchanged() throws InterruptedException {
    for (String sku : SHOP_SKUS) {
      Listing listing = shop.shop().list(Item.of(sku), 50);
      rig.run();
      sell(listing, 1);
      match(sku, "PHONE", 3);
      rig.shop.pass(Duration.ofMinutes(1)); // polls overlap
      rig.run();
    }
    settle();
    assertThat(units("reserved")).isEqualTo(6);
  }

  @Test
  void appliesTheComponentsOfABundleOfWhichTheListingSellsSeveral() throws InterruptedException {
    rig.stock("CASE", 20);
    rig.bundle("SET", Map.of("PHONE", 1L, "CASE", 2L));
    Listing listing = shop.shop().list(Item.of("A-SHOP"), 50);
    rig.run();
    sell(listing, 1);
    match("A-SHOP", "SET", 3);
    settle();
    assertThat(units("reserved")).isEqualTo(3);
    assertThat(units("CASE", "reserved")).isEqualTo(6);
    assertThat(rig.listing("shop", "A-SHOP").desired().quantity())
        .as("packs of what is left: 14 cases are 7 sets")
        .isEqualTo(2);
  }

  private Order sell(Listing listing, int units) throws InterruptedException {
    Order order = shop.shop().sell(listing.id(), units).orElseThrow();
    rig.shop.pass(Duration.ofMinutes(20)); // longer than an order waits for its listing
    rig.run();
    assertThat(
            new JdbcOrders(rig.shop.transactions())
                .find(rig.shop.seller(), new dev.onhand.core.order.Order.Name("shop", order.id()))
                .orElseThrow()
                .order()
                .lines()
                .values())
        .allMatch(line -> line.parked() != null);
    return order;
  }

  private void match(String listing, String sku, long units) {
    Edit edit = new Edit("tester", rig.shop.clock().instant(), null);
    rig.listings.match(
        rig.shop.seller(), rig.listing("shop", listing).id(), product(sku), units, edit);
  }

  private ProductId product(String sku) {
    return new JdbcProducts(rig.shop.transactions())
        .find(rig.shop.seller(), ProductRef.sku(sku))
        .orElseThrow()
        .id();
  }

  /** What the server's loops do, more often than is needed. */
  private void settle() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      rig.reapply();
      rig.shop.pass(Duration.ofMinutes(2));
      rig.run();
      rig.record(Reason.PURCHASE, "PHONE", 0); // tells the listings
    }
  }

  private long units(String state) {
    return units("PHONE", state);
  }

  private long units(String sku, String state) {
    return rig.shop
        .transactions()
        .call(
            rig.shop.seller(),
            jdbc ->
                jdbc.sql(
                        """
                        select case :state when 'reserved' then l.reserved else l.available end
                        from stock_level l join product p on p.seller_id = l.seller_id and p.product_id = l.product_id
                        where l.seller_id = :seller and p.sku = :sku
                        """)
                    .param("state", state)
                    .param("seller", rig.shop.seller().value())
                    .param("sku", sku)
                    .query(Long.class)
                    .single());
  }
}
