package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.sandbox.Fault;
import dev.onhand.sandbox.Purpose;
import dev.onhand.server.movements.Shop;
import dev.onhand.server.pages.Visitor;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import dev.onhand.store.testing.Eventually;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was said on the wire when a listing was told, and when the channel was asked. */
class AttemptPageIT {

  private static final Pattern ATTEMPT = Pattern.compile("/sync/attempts/psh_[0-9a-z]+");

  @RegisterExtension
  static final RunningServer SERVER =
      RunningServer.start(Map.of("ONHAND_HTTP_ALLOW_PRIVATE", "127.0.0.0/8"));

  @Test
  void showsWhatWasSaidOfEachAttemptAndNoSecret() throws Exception {
    Client admin = SERVER.admin();
    Shop.open(SERVER);
    Visitor owner = new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
    try (OneListing one = new OneListing(admin)) {
      one.remote.faults().next(Fault.REFUSED_ITEM, Purpose.PUSH, 1);
      admin.post(one.path + "/account/resume", "");
      Eventually.within(
          OneListing.SOON, "it is refused", () -> !one.get().at("/refused_at").isEmpty());
      admin.post("/api/v1/listings/" + one.id + "/unblock", "");
      Eventually.within(
          OneListing.SOON,
          "both are kept",
          () -> said(owner, one).stream().noneMatch(this::isBare));

      List<String> pages = said(owner, one);
      assertThat(pages).hasSize(2);
      assertThat(pages.getFirst()).contains("HTTP 200", "applied", "quantity");
      assertThat(pages.getLast()).contains("HTTP 4", "refused");
      assertThat(pages)
          .allSatisfy(
              page ->
                  assertThat(page)
                      .containsOnlyOnce("<h4>Request</h4>")
                      .doesNotContain("good", "Authorization"));

      String attempt = attempts(owner, one).getFirst();
      Client.Answer seller =
          admin.post(
              "/api/v1/sellers", "{\"code\":\"other\",\"name\":\"O\",\"time_zone\":\"UTC\"}");
      Visitor stranger = new Visitor(SERVER.server().url()).signedIn(seller.at("/token/token"));
      assertThat(stranger.get(attempt).statusCode()).isEqualTo(404);
      assertThat(stranger.get("/sync/calls/" + one.code).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void showsWhatAChannelWasAskedLastAndWhatItAnswered() throws Exception {
    Client admin = SERVER.admin();
    Shop.open(SERVER);
    Visitor owner = new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
    try (OneListing one = new OneListing(admin)) {
      String path = "/sync/calls/" + one.code;
      one.remote.faults().next(Fault.SERVER_ERROR, Purpose.ORDER_POLL, 1);
      admin.post(one.path + "/account/resume", "");
      Eventually.within(
          OneListing.SOON,
          "what failed is shown",
          () -> owner.get(path).body().contains("orders poll: GET"));
      assertThat(owner.get(path).body())
          .contains("HTTP 5", "listings read: GET", "HTTP 200", "\"sku\":\"" + one.sku)
          .doesNotContain("push: ", "\"good\"", "Bearer", "Authorization");
      assertThat(owner.get("/sync").body()).contains("href=\"" + path + "\"");
    }
  }

  private boolean isBare(String page) {
    return page.contains("Nothing is kept of what was said");
  }

  private static List<String> attempts(Visitor owner, OneListing one) {
    return ATTEMPT
        .matcher(owner.get("/sync?channel=" + one.code).body())
        .results()
        .map(MatchResult::group)
        .toList();
  }

  private static List<String> said(Visitor owner, OneListing one) {
    return attempts(owner, one).stream().map(path -> owner.get(path).body()).toList();
  }
}
