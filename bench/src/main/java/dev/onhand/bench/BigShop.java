package dev.onhand.bench;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.verification.Sealing;
import dev.onhand.store.database.DataDirectory;
import dev.onhand.store.database.Database;
import dev.onhand.store.database.EmbeddedDatabase;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.seal.JdbcSealer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A seller with a year behind it: 5,000,000 movements of 100,000 products at four locations, each
 * listed on four channels, with orders, purchases, reconciliations and what else pages show. Levels
 * are what the movements add up to, and all is sealed. Every run makes the same.
 *
 * @param scale 1: as large as that; 0.1: a tenth of it
 */
record BigShop(double scale) {

  private static final int PRODUCTS = 100_000;
  private static final int MOVEMENTS = 5_000_000;

  /** Of each product; what is left over are movements of one that sells all the time. */
  private static final int MOVEMENTS_OF_EACH = 49;

  private static final int ORDERS = 200_000;

  long products() {
    return Math.round(PRODUCTS * scale);
  }

  long movements() {
    return Math.round(MOVEMENTS * scale);
  }

  long listings() {
    return 4 * products();
  }

  long orders() {
    return Math.round(ORDERS * scale);
  }

  private static final String STOCK =
      """
      insert into location (seller_id, location_id, code, name, kind, created_at, updated_at)
      select :seller, l, 'L' || l, 'Location ' || l, 'warehouse', now(), now() from generate_series(1, 4) as l;
      insert into product (seller_id, product_id, sku, sku_folded, name, name_folded, tracking, floor, created_at, updated_at)
      select :seller, p, 'P' || p, 'p' || p, 'Product ' || p, 'product ' || p, 'tracked', 0, now(), now()
      from generate_series(1, :products + 1000) as p;
      insert into stock_level (seller_id, product_id, location_id, available, floor, version, updated_at)
      select :seller, p, l, case when l = 1 then 988 else 989 end, 0, 13, now()
      from generate_series(1, :products) as p cross join generate_series(1, 4) as l;
      update stock_level set available = available + 1000000 - (:movements - :each * :products - 1)
      where seller_id = :seller and product_id = 1 and location_id = 1;
      """;

  /** The first of a level takes in 1,000, each other one sells one. The last are of product 1. */
  private static final String MOVEMENT =
      """
      insert into movement (seller_id, movement_id, product_id, quantity, from_location_id, from_after, from_on_hand_after,
        to_location_id, to_after, to_on_hand_after, occurred_at, recorded_at, digest, from_place, to_place, reason, key,
        cause_kind, cause_reference, cause_line, actor)
      select :seller, m.id, m.product, case when m.before = 0 then m.first else 1 end,
        case when m.before > 0 then m.location end, case when m.before > 0 then m.base + m.first - m.before end,
        case when m.before > 0 then m.base + m.first - m.before end,
        case when m.before = 0 then m.location end, case when m.before = 0 then m.base + m.first end,
        case when m.before = 0 then m.base + m.first end,
        m.at, m.at, md5(m.id::text)::uuid,
        case when m.before = 0 then 'supplier' else 'available' end, case when m.before = 0 then 'available' else 'customer' end,
        case when m.before = 0 then 'purchase' else 'sale' end, 'bench-' || m.id,
        case when m.before = 0 then 'purchase_order' else 'order' end,
        case when m.before = 0 then 'PO-' || m.id % 1000 else 'c' || 1 + m.id % 4 || '/o-' || m.id / 3 end, '1', 'system:bench'
      from (
        select (n * :products + p) as id, p as product, 1 + n % 4 as location, n / 4 as before, 1000 as first, 0 as base,
          now() - interval '365 days' + interval '365 days' * ((n * :products + p)::float8 / :movements) as at
        from generate_series(0, :each - 1) as n cross join generate_series(1, :products) as p
        union all
        select :each * :products + n, 1, 1, n - 1, 1000000, 988,
          now() - interval '365 days' + interval '365 days' * ((:each * :products + n)::float8 / :movements)
        from generate_series(1, :movements - :each * :products) as n) as m;
      select setval('movement_id', :movements);
      """;

