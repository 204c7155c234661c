package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How what waits stands, and what was given up and is tried again. */
class SyncPagesIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Visitor owner;

  @BeforeAll
  static void makeThings() throws SQLException {
    owner = new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
    for (String channel : new String[] {"web", "shop"}) {
      Client.Answer made =
          SERVER
              .admin()
              .send(
                  "PUT",
                  "/api/v1/channels/" + channel + "/account",
                  "{\"type\":\"backmarket\",\"settings\":{\"token\":\"t\",\"company\":\"c\",\"contact\":\"c@c.example\"}}");
      assertThat(made.status()).as(made.text()).isBetween(200, 201);
    }
    id(
        """
        insert into listing (seller_id, channel_id, external_id, title, remote_state, shown_from, shown_to,
          shown_changed_at, created_at, updated_at)
        select a.seller_id, a.channel_id, c.code || '-<b>1</b>', 'Tea', 'active', now(), now(), now(), now(), now()
        from channel_account a join channel c using (seller_id, channel_id)
        returning listing_id
        """);
    id(
        """
        insert into push_attempt (seller_id, listing_id, channel_id, quantity, expected, desired_version, epoch, sent_at,
          answered_at, outcome, detail)
        select l.seller_id, l.listing_id, l.channel_id, n, null, n, 1, now() - interval '1 minute', now(), 'refused', 'no. ' || n
        from listing l, generate_series(1, 60) as n
        returning attempt_id
        """);
  }

  private static long id(String sql) throws SQLException {
    try (Connection connection = SERVER.database().superuser();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static String deadEvent(String delivery) throws SQLException {
    return PublicId.of(
        IdKind.INBOX_EVENT,
        id(
            """
            insert into inbox_event (seller_id, channel_id, delivery_id, topic, orders, is_unreadable, received_at, state,
              due_at, ended_at, error)
            select seller_id, channel_id, '%s', 'order.placed', '{}', false, now(), 'failed', now(), now(), 'could not be read'
            from channel_account limit 1
            returning event_id
            """
                .formatted(delivery)));
  }

  private static HttpResponse<String> retry(String... fields) {
    String[] all = new String[fields.length + 2];
    all[0] = "form_key";
    all[1] = owner.field("/journal", "form_key");
    System.arraycopy(fields, 0, all, 2, fields.length);
    return owner.post("/sync", all);
  }

  private static String state(String event) {
    return SERVER
        .admin()
        .get("/api/v1/inbox")
        .text()
        .replaceAll("(?s).*\"" + event + "\".*?\"state\":\"([a-z]+)\".*", "$1");
  }

  @Test
  void listsWhatChannelsWereToldPageByPage() {
    String first = owner.get("/sync?channel=web").body();

    assertThat(first).contains("web-&lt;b&gt;1&lt;/b&gt;", "refused", "no. 60", "60,000");
    assertThat(first).doesNotContain("shop-&lt;b&gt;1", "no. 10<");
    String next =
        first.replaceAll("(?s).*rel=\"next\" href=\"([^\"]*)\".*", "$1").replace("&amp;", "&");
    String second = owner.get(next).body();
    assertThat(second).contains("no. 10<", "no. 1<").doesNotContain("no. 11<");
    String previous =
        second.replaceAll("(?s).*rel=\"prev\" href=\"([^\"]*)\".*", "$1").replace("&amp;", "&");
    assertThat(owner.get(previous).body()).contains("no. 60", "no. 11<").doesNotContain("no. 10<");
  }

  @Test
  void triesAgainWhatWasChosenAndThenTheRest() throws SQLException {
    String one = deadEvent("d-1");
    String two = deadEvent("d-2");
    assertThat(owner.get("/sync").body()).contains(one, two, "could not be read");

    HttpResponse<String> chosen = retry("kind", "inbox", "action", "chosen", "chosen", one);
    assertThat(chosen.headers().firstValue("Location").orElse("")).isEqualTo("/sync?again=1");
    assertThat(state(one)).isNotEqualTo("failed");
    assertThat(state(two)).isEqualTo("failed");

    retry("kind", "inbox", "action", "all");
    assertThat(state(two)).isNotEqualTo("failed");
    assertThat(
            retry("kind", "inbox", "action", "chosen", "chosen", two)
                .headers()
                .firstValue("Location"))
        .hasValue("/sync?again=0");
    assertThat(retry("kind", "none", "action", "all").statusCode()).isEqualTo(400);
  }

  @Test
  void givesUpWhatWasChosenWithAReason() throws SQLException {
    String one = deadEvent("d-3");
    assertThat(retry("kind", "inbox", "action", "dismiss", "chosen", one).statusCode())
        .isEqualTo(400);
    assertThat(state(one)).isEqualTo("failed");

    String[] booked = {"kind", "inbox", "action", "dismiss", "chosen", one, "reason", "by <hand>"};
    String said = retry(booked).headers().firstValue("Location").orElse("");
    assertThat(said).isEqualTo("/sync?over=1");
    assertThat(owner.get(said).body()).contains("Given up for good: 1.").doesNotContain(one);
    assertThat(SERVER.admin().get("/api/v1/inbox").text())
        .containsPattern("given up by [^\"]*: by <hand>");
    assertThat(state(one)).isEqualTo("done");
    assertThat(retry(booked).headers().firstValue("Location")).hasValue("/sync?over=0");
    assertThat(
            SERVER
                .admin()
                .post("/api/v1/inbox/" + one + "/dismiss", "{\"reason\":\"again\"}")
                .status())
        .isEqualTo(409);
    assertThat(SERVER.admin().get("/api/v1/admin-actions").text())
        .contains("settle dead letters: dismiss");
  }

  @Test
  void tellsWhatComparisonsAndCallsCameTo() throws SQLException {
    id(
        """
        insert into reconciliation (seller_id, channel_id, purpose, actor, state, read_run, asked_at, started_at, finished_at,
          listings, differing)
        select seller_id, channel_id, 'daily', 'tester', 'done', 1, now(), now(), now(), 200, 1
        from channel_account
        returning run_id
        """);
    id(
        """
        insert into channel_calls (seller_id, channel_id, day, purpose, calls, failed)
        select seller_id, channel_id, (now() at time zone 'UTC')::date, 'listings_read', 10, 3
        from channel_account
        on conflict (seller_id, channel_id, day, purpose) do update set calls = 10, failed = 3
        returning calls
        """);

    // Nineteen within a tenth of a second, one within two.
    id(
        """
        insert into channel_lag (seller_id, channel_id, day, pushes)
        select a.seller_id, a.channel_id, (now() at time zone 'UTC')::date - 1 + n,
          array[19 - n, 0, 0, 0, 1 + n] || array_fill(0::bigint, array[15])
        from channel_account a join channel c using (seller_id, channel_id), generate_series(0, 1) as n
        where c.code = 'web'
        returning channel_id
        """);

    // Of 200 listings each two channels have four pages: read every hour, 96 calls a day.
    assertThat(owner.get("/").body())
        .contains("99.50 %", "172 of 192", "id=\"saved\"", "href=\"#agreed\"");
    assertThat(owner.get("/sync").body())
        .contains("Calls of each day", "&#34;name&#34;:&#34;web&#34;,&#34;data&#34;:[10]")
        .contains("in seconds", "&#34;name&#34;:&#34;web&#34;,&#34;data&#34;:[0.1,2.0]")
        .contains("<td class=\"number\">0.1</td><td class=\"number\">2</td>");
  }

  /** One that is being told, one that is refused, and one whose last number may have arrived. */
  @Test
  void countsListingsThatOfferTooMuchAndThoseOfWhichTheOutcomeIsNotKnown() throws SQLException {
    putFourInStock();
    id(
        """
        with made as (
          insert into listing (seller_id, channel_id, external_id, title, remote_state, shown_from, shown_to,
            shown_changed_at, created_at, updated_at, product_id, matched_by, shown, desired, desired_at, refused, refused_at)
          select a.seller_id, a.channel_id, 'over-' || n, 'Tea', 'active', now(), now(), now(), now(), now(), p.product_id,
            'hand', case n when 3 then 4 else 9 end, 4, now(), case n when 2 then 'other' end, case n when 2 then now() end
          from channel_account a join channel c using (seller_id, channel_id) join product p using (seller_id),
            generate_series(1, 3) as n
          where c.code = 'web' and p.sku = 'OVER'
          returning *),
        told as (
          insert into push_attempt (seller_id, listing_id, channel_id, quantity, desired_version, epoch, sent_at, answered_at, outcome)
          select seller_id, listing_id, channel_id, 4, 1, 1, now(), now(), 'unconfirmed' from made where external_id = 'over-3'
          returning *)
        select attempt_id from told
        """);
    id(
        """
        update listing l set attempt_id = a.attempt_id, attempt_at = now()
        from push_attempt a
        where l.external_id = 'over-3' and a.listing_id = l.listing_id
        returning a.attempt_id
        """);
    id(
        """
        update channel_account a set calls_per_day = 512
        from channel c where c.channel_id = a.channel_id and c.code = 'web'
        returning a.channel_id
        """);

    assertThat(owner.get("/").body())
        .containsPattern("offer too much</div><div class=\"h1 text-warning\">2<")
        .containsPattern("unknown outcome</div><div class=\"h1 text-warning\">1<")
        .contains("breaker closed", " of its limits left", "told: never");
    assertThat(owner.get("/listings?only=over").body())
        .contains("over-1", "over-2")
        .doesNotContain("over-3");
    assertThat(owner.get("/listings?only=unknown&channel=web").body())
        .contains("over-3")
        .doesNotContain("over-1");
    assertThat(owner.get("/listings?only=unknown&channel=shop").body()).doesNotContain("over-3");
    assertThat(owner.get("/sync").body()).contains("id=\"budgets\"", ">512</td>");
  }

  /** As many as the listings are to show, also where the feed computes that meanwhile. */
  private static void putFourInStock() throws SQLException {
    id(
        """
        insert into product (seller_id, sku, sku_folded, name, name_folded, tracking, floor, created_at, updated_at)
        select seller_id, 'OVER', 'over', 'Over', 'over', 'tracked', 0, now(), now()
        from seller where code = 'default'
        returning product_id
        """);
    id(
        """
        with place as (
          insert into location (seller_id, code, name, kind, created_at, updated_at)
          select seller_id, 'over', 'Over', 'warehouse', now(), now() from seller where code = 'default'
          returning *)
        insert into stock_level (seller_id, product_id, location_id, available, updated_at)
        select p.seller_id, p.product_id, place.location_id, 4, now()
        from place join product p using (seller_id)
        where p.sku = 'OVER'
        returning location_id
        """);
  }

  /** A day long ago, of which half was served; the server that runs begins again today. */
  @Test
  void tellsHowTheServerServedAlsoBeforeItsLastStart() throws SQLException {
    id(
        """
        insert into service_day (day, up, pages)
        select (now() at time zone 'UTC')::date - 29, cast(repeat('01', 720) as bit(1440)),
          array_cat(array_fill(0::bigint, array[16]), array[1, 1] || array_fill(0::bigint, array[8]))
        returning 1
        """);

    String overview = owner.get("/").body();
    assertThat(overview)
        .contains("href=\"#uptime\"", "id=\"uptime\"", "href=\"#pages\"", "id=\"pages\"");
    assertThat(overview)
        .containsPattern("Uptime of 30 days</div><div class=\"h1 text-warning\">1\\.[67]\\d %");
    assertThat(overview).contains("h1 text-warning\">250 ms");
  }

  @Test
  void showsQueuesAndNothingOfAnotherSeller() {
    assertThat(owner.get("/sync").body()).contains("stock-sync", "channel/web", "inbox");
    Client.Answer seller =
        SERVER
            .admin()
            .post("/api/v1/sellers", "{\"code\":\"other\",\"name\":\"O\",\"time_zone\":\"UTC\"}");
    Visitor stranger = new Visitor(SERVER.server().url()).signedIn(seller.at("/token/token"));
    assertThat(stranger.get("/sync").body()).doesNotContain("no. 1<", "channel/web");
  }
}
