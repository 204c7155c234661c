package dev.onhand.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.RequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What channels, files and other sellers call things, for {@link HostileTextsIT}. */
final class HostileListings {

  private HostileListings() {}

  /**
   * Listings of the products X-0 and on as a channel would show them, one that was refused among
   * them; webhooks; and files.
   *
   * @return pages, with the text that is on each
   */
  static Map<String, String> write(ShippedServer server, APIRequestContext api, List<String> texts)
      throws SQLException {
    Chromium.connect(api, "web");
    server.sql(
        """
        with made as (
          insert into listing (seller_id, channel_id, external_id, title, group_name, remote_state, shown_from, shown_to,
            shown_changed_at, created_at, updated_at, product_id, matched_by)
          select a.seller_id, a.channel_id, t.text, t.text, t.text, 'active', now(), now(), now(), now(), now(), p.product_id, 'hand'
          from channel_account a, unnest(array[%s]) with ordinality as t (text, n)
          join product p on p.sku = 'X-' || t.n - 1
          returning *)
        insert into push_attempt (seller_id, listing_id, channel_id, quantity, desired_version, epoch, sent_at, answered_at,
          outcome, detail)
        select seller_id, listing_id, channel_id, 5, 1, 1, now(), now(), 'refused', title from made
        returning attempt_id
        """
            .formatted(texts.stream().map("$t$%s$t$"::formatted).collect(Collectors.joining(","))));
    server.sql(
        """
        insert into order_message (seller_id, channel_id, external_id, came_at, document, event_id, topic)
        select seller_id, channel_id, external_id, now(), external_id, 1, external_id from sales_order
        returning message_id
        """);
    server.sql(
        """
        insert into last_call (seller_id, channel_id, purpose, is_failed, sent_at, answered_at, method, path, request, answer, why)
        select seller_id, channel_id, 'listing_read', true, now(), now(), 'GET', string_agg(title, ' '), string_agg(title, ' '),
          string_agg(title, ' '), 'unavailable'
        from listing
        group by seller_id, channel_id
        returning channel_id
        """);
    Map<String, String> written = new LinkedHashMap<>();
    for (JsonNode listing : get(api, "listings?limit=50").path("data")) {
      written.put("/listings/" + listing.path("id").asString(), listing.path("title").asString());
    }
    assertThat(written.values()).containsExactlyInAnyOrderElementsOf(texts);
    for (int i = 0; i < texts.size(); i++) {
      Chromium.make(
          api,
          "POST",
          "webhooks",
          Map.of("url", "https://receiver.invalid/" + i, "description", texts.get(i)));
      bringIn(api, i, texts.get(i));
    }
    return written;
  }

  private static void bringIn(APIRequestContext api, int i, String text) {
    APIResponse brought =
        api.post(
            "/api/v1/imports?kind=movements&file_name="
                + URLEncoder.encode(text, StandardCharsets.UTF_8),
            RequestOptions.create()
                .setHeader("Content-Type", "text/csv")
                .setData(
                    "key,occurred_at,sku,location,reason,quantity,reference,note\n"
                        + "brought-%1$d,2026-01-04T10:00:00Z,X-%1$d,loc-%1$d,purchase,6,,\"%2$s\"\n"
                            .formatted(i, text.replace("\"", "\"\""))));
    assertThat(brought.status()).as(brought.text()).isIn(200, 201);
  }

  private static JsonNode get(APIRequestContext api, String path) {
    APIResponse answer = api.get("/api/v1/" + path);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return new JsonMapper().readTree(answer.text());
  }

  /** The path by which the owner of the first seller joins another one of that name. */
  static String invitation(APIRequestContext api, int i, String name) {
    JsonNode seller =
        made(
            api,
            "sellers",
            Map.of("code", "hostile-" + i, "name", name, "time_zone", "UTC"),
            RequestOptions.create());
    return made(
            api,
            "users",
            Map.of("login", "owner", "name", name, "role", "owner"),
            RequestOptions.create()
                .setHeader(
                    "Authorization", "Bearer " + seller.path("token").path("token").asString()))
        .path("link")
        .path("path")
        .asString();
  }

  private static JsonNode made(
      APIRequestContext api, String path, Map<String, ?> body, RequestOptions options) {
    APIResponse answer =
        api.post(
            "/api/v1/" + path, options.setHeader("Content-Type", "application/json").setData(body));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return new JsonMapper().readTree(answer.text());
  }
}
