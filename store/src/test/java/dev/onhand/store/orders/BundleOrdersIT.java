package dev.onhand.store.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.State;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.core.order.Returning;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.engine.orders.OrderResult;
import dev.onhand.engine.orders.Orders;
import dev.onhand.engine.orders.Returns;
import dev.onhand.model.Quantity;
import dev.onhand.model.Sku;
import dev.onhand.store.catalogue.JdbcBundles;
import dev.onhand.store.catalogue.JdbcProducts;
import dev.onhand.store.journal.JdbcJournal;
import dev.onhand.store.testing.LedgerInvariants;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bundles through the life of an order. */
class BundleOrdersIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();
  private static final Instant MORNING = Instant.parse("2026-11-21T08:00:00Z");

  private TestShop shop;
  private Orders orders;
  private JdbcBundles bundles;
  private ProductId tee;
  private ProductId mug;

  @BeforeEach
  void twoTeesAndAMugAreASet() {
    shop = TestShop.openWithLanes(DATABASE, 2, new JdbcOrderStates());
    orders = new Orders(shop.ledger());
    bundles = new JdbcBundles(shop.transactions(), new JdbcProducts(shop.transactions()));
    tee = shop.product("TEE");
    mug = shop.product("MUG");
    shop.product("SET");
    shop.location("berlin");
    shop.record(
        shop.move("TEE", Reason.PURCHASE, 10, "berlin"),
        shop.move("MUG", Reason.PURCHASE, 3, "berlin"));
    set(Map.of(tee, 2L, mug, 1L));
  }

  @AfterEach
  void booksAddUp() throws Exception {
    try (Connection connection = DATABASE.superuser()) {
      assertThat(LedgerInvariants.violations(connection, shop.seller())).isEmpty();
    }
    shop.close();
  }

  private void set(Map<ProductId, Long> components) {
    Edit edit = new Edit("tester", MORNING, null);
    assertThat(bundles.set(shop.seller(), ProductRef.sku("SET"), components, edit))
        .isInstanceOf(Saving.Saved.class);
  }

  private static OrderSnapshot.Line line(
      String id, String sku, long quantity, long shipped, long returned) {
    return new OrderSnapshot.Line(
        id, Item.of(new Sku(sku)), quantity, 0, shipped, returned, null, null);
  }

  private OrderResult deliver(String order, int minute, OrderSnapshot.Line... lines) {
    return submit(order, minute, lines).join();
  }

  private CompletableFuture<OrderResult> submit(
      String order, int minute, OrderSnapshot.Line... lines) {
    Freshness freshness = new Freshness(MORNING.plusSeconds(60L * minute), null, MORNING);
    return orders.deliver(
        shop.seller(),
        new Order.Name("web", order),
        OrderSnapshot.of("processing", freshness, List.of(lines)),
        "tester");
  }

  private void comesBackDamaged(String order, String key, long units) {
    Returns returns =
        new Returns(
            shop.ledger(),
            new JdbcJournal(shop.transactions()),
            new JdbcOrders(shop.transactions()));
    Returning.Received received =
        new Returning.Received(
            "1",
            Quantity.of(units),
            null,
            State.DAMAGED,
            new MovementKey(key),
            "tester",
            null,
            null);
    assertThat(returns.book(shop.seller(), new Order.Name("web", order), received).join())
        .isEqualTo(new Returns.Result.Booked(false));
  }

  /** Of a product, in all places: available/reserved/damaged. */
  private String stock(String sku) {
    return text(
        """
        select format('%%s/%%s/%%s', sum(available), sum(reserved), sum(damaged))
        from stock_level join product using (seller_id, product_id) where sku = '%s'
        """
            .formatted(sku));
  }

  /** Units that lines wait for, by line and product. */
  private String missing() {
    return text(
        """
        select coalesce(string_agg(format('%s:%s:%s', line, sku, missing), ' ' order by line, sku), '')
        from order_component join product using (seller_id, product_id) where missing > 0
        """);
  }

  private long missingOf(String sku) {
    return Long.parseLong(
        text(
            "select sum(missing) from order_component join product using (seller_id, product_id) where sku = '%s'"
                .formatted(sku)));
  }

  private String text(String sql) {
    return shop.transactions()
        .call(shop.seller(), jdbc -> jdbc.sql(sql).query(String.class).single());
  }

  @Test
  void aLineThatWasBegunKeepsItsComponentsUntilAllIsShippedAndReturned() {
    deliver("1001", 1, line("1", "SET", 3, 0, 0));
    assertThat(stock("TEE")).isEqualTo("4/6/0");
    assertThat(stock("MUG")).isEqualTo("0/3/0");
    set(Map.of(tee, 1L));
    deliver("1001", 2, line("1", "SET", 3, 2, 0));
    assertThat(stock("TEE")).as("2 of 3 shipped").isEqualTo("4/2/0");
    assertThat(stock("MUG")).isEqualTo("0/1/0");
    comesBackDamaged("1001", "rma-1", 1);
    assertThat(stock("TEE")).as("one came back").isEqualTo("4/2/2");
    assertThat(stock("MUG")).isEqualTo("0/1/1");
    deliver("1001", 3, line("1", "SET", 3, 3, 1));
    assertThat(stock("TEE")).as("the channel says so too").isEqualTo("4/0/2");
    assertThat(stock("MUG")).isEqualTo("0/0/1");
    deliver("1002", 4, line("1", "SET", 3, 0, 0));
    assertThat(stock("TEE")).as("a new line is made of what a set is now").isEqualTo("1/3/2");
    assertThat(stock("MUG")).isEqualTo("0/0/1");
  }

  @Test
  void onlyTheComponentThatIsShortIsWaitedFor() {
    deliver("1001", 1, line("1", "SET", 5, 0, 0));
    assertThat(stock("TEE")).isEqualTo("0/10/0");
    assertThat(stock("MUG")).isEqualTo("0/3/0");
    assertThat(missing()).isEqualTo("1:MUG:2");
    set(Map.of(tee, 1L));
    shop.record(shop.move("MUG", Reason.PURCHASE, 4, "berlin"));
    orders.reapply(shop.seller(), new Order.Name("web", "1001"), "tester").join();
    assertThat(stock("MUG")).isEqualTo("2/5/0");
    assertThat(missing()).isEmpty();
  }

  @Test
  void aComponentIsSharedWithALineOfItsOwn() {
    deliver("1001", 1, line("1", "SET", 3, 0, 0), line("2", "TEE", 6, 0, 0));
    assertThat(stock("TEE")).isEqualTo("0/10/0");
    assertThat(missing()).isEqualTo("2:TEE:2");
    deliver("1001", 2, line("1", "SET", 3, 3, 0), line("2", "TEE", 6, 0, 0));
    assertThat(stock("TEE")).as("those of line 2 stay reserved").isEqualTo("0/4/0");
    comesBackDamaged("1001", "rma-1", 3);
    assertThat(stock("TEE")).isEqualTo("0/4/6");
    assertThat(stock("MUG")).isEqualTo("0/0/3");
    assertThat(missing()).as("what came back damaged is not sold again").isEqualTo("2:TEE:2");
  }

  @Test
  void racingBuyersOfABundleAndItsComponentNeverOversell() {
    int buyersOfEach = 64;
    List<CompletableFuture<OrderResult>> answers = new ArrayList<>();
    for (int i = 0; i < buyersOfEach; i++) {
      answers.add(submit("set-" + i, 1, line("1", "SET", 1, 0, 0)));
      answers.add(submit("tee-" + i, 1, line("1", "TEE", 1, 0, 0)));
    }
    answers.forEach(CompletableFuture::join);
    assertThat(stock("TEE")).isEqualTo("0/10/0");
    assertThat(stock("MUG")).isEqualTo("0/3/0");
    assertThat(missingOf("TEE")).isEqualTo(buyersOfEach * 3 - 10);
    assertThat(missingOf("MUG")).isEqualTo(buyersOfEach - 3);
  }

  @Test
  void ordersTakeEitherTheOldComponentsOrTheNewOnes() {
    List<CompletableFuture<OrderResult>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(submit("set-" + i, 1, line("1", "SET", 1, 0, 0)));
      if (i % 10 == 9) {
        set(i % 20 == 9 ? Map.of(tee, 1L) : Map.of(tee, 2L, mug, 1L));
      }
    }
    answers.forEach(CompletableFuture::join);
    assertThat(
            text(
                """
                select string_agg(distinct made, ' ' order by made) from (
                  select string_agg(format('%s:%s', sku, units), '+' order by sku) as made
                  from order_component join product using (seller_id, product_id)
                  group by order_id) as lines
                """))
        .isIn("MUG:1+TEE:2", "MUG:1+TEE:2 TEE:1", "TEE:1");
  }
}
