package dev.onhand.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.RequestOptions;
import java.sql.SQLException;
import java.util.Map;

/**
 * A shop that has one of each thing that pages show.
 *
 * @param link the path by which a new person comes in
 * @param invitation the path by which the owner joins another seller
 */
record ShownShop(String link, String invitation) {

  static ShownShop fill(ShippedServer server, APIRequestContext api) throws SQLException {
    make(api, "post", "/api/v1/locations", "{\"code\":\"shop\"}");
    make(api, "post", "/api/v1/products", "{\"sku\":\"TEA\",\"name\":\"Tea <b>in bags</b>\"}");
    make(api, "post", "/api/v1/products", "{\"sku\":\"CUP\"}");
    make(api, "post", "/api/v1/products", "{\"sku\":\"POT\"}");
    make(api, "put", "/api/v1/products/CUP/barcodes/id-CUP", "{}");
    makeMovement(api, "CUP", "purchase", 3, "2026-01-05T10:00:00Z");
    makeMovement(api, "CUP", "purchase", 2, "2026-03-05T10:00:00Z");
    makeMovement(api, "CUP", "damage", 1, "2026-03-05T11:00:00Z");
    make(
        api,
        "put",
        "/api/v1/orders/web/A-1",
        "{\"status\":\"paid\",\"lines\":[{\"line\":\"1\",\"sku\":\"TEA\",\"quantity\":2}]}");
    holdAChange(server, api);
    makeWhatListsShow(server, api);
    server.sql(
        """
        insert into service_day select current_date - 1, ~cast('1' as bit(1440)), array_fill(9::bigint, array[26])
        returning 1
        """);
    server.sql(
        """
        insert into channel_lag (seller_id, channel_id, day, pushes)
        select seller_id, channel_id, current_date - n, array_fill(0::bigint, array[n]) || 40::bigint || array_fill(0::bigint, array[19 - n])
        from channel_account cross join generate_series(0, 12) as n
        returning channel_id
        """);
    String user = "{\"login\":\"jo@shop.example\",\"name\":\"Jo\",\"role\":\"operator\"}";
    String link =
        make(api, "post", "/api/v1/users", user)
            .text()
            .replaceAll("(?s).*\"path\":\"([^\"]*)\".*", "$1");
    return new ShownShop(link, inviteToAnotherSeller(api));
  }

  /** Who invites the owner of the first. */
  private static String inviteToAnotherSeller(APIRequestContext api) {
    String seller =
        make(
                api,
                "post",
                "/api/v1/sellers",
                "{\"code\":\"blue\",\"name\":\"Blue House of Teas and More\",\"time_zone\":\"UTC\"}")
            .text();
    APIResponse invited =
        api.post(
            "/api/v1/users",
            RequestOptions.create()
                .setHeader("Content-Type", "application/json")
                .setHeader(
                    "Authorization",
                    "Bearer " + seller.replaceAll("(?s).*\"token\":\"([^\"]*)\".*", "$1"))
                .setData("{\"login\":\"owner\",\"name\":\"O\",\"role\":\"viewer\"}"));
    assertThat(invited.status()).as(invited.text()).isEqualTo(201);
    return invited.text().replaceAll("(?s).*\"path\":\"([^\"]*)\".*", "$1");
  }

  /**
   * As if a file had ten times what there is of one product, and nothing of another; and as if the
   * channel were in shadow.
   */
  private static void holdAChange(ShippedServer server, APIRequestContext api) throws SQLException {
    make(
        api,
        "put",
        "/api/v1/channels/web/account",
        "{\"type\":\"backmarket\",\"settings\":{\"token\":\"t\",\"company\":\"c\",\"contact\":\"c@c.example\"}}");
    server.sql(
        """
        with change as (
          insert into held_change (seller_id, channel_id, held_at)
          select seller_id, channel_id, now() from channel_account returning *),
        made as (
          insert into listing (seller_id, channel_id, external_id, title, remote_state, shown_from, shown_to, shown,
            product_id, matched_by, matched_at, desired, desired_at, held_id, shown_changed_at, created_at, updated_at)
          select c.seller_id, c.channel_id, 'id-' || p.sku, 'A ' || p.sku || ' as <b>others</b> call it', 'active', now(), now(),
            9, p.product_id, 'hand', now(), case p.sku when 'CUP' then 90 else 0 end, now(), c.held_id, now(), now(), now()
          from change c join product p using (seller_id) where p.sku in ('CUP', 'POT')
          returning *)
        insert into held_line (seller_id, held_id, listing_id, quantity_from, quantity_to)
        select seller_id, held_id, listing_id, shown, desired from made
        returning held_id
        """);
    server.sql(
        """
        with begun as (update channel_account set shadow_since = now() - interval '1 day' returning *),
        wished as (
          insert into shadow_wish (seller_id, channel_id, listing_id, quantity, shown, at)
          select l.seller_id, l.channel_id, l.listing_id, 0, 9, now() - interval '1 hour'
          from begun join listing l using (seller_id, channel_id)
          returning *)
        insert into shadow_sale (seller_id, channel_id, listing_id, order_id, line, units, missing, sold_at)
        select seller_id, channel_id, listing_id, 'A-1', '1', 2, 2, now() from wished
        returning listing_id
        """);
  }