  /**
   * Most are shipped; one of 50 waits for what there is none of, one of 100 names what nobody
   * knows.
   */
  private static final String SOLD =
      """
      insert into channel (seller_id, channel_id, code, name, created_at, updated_at)
      overriding system value select :seller, 100 + c, 'c' || c, 'Channel ' || c, now(), now() from generate_series(1, 4) as c;
      insert into sales_order (seller_id, channel_id, external_id, received_status, received_asked_at, applied_status,
        applied_asked_at, lines_asked_at, is_all_shipped, units_ordered, units_fulfilled, units_missing, lines_parked,
        log_length, created_at, updated_at)
      select :seller, 101 + o % 4, 'o-' || o, case when o % 50 in (0, 1) then 'processing' else 'shipped' end, at,
        case when o % 50 in (0, 1) then 'processing' else 'shipped' end, at, at, o % 50 not in (0, 1), 2,
        case when o % 50 in (0, 1) then 0 else 2 end, case when o % 50 = 0 then 2 else 0 end,
        case when o % 100 = 1 then 1 else 0 end, 2, at, at
      from (select o, now() - interval '365 days' * (1 - o::float8 / :orders) as at
        from generate_series(1, :orders) as o) as made;
      insert into order_line (seller_id, order_id, line, place, sku, ordered, cancelled, is_counted, shipped, returned, sold_as,
        sold_product_id, parked)
      select o.seller_id, order_id, l::text, l,
        case when units_missing > 0 then 'P' || :products + 1 + order_id % 1000
          when lines_parked > 0 then 'unknown-' || order_id else 'P' || 1 + (order_id * 7 + l) % :products end,
        1, 0, is_all_shipped, case when is_all_shipped then 1 else 0 end, 0,
        case when lines_parked = 0 then p.sku end, case when lines_parked = 0 then p.product_id end,
        case when lines_parked > 0 then 'unknown_sku' end
      from sales_order o cross join generate_series(1, 2) as l
      join product p on p.seller_id = :seller and p.sku = 'P' || 1 + (order_id * 7 + l) % :products
      where o.seller_id = :seller;
      insert into order_component (seller_id, order_id, line, product_id, place, units, missing, missing_since)
      select l.seller_id, l.order_id, l.line, p.product_id, 1, 1, case when o.units_missing > 0 then 1 else 0 end,
        case when o.units_missing > 0 then o.created_at end
      from order_line l join sales_order o using (seller_id, order_id)
      join product p on p.seller_id = l.seller_id and p.sku = l.sku where l.seller_id = :seller;
      insert into order_doing (seller_id, order_id, line, product_id, location_id, place, factor, reserved, fulfilled, returned,
        reserves, fulfils, releases, returns, put_backs)
      select l.seller_id, l.order_id, l.line, p.product_id, 1, 1, 1, 0, 1, 0, 0, 1, 0, 0, 0
      from order_line l join product p on p.seller_id = l.seller_id and p.sku = l.sku
      where l.seller_id = :seller and l.shipped > 0;
      insert into order_log (seller_id, order_id, entry, received_status, effect, verdict, applied_status, reserved, released,
        fulfilled, returned, missing, parked, actor, recorded_at)
      select seller_id, order_id, e, case when e = 1 then 'processing' else received_status end,
        case when e = 1 then 'reserve' else 'fulfil' end, 'newer', 'processing', 0, 0, 2, 0, units_missing, lines_parked,
        'token:bench', created_at
      from sales_order cross join generate_series(1, 2) as e where seller_id = :seller;
      """;

