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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the brake holds, looked at and decided by a person. */
class HeldPagesIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static Visitor owner;

  private String path;

  @BeforeAll
  static void makeThings() {
    owner = new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
    assertThat(owner.get("/held-changes").body()).contains("Nothing was held");
    Client.Answer made =
        SERVER
            .admin()
            .send(
                "PUT",
                "/api/v1/channels/web/account",
                "{\"type\":\"backmarket\",\"settings\":{\"token\":\"t\",\"company\":\"c\",\"contact\":\"c@c.example\"}}");
    assertThat(made.status()).as(made.text()).isBetween(200, 201);
    SERVER.admin().post("/api/v1/products", "{\"sku\":\"TEA\"}");
  }

  @BeforeEach
  void hold() throws SQLException {
    sql("update listing set held_id = null returning listing_id");
    sql("update held_change set state = 'over' where state = 'waiting' returning held_id");
    long held =
        sql(
            """
            insert into held_change (seller_id, channel_id, held_at)
            select seller_id, channel_id, now() from channel_account returning held_id
            """);
    path = "/held-changes/" + PublicId.of(IdKind.HELD_CHANGE, held);
    holdOneMore();
  }

  /** Another listing, which shows 9 and is to show 12. */
  private static void holdOneMore() throws SQLException {
    sql(
        """
        with made as (
          insert into listing (seller_id, channel_id, external_id, title, remote_state, shown_from, shown_to, shown,
            product_id, matched_by, matched_at, desired, desired_at, held_id, shown_changed_at, created_at, updated_at)
          select h.seller_id, h.channel_id, gen_random_uuid()::text, '<b>Tea</b>', 'active', now(), now(), 9,
            p.product_id, 'hand', now(), 12, now(), h.held_id, now(), now(), now()
          from held_change h join product p using (seller_id) where h.state = 'waiting'
          returning seller_id, held_id, listing_id, shown, desired)
        insert into held_line (seller_id, held_id, listing_id, quantity_from, quantity_to)
        select seller_id, held_id, listing_id, shown, desired from made
        returning held_id
        """);
  }

  private static long sql(String statement) throws SQLException {
    try (Connection connection = SERVER.database().superuser();
        Statement made = connection.createStatement();
        ResultSet row = made.executeQuery(statement)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private HttpResponse<String> decide(String action, String seen) {
    String key = owner.field("/held-changes/" + path.replaceAll(".*/", ""), "form_key");
    return owner.post(path, "form_key", key, "action", action, "seen", seen);
  }

  private String state() {
    return SERVER.admin().get("/api/v1" + path).at("/state");
  }

  @Test
  void showsWhatIsHeldAndTheLimits() {
    assertThat(owner.get("/held-changes").body())
        .contains(path, "waits for you", "+3", "more than 10 and 20 %", "aria-current=\"page\"");
    assertThat(owner.get("/").body()).contains("Changes held for approval");
    assertThat(owner.get(path).body())
        .contains("&lt;b&gt;Tea", "tell 1 listing<", ">+3<")
        .doesNotContain("<b>Tea");
  }

  @Test
  void approvesOnce() {
    String seen = owner.field(path, "seen");
    assertThat(decide("approve", seen).headers().firstValue("Location")).hasValue(path);
    assertThat(state()).isEqualTo("approved");

    HttpResponse<String> again = decide("approve", seen);
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("does not wait any more: it is approved");
  }

  @Test
  void rejectsAndApprovesAfterAll() {
    decide("reject", owner.field(path, "seen"));
    assertThat(state()).isEqualTo("rejected");
    assertThat(owner.get(path).body())
        .contains("approve after all", "Approve: tell")
        .doesNotContain("Reject: tell");
    decide("approve", owner.field(path, "seen"));
    assertThat(state()).isEqualTo("approved");
  }

  @Test
  void approvesNothingThatCameAfterThePersonLooked() throws SQLException {
    String seen = owner.field(path, "seen");
    holdOneMore();

    HttpResponse<String> refused = decide("approve", seen);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("More came to this change", "tell 2 listings");
    assertThat(state()).isEqualTo("waiting");
    assertThat(decide("guess", owner.field(path, "seen")).statusCode()).isEqualTo(400);
  }

  private static HttpResponse<String> limit(String seen, String units) {
    String[] form = {
      "form_key",
      owner.field("/held-changes", "form_key"),
      "listings_above",
      "50",
      "seen_listings_above",
      seen,
      "zeroed_percent",
      "20",
      "seen_zeroed_percent",
      "20",
      "raised_percent",
      "50",
      "seen_raised_percent",
      "50",
      "units_above",
      units,
      "seen_units_above",
      "1000",
      "units_percent",
      "50",
      "seen_units_percent",
      "50"
    };
    return owner.post("/channels/web/brake", form);
  }

  @Test
  void setsTheLimitsWhereTheyStillAreWhatWasSeen() {
    SERVER
        .admin()
        .send(
            "PATCH", "/api/v1/channels/web/brake", "{\"listings_above\":10,\"units_above\":1000}");
    assertThat(limit("10", "1000").headers().firstValue("Location"))
        .hasValue("/held-changes?limited=web#brakes");
    assertThat(SERVER.admin().get("/api/v1/channels/web/brake").at("/listings_above"))
        .isEqualTo("50");

    HttpResponse<String> stale = limit("10", "7");
    assertThat(stale.statusCode()).isEqualTo(412);
    assertThat(stale.body())
        .contains("Somebody changed it meanwhile. It is now 'more than 50 listings and 20 %")
        .contains("you wanted 'more than ", "more than 7 units", "more than 50 and 20 %");
    assertThat(limit("50", "-1").body()).contains("units_above must be from 0 to");
    assertThat(limit("50", "x").statusCode()).isEqualTo(400);
    assertThat(SERVER.admin().get("/api/v1/channels/web/brake").at("/units_above"))
        .isEqualTo("1000");
    SERVER.admin().send("PATCH", "/api/v1/channels/web/brake", "{\"listings_above\":10}");
  }

  @Test
  void isNothingOfAnotherSellers() {
    Client.Answer seller =
        SERVER
            .admin()
            .post("/api/v1/sellers", "{\"code\":\"other\",\"name\":\"O\",\"time_zone\":\"UTC\"}");
    Visitor stranger = new Visitor(SERVER.server().url()).signedIn(seller.at("/token/token"));
    assertThat(stranger.get(path).statusCode()).isEqualTo(404);
    assertThat(stranger.get("/held-changes").body()).doesNotContain(path);
    String key = stranger.field("/journal", "form_key");
    assertThat(stranger.post("/channels/web/brake", "form_key", key).statusCode()).isEqualTo(404);
    assertThat(stranger.post(path, "form_key", key, "action", "approve").statusCode())
        .isEqualTo(404);
    assertThat(state()).isEqualTo("waiting");
  }
}
