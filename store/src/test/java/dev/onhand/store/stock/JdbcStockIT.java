package dev.onhand.store.stock;

import static dev.onhand.engine.stock.Stock.Detail.LEVELS;
import static dev.onhand.engine.stock.Stock.Detail.SUMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.engine.stock.Stock;
import dev.onhand.engine.stock.StockFilter;
import dev.onhand.engine.stock.StockLevel;
import dev.onhand.engine.stock.StockLimits;
import dev.onhand.engine.stock.StockTotals;
import dev.onhand.engine.stock.StockTotals.Units;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

class JdbcStockIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private static final PageRequest FIRST = PageRequest.first(50);

  private TestShop shop;
  private Stock stock;

  @BeforeEach
  void open() {
    shop = TestShop.open(DATABASE);
    stock = new JdbcStock(shop.transactions());
    shop.location("berlin");
    shop.location("paris");
    shop.product("TEE-L");
    shop.product("TEE-M");
    shop.product("MUG");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void sumsLevelsOfAProduct() {
    shop.record(
        shop.move("TEE-M", Reason.PURCHASE, 10, "berlin"),
        shop.move("TEE-M", Reason.RESERVE, 4, "berlin"),
        shop.move("TEE-M", Reason.PURCHASE, 5, "paris"),
        shop.move("TEE-M", Reason.SET_ASIDE_UNITS, 1, "paris"));
    StockTotals found = find("TEE-M");
    assertThat(found.units()).isEqualTo(new Units(10, 4, 0, 0, 1, 0));
    assertThat(found.units().onHand()).isEqualTo(15);
    assertThat(found.levels())
        .extracting(StockLevel::locationCode)
        .containsExactly("berlin", "paris");
  }

  @Test
  void findsAProductThatNeverMoved() {
    StockTotals found = find("MUG");
    assertThat(found.units()).isEqualTo(Units.NONE);
    assertThat(found.levels()).isEmpty();
  }

  @Test
  void findsNothingForAnUnknownProduct() {
    assertThat(stock.find(shop.seller(), ProductRef.sku("none"))).isEmpty();
    assertThat(stock.find(shop.seller(), new ProductId(987_654_321))).isEmpty();
  }

  @Test
  void findsNoStockOfAnotherSeller() {
    try (TestShop other = TestShop.open(DATABASE)) {
      ProductId foreign = other.product("SECRET");
      assertThat(stock.find(shop.seller(), foreign)).isEmpty();
    }
  }

  @Test
  void findsOneLevelOnlyWhereSomethingWas() {
    shop.record(shop.move("MUG", Reason.PURCHASE, 3, "paris"));
    ProductRef mug = ProductRef.sku("MUG");
    assertThat(stock.findLevel(shop.seller(), mug, LocationRef.code("paris")))
        .hasValueSatisfying(level -> assertThat(level.level().available()).isEqualTo(3));
    assertThat(stock.findLevel(shop.seller(), mug, LocationRef.code("berlin"))).isEmpty();
    assertThat(stock.findLevel(shop.seller(), mug, LocationRef.code("mars"))).isEmpty();
  }

  /** A rule of a listing goes before its channel's, a tuned buffer before a smaller one. */
  @Test
  void saysWhatStockIsSetAgainst() throws SQLException {
    try (Connection connection = DATABASE.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          with made as (
            insert into channel (seller_id, code, name, created_at, updated_at)
            values (%1$d, 'web', 'Web', now(), now()) returning seller_id, channel_id),
          account as (
            insert into channel_account (seller_id, channel_id, type, settings, state_since, takes_off, puts_back, quantity_max,
              created_at, updated_at)
            select seller_id, channel_id, 'folder', '{}', now(), 'at_order', 'yes', 9, now(), now() from made returning *),
          listed as (
            insert into listing (seller_id, channel_id, external_id, title, remote_state, product_id, matched_by,
              shown_from, shown_to, shown_changed_at, created_at, updated_at)
            select a.seller_id, a.channel_id, p.sku, 'X', 'active', p.product_id, 'hand', now(), now(), now(), now(), now()
            from account a join product p on p.seller_id = a.seller_id and p.sku in ('TEE-L', 'TEE-M')
            returning *),
          ruled as (
            insert into listing_rule (seller_id, channel_id, scope, subject, stops_selling, buffer, percent, min, actor, updated_at)
            select seller_id, channel_id, 'channel', '', false, 3, 100, 0, 'tester', now() from account
            union all
            select seller_id, channel_id, 'listing', listing_id::text, false, 1, 100, 0, 'tester', now() from listed
            where external_id = 'TEE-M'
            returning *),
          tuned as (
            insert into tuned_buffer (seller_id, channel_id, product_id, units, sold_lines, sold_units, expected_lines,
              chance_without, chance)
            select seller_id, channel_id, product_id, 2, 1, 1, 1, 0.1, 0.01 from listed
            returning *)
          insert into alert_rule (seller_id, kind, product_id, location_id, opens_at, closes_at, severity, mode, created_at,
            updated_at, actor)
          select %1$d, 'stock.low', p.product_id, l.location_id, rule.opens, rule.opens, 'warning', rule.mode, now(), now(), 'tester'
          from (values (null, null, 10, 'told'), ('TEE-M', null, 7, 'told'), ('MUG', null, 5, 'off'), (null, 'paris', 4, 'page'))
            as rule (sku, location, opens, mode)
          left join product p on p.seller_id = %1$d and p.sku = rule.sku
          left join location l on l.seller_id = %1$d and l.code = rule.location
          """
              .formatted(shop.seller().value()));
    }
    assertThat(limits(null))
        .containsExactly(new StockLimits(3, 10L), new StockLimits(2, 7L), new StockLimits(0, null));
    assertThat(limits(LocationRef.code("paris")))
        .extracting(StockLimits::low)
        .containsExactly(4L, 4L, 4L);
    assertThat(limits(LocationRef.code("berlin")))
        .extracting(StockLimits::low)
        .containsExactly(null, null, null);
  }

  private List<StockLimits> limits(LocationRef location) {
    List<ProductId> products =
        Stream.of("TEE-L", "TEE-M", "MUG").map(sku -> find(sku).product()).toList();
    Map<ProductId, StockLimits> limits = stock.limits(shop.seller(), products, location);
    return products.stream().map(limits::get).toList();
  }

  @Test
  void listsPageByPageBySku() {
    Slice<StockTotals> first = list(StockFilter.ALL, PageRequest.first(2));
    assertThat(skus(first)).containsExactly("MUG", "TEE-L");
    assertThat(first.hasMore()).isTrue();
    long last = first.rows().getLast().product().value();
    Slice<StockTotals> second = list(StockFilter.ALL, new PageRequest(2, last, null));
    assertThat(skus(second)).containsExactly("TEE-M");
    assertThat(second.hasMore()).isFalse();
    long start = second.rows().getFirst().product().value();
    assertThat(skus(list(StockFilter.ALL, new PageRequest(2, null, start))))
        .containsExactly("MUG", "TEE-L");
  }

  @Test
  void refusesACursorThatIsNoProduct() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> list(StockFilter.ALL, new PageRequest(2, 999_999_999L, null)))
        .withMessageContaining("no such product");
  }

  @Test
  void sumsAtOneLocationAlone() {
    shop.record(
        shop.move("MUG", Reason.PURCHASE, 3, "paris"),
        shop.move("MUG", Reason.PURCHASE, 4, "berlin"),
        shop.move("TEE-L", Reason.PURCHASE, 5, "berlin"));
    StockFilter paris = new StockFilter(LocationRef.code("paris"), false, false, null);
    Slice<StockTotals> found = list(paris, FIRST);
    assertThat(skus(found)).containsExactly("MUG");
    assertThat(found.rows().getFirst().units().onHand()).isEqualTo(3);
  }

  @Test
  void listsASmallLocationFromEitherEnd() {
    shop.record(
        shop.move("MUG", Reason.PURCHASE, 3, "paris"),
        shop.move("TEE-L", Reason.PURCHASE, 4, "berlin"),
        shop.move("TEE-M", Reason.PURCHASE, 5, "paris"));
    StockFilter paris = new StockFilter(LocationRef.code("paris"), false, false, null);
    long last = list(paris, FIRST).rows().getLast().product().value();
    assertThat(skus(list(paris, new PageRequest(9, null, last)))).containsExactly("MUG");
    assertThat(skus(list(new StockFilter(LocationRef.code("paris"), false, false, "tee"), FIRST)))
        .containsExactly("TEE-M");
  }

  /** It would take as long as the location is large if all its levels were looked at. */
  @Test
  void ofALargeLocationLooksAtHardlyMoreThanItShows() throws SQLException {
    int levels = 6_000;
    int counted = 2_001;
    try (Connection connection = DATABASE.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          with made as (
            insert into product (seller_id, sku, sku_folded, name, name_folded, tracking, floor, created_at, updated_at)
            select %1$d, 'A' || n, 'a' || n, 'A', 'a', 'tracked', 0, now(), now() from generate_series(1, %2$d) as n
            returning product_id)
          insert into stock_level (seller_id, product_id, location_id, available, floor, updated_at)
          select %1$d, product_id, (select location_id from location where seller_id = %1$d and code = 'paris'), 1, 0, now()
          from made;
          analyze product, stock_level;
          """
              .formatted(shop.seller().value(), levels));
    }
    StockFilter paris = new StockFilter(LocationRef.code("paris"), false, false, null);
    long lookedAt =
        shop.transactions()
            .call(
                shop.seller(),
                jdbc -> {
                  long before = lookedAt(jdbc);
                  List<Long> page =
                      new StockPages(jdbc, shop.seller(), PageRequest.first(50))
                          .products(paris, location(jdbc, "paris"));
                  assertThat(page).hasSize(51);
                  return lookedAt(jdbc) - before;
                });
    assertThat(lookedAt).isLessThan(counted + 200L);
  }

  private static long lookedAt(JdbcClient jdbc) {
    return jdbc.sql(
            """
            select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relname = 'stock_level'
            """)
        .query(Long.class)
        .single();
  }

  private long location(JdbcClient jdbc, String code) {
    return jdbc.sql("select location_id from location where seller_id = :seller and code = :code")
        .param("seller", shop.seller().value())
        .param("code", code)
        .query(Long.class)
        .single();
  }

  @Test
  void refusesAnUnknownLocation() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> list(new StockFilter(LocationRef.code("mars"), false, false, null), FIRST))
        .withMessage("There is no location 'mars'.");
  }

  @Test
  void listsWhatIsBelowItsFloor() {
    shop.record(
        shop.fact("MUG", Reason.SALE, 1, "paris"), shop.fact("TEE-L", Reason.SALE, 2, "berlin"));
    assertThat(skus(list(new StockFilter(null, true, false, null), FIRST)))
        .containsExactly("MUG", "TEE-L");
    assertThat(skus(list(new StockFilter(LocationRef.code("berlin"), true, false, null), FIRST)))
        .containsExactly("TEE-L");
    assertThat(skus(list(new StockFilter(null, true, false, "mu"), FIRST))).containsExactly("MUG");
  }

  /**
   * What runs low is what an alert says: in all at any location, or at the one that is asked for.
   */
  @Test
  void listsWhatAnAlertSaysRunsLow() throws SQLException {
    shop.record(
        shop.move("MUG", Reason.PURCHASE, 3, "paris"),
        shop.move("TEE-L", Reason.PURCHASE, 4, "berlin"),
        shop.move("TEE-L", Reason.PURCHASE, 4, "paris"),
        shop.move("TEE-M", Reason.PURCHASE, 5, "paris"));
    try (Connection connection = DATABASE.superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into alert (seller_id, severity, kind, subject, detail, opened_at, last_seen_at, closed_at)
          select p.seller_id, 'warning', 'stock.low', 'product ' || p.product_id || w.more, '', now(), now(), w.closed
          from product p
          join (values ('MUG', '', null), ('TEE-M', '', now()),
            ('TEE-L', ' at location ' || (select location_id from location where seller_id = %1$d and code = 'berlin'), null)
          ) as w (sku, more, closed) on w.sku = p.sku
          where p.seller_id = %1$d
          """
              .formatted(shop.seller().value()));
    }
    StockFilter low = new StockFilter(null, false, true, null);
    assertThat(skus(list(low, FIRST))).containsExactly("MUG", "TEE-L");
    long last = list(low, FIRST).rows().getLast().product().value();
    assertThat(skus(list(low, new PageRequest(9, null, last)))).containsExactly("MUG");
    assertThat(skus(list(new StockFilter(null, false, true, "tee"), FIRST)))
        .containsExactly("TEE-L");
    assertThat(skus(list(new StockFilter(LocationRef.code("paris"), false, true, null), FIRST)))
        .containsExactly("MUG");
    assertThat(skus(list(new StockFilter(LocationRef.code("berlin"), false, true, null), FIRST)))
        .containsExactly("TEE-L");
    assertThat(skus(list(new StockFilter(null, true, true, null), FIRST))).isEmpty();
  }

  @Test
  void findsByBeginningOfSkuOrNameWithoutCase() {
    assertThat(skus(list(new StockFilter(null, false, false, "tee"), FIRST)))
        .containsExactly("TEE-L", "TEE-M");
    assertThat(skus(list(new StockFilter(null, false, false, "name of m"), FIRST)))
        .containsExactly("MUG");
    assertThat(skus(list(new StockFilter(null, false, false, "%"), FIRST))).isEmpty();
  }

  @Test
  void givesLevelsWhereAskedFor() {
    shop.record(shop.move("MUG", Reason.PURCHASE, 3, "paris"));
    List<StockTotals> found =
        stock.list(shop.seller(), StockFilter.ALL, LEVELS, PageRequest.first(1)).rows();
    assertThat(found.getFirst().levels()).hasSize(1);
    assertThat(list(StockFilter.ALL, FIRST).rows().getFirst().levels()).isNull();
  }

  private StockTotals find(String sku) {
    return stock.find(shop.seller(), ProductRef.sku(sku)).orElseThrow();
  }

  private Slice<StockTotals> list(StockFilter filter, PageRequest page) {
    return stock.list(shop.seller(), filter, SUMS, page);
  }

  private static List<String> skus(Slice<StockTotals> slice) {
    return slice.rows().stream().map(row -> row.sku().value()).toList();
  }
}