  private static final String LISTED =
      """
      insert into channel_account (seller_id, channel_id, type, settings, state, state_since, takes_off, puts_back, quantity_max,
        listings_read_at, orders_polled_at, created_at, updated_at)
      select :seller, 100 + c, 'backmarket', '{"company": "c", "contact": "c@c.example"}', 'stopped', now(), 'at_order', 'yes', 1000000000, now(), now(), now(), now()
      from generate_series(1, 4) as c;
      insert into listing (seller_id, channel_id, external_id, sku, title, remote_state, product_id, matched_by, matched_at,
        desired, desired_at, pushed, pushed_at, acknowledged, acknowledged_at, observed, observed_at,
        shown, shown_from, shown_to, shown_changed_at, is_seen, created_at, updated_at)
      select :seller, 100 + c, 'id-' || p, 'P' || p, 'Product ' || p, 'active', case when p % 200 > 0 then p end,
        case when p % 200 > 0 then 'sku' end, now(), case when p % 200 > 0 then 3955 end, now(), 3955, now(), 3955, now(), 3955, now(),
        3955, now(), now(), now(), true, now(), now()
      from generate_series(1, 4) as c cross join generate_series(1, :products) as p;
      insert into listing_name (seller_id, channel_id, name, listing_id)
      select seller_id, channel_id, external_id, listing_id from listing where seller_id = :seller;
      insert into listing_history (seller_id, listing_id, quantity_before, quantity_after, change_type, actor, at)
      select seller_id, listing_id, 3955 + h, 3954 + h, 'order_created', 'system:bench', now() - interval '1 day' * h
      from listing cross join generate_series(1, 2) as h where seller_id = :seller;
      insert into push_attempt (seller_id, listing_id, channel_id, quantity, desired_version, epoch, sent_at, answered_at, outcome)
      select seller_id, listing_id, channel_id, 3955, 1, 1, now(), now(), 'applied' from listing where seller_id = :seller;
      insert into channel_calls (seller_id, channel_id, day, purpose, calls, failed)
      select :seller, 100 + c, current_date - d, purpose, 500, 1
      from generate_series(1, 4) as c cross join generate_series(0, 89) as d
      cross join unnest(array['push', 'listings_read', 'orders_poll']) as purpose;
      insert into channel_lag (seller_id, channel_id, day, pushes)
      select :seller, 100 + c, current_date - d, array_fill(1000::bigint, array[20])
      from generate_series(1, 4) as c cross join generate_series(0, 89) as d;
      insert into channel_looks (seller_id, channel_id, day, looks)
      select :seller, 100 + c, current_date - d, 5000 from generate_series(1, 4) as c cross join generate_series(0, 89) as d;
      insert into reconciliation (seller_id, run_id, channel_id, purpose, actor, state, read_run, asked_at, started_at, finished_at,
        listings, equal, differing)
      overriding system value
      select :seller, 4 * r + c, 100 + c, case when r % 24 = 0 then 'daily' else 'hourly' end, 'system:bench', 'done', r,
        now() - interval '1 hour' * (720 - r), now() - interval '1 hour' * (720 - r), now() - interval '1 hour' * (720 - r),
        :products, :products - 20, 20
      from generate_series(1, 4) as c cross join generate_series(1, 720) as r;
      insert into drift (seller_id, channel_id, listing_id, desired, believed, observed, cause, found_at, action, run_id,
        decided_at, decided_by, settled_at, settled_by)
      select r.seller_id, r.channel_id, 1 + (r.run_id * 20 + d) % (4 * :products), 10, 10, 9, 'edited_on_channel', r.finished_at, 'push',
        r.run_id, r.finished_at, 'system:bench', r.finished_at, 'system:bench'
      from reconciliation r cross join generate_series(1, 20) as d where r.seller_id = :seller;
      insert into listing_feed (seller_id, movement_id) values (:seller, :movements)
      on conflict (seller_id) do update set movement_id = excluded.movement_id;
      """;

