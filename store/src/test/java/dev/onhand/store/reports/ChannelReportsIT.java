package dev.onhand.store.reports;

import static dev.onhand.store.reports.ReportWorld.NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.store.testing.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChannelReportsIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private ReportWorld world;

  @BeforeEach
  void open() throws SQLException {
    world = new ReportWorld(DATABASE);
    writeOrders(world);
    writeListings();
  }

  @AfterEach
  void close() {
    world.close();
  }

  /** Two channels; of web an order of 6 units of which 5 left and 2 came back, and a short one. */
  static void writeOrders(ReportWorld world) throws SQLException {
    world.write(
        """
        with of as (select ?::bigint as seller),
        channels as (
          insert into channel (seller_id, code, name, created_at, updated_at)
          select seller, code, code, '2026-10-01', '2026-10-01' from of, unnest(array['web', 'pos']) as code
          returning seller_id, channel_id, code),
        orders as (
          insert into sales_order (seller_id, channel_id, external_id, units_ordered, units_fulfilled, units_missing,
            created_at, updated_at)
          select seller_id, channel_id, o.id, o.ordered, o.fulfilled, o.missing, o.at::timestamptz, o.at::timestamptz
          from channels, (values
            ('1000', 9, 9, 0, '2026-10-31T10:00:00Z'),
            ('1001', 6, 5, 0, '2026-11-03T10:00:00Z'),
            ('1002', 4, 0, 1, '2026-11-05T10:00:00Z')) as o (id, ordered, fulfilled, missing, at)
          where code = 'web'
          returning seller_id, order_id, external_id),
        doings as (
          insert into order_doing (seller_id, order_id, line, product_id, location_id, place, factor, reserved, fulfilled,
            returned, reserves, fulfils, releases, returns, put_backs)
          select seller_id, order_id, '1', p, 1, p, 1, 0, f, r, 0, 1, 0, 1, 0
          from orders, (values (1, 3, 1), (2, 2, 1)) as d (p, f, r)
          where external_id = '1001')
        insert into order_log (seller_id, order_id, entry, received_status, effect, verdict, reserved, released, fulfilled,
          returned, missing, parked, actor, recorded_at)
        select seller_id, order_id, n, 'new', 'reserve', 'applied', 0, 0, 0, 0, missing, 0, 'tester', at::timestamptz
        from orders, (values
          (1, 3, '2026-11-05T10:00:00Z'),
          (2, 1, '2026-11-06T10:00:00Z')) as g (n, missing, at)
        where external_id = '1002'
        """);
  }

  private void writeListings() throws SQLException {
    world.write(
        """
        with web as (select seller_id, channel_id from channel where seller_id = ? and code = 'web'),
        account as (
          insert into channel_account (seller_id, channel_id, type, settings, state_since, takes_off, puts_back, quantity_max, created_at,
            updated_at)
          select seller_id, channel_id, 'shopify', '{}', now(), 'at_payment', 'unknown', 1000, now(), now() from web
          returning seller_id, channel_id),
        calls as (
          insert into channel_calls (seller_id, channel_id, day, purpose, calls, failed)
          select seller_id, channel_id, day::date, 'orders', calls, failed
          from web, (values
            ('2026-10-31', 99, 9), ('2026-11-01', 10, 1), ('2026-11-02', 20, 0)) as c (day, calls, failed)),
        pushes as (
          insert into push_attempt (seller_id, listing_id, channel_id, quantity, desired_version, epoch, sent_at,
            answered_at, outcome)
          select seller_id, 1, channel_id, 1, 1, 1, '2026-11-04T10:00:00Z',
            timestamptz '2026-11-04T10:00:00Z' + seconds * interval '1 second', outcome
          from web, (values (1, 'applied'), (2, 'applied'), (9, 'refused'), (30, 'unconfirmed')) as p (seconds, outcome))
        insert into reconciliation (seller_id, channel_id, purpose, actor, state, read_run, asked_at, started_at,
          finished_at, listings, equal, differing, missing)
        select seller_id, channel_id, 'hourly', 'tester', 'done', run, at::timestamptz, at::timestamptz, at::timestamptz,
          198, 194, differing, missing
        from account, (values
          (1, '2026-11-04T10:00:00Z', 3, 2), (2, '2026-11-04T11:00:00Z', 1, 2)) as r (run, at, differing, missing)
        """);
  }

  @Test
  void comparesChannels() {
    assertThat(
            world.ask(
                "channel-performance",
                NOVEMBER,
                "channel",
                "orders",
                "units_ordered",
                "units_shipped",
                "units_returned",
                "units_missing",
                "percent_returned",
                "pushes",
                "pushes_applied",
                "pushes_refused",
                "pushes_not_known",
                "push_seconds"))
        .containsExactly(
            List.of("web", "2", "10", "5", "2", "1", "40.00", "4", "2", "1", "1", "5.50"),
            List.of("pos", "0", "0", "0", "0", "0", "null", "0", "0", "0", "0", "null"));
  }

  @Test
  void countsCallsByDay() {
    assertThat(world.ask("channel-calls", NOVEMBER, "day", "channel", "purpose", "calls", "failed"))
        .containsExactly(
            List.of("2026-11-01", "web", "orders", "10", "1"),
            List.of("2026-11-02", "web", "orders", "20", "0"));
    assertThat(world.ask("channel-calls", NOVEMBER.channel("pos"), "day")).isEmpty();
  }

  /** Of 2 × 198 that were compared and 4 that were gone, 4 differed and 4 were gone: 8 of 400. */
  @Test
  void saysHowOftenListingsWereRight() {
    assertThat(
            world.ask(
                "channel-accuracy",
                NOVEMBER,
                "day",
                "channel",
                "reconciliations",
                "listings",
                "differing",
                "missing",
                "percent"))
        .containsExactly(List.of("2026-11-04", "web", "2", "396", "4", "4", "98.00"));
  }
}