  /** One of each that has a page of its own. The webhook's receiver does not exist. */
  private static void makeWhatListsShow(ShippedServer server, APIRequestContext api)
      throws SQLException {
    server.sql(
        """
        with run as (
          insert into reconciliation (seller_id, channel_id, purpose, actor, state, read_run, asked_at, started_at,
            finished_at, listings, differing)
          select seller_id, channel_id, 'demand', 'user:owner', 'done', n + 1, now(), now(), now(), 2, n
          from channel_account cross join generate_series(0, 1) as n
          returning *),
        told as (
          insert into push_attempt (seller_id, listing_id, channel_id, quantity, desired_version, epoch, sent_at, answered_at,
            outcome, detail)
          select seller_id, listing_id, channel_id, 9, 1, 1, now(), now(), 'refused', 'no <b>such</b> listing' from listing
          returning *)
        insert into drift (seller_id, channel_id, listing_id, desired, believed, observed, cause, found_at, action, run_id)
        select l.seller_id, l.channel_id, l.listing_id, 9, 9, 4, 'edited_on_channel', now(), 'ask', r.run_id
        from listing l
        join run r on r.seller_id = l.seller_id and r.channel_id = l.channel_id and r.differing = 1
        join told t on t.seller_id = l.seller_id and t.listing_id = l.listing_id
        returning drift_id
        """);
    server.sql(
        """
        insert into order_message (seller_id, channel_id, external_id, came_at, document, reserved, released, fulfilled, returned,
          missing, parked, verdict)
        select seller_id, channel_id, external_id, now(), '{"id":"A-1","status":"paid","lines":[]}', 2, 0, 0, 0, 1, 0, 'newer'
        from sales_order
        returning message_id
        """);
    makeCalls(server);
    make(
        api,
        "post",
        "/api/v1/purchase-orders",
        "{\"reference\":\"po-1\",\"location\":\"shop\",\"lines\":[{\"sku\":\"TEA\",\"quantity\":20}]}");
    make(
        api,
        "post",
        "/api/v1/batches",
        "{\"kind\":\"count\",\"location\":\"shop\",\"skus\":[\"CUP\"]}");
    APIResponse brought =
        api.post(
            "/api/v1/imports?kind=movements",
            RequestOptions.create()
                .setHeader("Content-Type", "text/csv")
                .setData(
                    "key,occurred_at,sku,location,reason,quantity,reference,note\n"
                        + "brought-1,2026-01-04T10:00:00Z,POT,shop,purchase,6,,a file\n"));
    assertThat(brought.status()).as(brought.text()).isIn(200, 201);
    String webhook =
        make(api, "post", "/api/v1/webhooks", "{\"url\":\"https://receiver.invalid/\"}")
            .text()
            .replaceAll("(?s).*?\"id\":\"([^\"]*)\".*", "$1");
    make(api, "post", "/api/v1/webhooks/" + webhook + "/test", "{}");
  }

  /** What the channel was asked: an answer, and none that was of use. */
  private static void makeCalls(ShippedServer server) throws SQLException {
    server.sql(
        """
        insert into last_call (seller_id, channel_id, purpose, is_failed, sent_at, answered_at, method, path, request, status, answer,
          why)
        select seller_id, channel_id, 'orders_poll', failed, now(), now(), 'GET', '/orders?since=2026-01-04', '',
          case when failed then 503 else 200 end, case when failed then '<b>down</b>' else '{"orders":[]}' end,
          case when failed then 'unavailable' end
        from channel_account cross join unnest(array[true, false]) as failed
        returning channel_id
        """);
  }

  private static void makeMovement(
      APIRequestContext api, String sku, String reason, int units, String at) {
    APIResponse answer =
        api.post(
            "/api/v1/movements",
            RequestOptions.create()
                .setHeader("Content-Type", "application/json")
                .setHeader("Idempotency-Key", sku + at)
                .setData(
                    Map.of(
                        "sku", sku,
                        "reason", reason,
                        "quantity", units,
                        "location", "shop",
                        "occurred_at", at)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  private static APIResponse make(APIRequestContext api, String method, String path, String body) {
    APIResponse answer =
        api.fetch(
            path,
            RequestOptions.create()
                .setMethod(method)
                .setHeader("Content-Type", "application/json")
                .setData(body));
    assertThat(answer.status()).as(answer.text()).isIn(200, 201, 202);
    return answer;
  }
}