  private static final String THE_REST =
      """
      insert into purchase_order (seller_id, kind, reference, supplier, location_id, expected_at, status, units_expected,
        units_received, units_incoming, lines_differing, receipts, actor, created_at, updated_at)
      select :seller, case when n % 5 = 0 then 'container' else 'purchase_order' end, 'PO-' || n, 'Supplier ' || n % 50, 1 + n % 4,
        now() + interval '1 day' * (n % 60 - 30), case when n % 10 = 0 then 'open' else 'received' end, 200,
        case when n % 10 = 0 then 0 else 200 end, case when n % 10 = 0 then 200 else 0 end, 0, 0, 'token:bench', now(), now()
      from generate_series(1, 5000) as n;
      insert into purchase_order_line (seller_id, purchase_order_id, line, place, product_id, location_id, expected, received, incoming)
      select seller_id, purchase_order_id, l::text, l, 1 + (purchase_order_id * 20 + l) % :products, location_id, 10,
        case when status = 'open' then 0 else 10 end, case when status = 'open' then 10 else 0 end
      from purchase_order cross join generate_series(1, 20) as l where seller_id = :seller;
      insert into stock_batch (seller_id, kind, location_id, state, reason, opened_by, opened_at, pushed_by, pushed_at, ended_by,
        ended_at, updated_at)
      select :seller, 'top_up', 1 + n % 4, case when n % 20 = 0 then 'open' else 'completed' end, 'purchase', 'token:bench', now(),
        case when n % 20 > 0 then 'token:bench' end, case when n % 20 > 0 then now() end,
        case when n % 20 > 0 then 'token:bench' end, case when n % 20 > 0 then now() end, now()
      from generate_series(1, 1000) as n;
      insert into stock_batch_scan (seller_id, scan_id, batch_id, code, units, is_recount, scanned_at, product_id, actor, received_at)
      select seller_id, batch_id || '-' || s, batch_id, 'P' || s, 1, false, now(), s, 'token:bench', now()
      from stock_batch cross join generate_series(1, 50) as s where seller_id = :seller;
      insert into alert (seller_id, severity, kind, subject, detail, opened_at, last_seen_at, closed_at, closed_by, planned_at)
      select :seller, 'warning', 'orders.waiting', 'order ' || n, 'An order waits', now(), now(),
        case when n > 200 then now() end, case when n > 200 then 'system:bench' end, now()
      from generate_series(1, 20000) as n;
      insert into alert_watch (seller_id, movement_id, swept_at) values (:seller, :movements, now())
      on conflict (seller_id) do update set movement_id = excluded.movement_id, swept_at = excluded.swept_at;
      insert into admin_action (seller_id, at, actor, what, path, request_id, status)
      select :seller, now(), 'token:bench', 'putChannel', '/api/v1/channels/c1', 'req_' || n, 200 from generate_series(1, 20000) as n;
      """;

  /** Fills the seller of a data directory on which a server was started once, and runs no more. */
  void fill(Path directory) throws IOException, InterruptedException, SQLException {
    try (DataDirectory data = DataDirectory.open(directory);
        EmbeddedDatabase server = EmbeddedDatabase.start(data);
        Database database = Database.open(server.settings())) {
      SellerId seller;
      try (Connection connection =
          DriverManager.getConnection(
              server.settings().url(),
              server.superuser().user(),
              server.superuser().password().reveal())) {
        seller = fill(connection);
      }
      new Sealing(new JdbcSealer(new SellerTransactions(database.app()), InstantSource.system()))
          .sealAll(seller);
    }
  }

  private SellerId fill(Connection connection) {
    JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
    long seller = jdbc.sql("select min(seller_id) from seller").query(Long.class).single();
    // What holds between rows is so by how they are made; to have it checked row by row takes an
    // hour.
    jdbc.sql("set session_replication_role = replica").update();
    for (String part : List.of(STOCK, MOVEMENT, SOLD, LISTED, THE_REST)) {
      for (String statement : part.strip().split(";\n")) {
        run(jdbc, statement, seller);
      }
    }
    jdbc.sql("vacuum analyze").update();
    return new SellerId(seller);
  }

  private void run(JdbcClient jdbc, String statement, long seller) {
    Map<String, Object> sizes =
        Map.of(
            "seller", seller,
            "products", products(),
            "movements", movements(),
            "each", (long) MOVEMENTS_OF_EACH,
            "orders", orders());
    JdbcClient.StatementSpec bound = jdbc.sql(statement.replaceFirst(";$", "")).params(sizes);
    if (statement.startsWith("select")) {
      bound.query(Long.class).single();
    } else {
      bound.update();
    }
  }
}
