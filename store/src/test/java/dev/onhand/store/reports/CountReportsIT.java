package dev.onhand.store.reports;

import static dev.onhand.store.reports.ReportWorld.NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Reason;
import dev.onhand.store.reports.ReportWorld.Question;
import dev.onhand.store.testing.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CountReportsIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private ReportWorld world;

  /**
   * On the 4th a mug too few of 10 and tees as they should be; on the 5th 2 cups too many of 8.
   * Three mugs were sold between the count and its approval.
   */
  @BeforeEach
  void count() throws SQLException {
    world = new ReportWorld(DATABASE);
    world.write(
        """
        with of as (select ?::bigint as seller),
        batch as (
          insert into stock_batch (seller_id, kind, location_id, state, opened_by, opened_at, pushed_at, ended_at, updated_at)
          select seller, 'count', location_id, 'completed', 'ann', '2026-11-04T09:00:00Z', '2026-11-04T10:00:00Z',
            '2026-11-05T11:00:00Z', '2026-11-05T11:00:00Z'
          from of join location on seller_id = seller and code = 'berlin'
          returning seller_id, batch_id, location_id),
        counted (sku, counted, quantity_from, quantity_to, type, at) as (values
          ('mug', 9, 7, 6, 'count', '2026-11-04T10:00:00Z'),
          ('tee', 10, 10, 10, 'count', '2026-11-04T10:00:00Z'),
          ('cup', 10, 8, 10, 'count', '2026-11-05T10:00:00Z'),
          ('jar', 50, 0, 50, 'topup', '2026-11-05T10:00:00Z')),
        products as (
          insert into product (seller_id, sku, sku_folded, name, name_folded, tracking, floor, created_at, updated_at)
          select seller, sku, sku, sku, sku, 'tracked', 0, now(), now() from of, unnest(array['cup', 'jar']) as sku
          returning seller_id, product_id, sku),
        known as (
          select product_id, sku from products
          union all
          select product_id, sku from product join of on seller_id = seller),
        lines as (
          insert into stock_batch_line (seller_id, batch_id, product_id, is_planned, units, posted_at, change, movement_id)
          select b.seller_id, b.batch_id, k.product_id, true, c.counted, c.at::timestamptz, quantity_to - quantity_from,
            case when quantity_to <> quantity_from then 1 end
          from batch b, counted c join known k on k.sku = c.sku
          where c.type = 'count')
        insert into verification_record (seller_id, batch_id, product_id, location_id, change_type, pending_orders,
          quantity_from, quantity_to, actor, at)
        select b.seller_id, b.batch_id, k.product_id, b.location_id, c.type, 3, quantity_from, quantity_to, 'ann',
          c.at::timestamptz
        from batch b, counted c join known k on k.sku = c.sku
        order by c.at, c.sku
        """);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void saysWhatBatchesChanged() {
    assertThat(
            world.ask(
                "verifications",
                NOVEMBER,
                "kind",
                "location",
                "state",
                "opened_by",
                "products",
                "posted",
                "changed",
                "unchanged",
                "units_up",
                "units_down"))
        .containsExactly(
            List.of("count", "berlin", "completed", "ann", "3", "3", "2", "1", "2", "1"));
    assertThat(world.ask("verifications", NOVEMBER.actor("bob"), "batch")).isEmpty();
  }

  @Test
  void saysWhatCountsFoundBesideTheBooks() {
    assertThat(
            world.ask(
                "count-variances",
                NOVEMBER,
                "sku",
                "expected",
                "counted",
                "variance",
                "percent",
                "pending_orders"))
        .containsExactly(
            List.of("cup", "8", "10", "2", "25.00", "3"),
            List.of("tee", "10", "10", "0", "0.00", "3"),
            List.of("mug", "10", "9", "-1", "-10.00", "3"));
  }

  @Test
  void saysHowOftenTheBooksWereRight() {
    assertThat(
            world.ask(
                "stock-accuracy",
                NOVEMBER,
                "day",
                "counted",
                "exact",
                "ira_percent",
                "units_expected",
                "units_counted",
                "net_variance",
                "absolute_variance",
                "units_percent"))
        .containsExactly(
            List.of("2026-11-04", "2", "1", "50.00", "20", "19", "-1", "1", "95.00"),
            List.of("2026-11-05", "1", "0", "0.00", "8", "10", "2", "2", "75.00"));
    assertThat(world.ask("stock-accuracy", NOVEMBER.location("paris"), "day")).isEmpty();
  }

  /**
   * Of an undone count the mug's correction was reversed, the cup's the books refused to reverse,
   * and of the tee nothing had to be corrected.
   */
  @Test
  void whatWasTakenBackIsNoFinding() throws SQLException {
    world.shop.record(world.shop.move("cup", Reason.STOCK_COUNT_CORRECTION, 4, "berlin"));
    MovementId mug =
        world
            .shop
            .record(world.shop.move("mug", Reason.STOCK_COUNT_CORRECTION, 5, "berlin"))
            .getFirst()
            .id();
    world.shop.record(
        new Command.Reverse(
            new MovementKey("undo:" + mug.value()),
            mug,
            Command.Mode.WISH,
            Details.of(Cause.of(Cause.Kind.PERSON), "ann")));
    world.write(
        """
        with of as (select ?::bigint as seller),
        batch as (
          insert into stock_batch (seller_id, kind, location_id, state, opened_by, opened_at, pushed_at, ended_at, updated_at)
          select seller, 'count', location_id, 'undone', 'ann', '2026-11-06T09:00:00Z', '2026-11-06T10:00:00Z',
            '2026-11-06T11:00:00Z', '2026-11-06T11:00:00Z'
          from of join location on seller_id = seller and code = 'berlin'
          returning seller_id, batch_id, location_id),
        counted as (
          select b.seller_id, b.batch_id, b.location_id, p.product_id, quantity_to, case when quantity_to <> 10 then
            (select max(movement_id) from movement m
              where m.seller_id = b.seller_id and m.product_id = p.product_id and m.reason = 'stock_count_correction') end
            as movement_id
          from batch b
          cross join (values ('cup', 14), ('mug', 15), ('tee', 10)) as c (sku, quantity_to)
          join product p on p.seller_id = b.seller_id and p.sku = c.sku),
        lines as (
          insert into stock_batch_line (seller_id, batch_id, product_id, is_planned, units, posted_at, change, movement_id)
          select seller_id, batch_id, product_id, true, quantity_to, '2026-11-06T10:00:00Z', quantity_to - 10, movement_id
          from counted)
        insert into verification_record (seller_id, batch_id, product_id, location_id, change_type, pending_orders,
          quantity_from, quantity_to, actor, movement_id, at)
        select seller_id, batch_id, product_id, location_id, 'count', 0, 10, quantity_to, 'ann', movement_id,
          '2026-11-06T10:00:00Z'
        from counted
        """);
    Question sixth = new Question("2026-11-06", "2026-11-06");
    assertThat(world.ask("count-variances", sixth, "sku", "variance"))
        .containsExactly(List.of("cup", "4"));
    assertThat(world.ask("stock-accuracy", sixth, "counted", "exact"))
        .containsExactly(List.of("1", "0"));
  }
}
