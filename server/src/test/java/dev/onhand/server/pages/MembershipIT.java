package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * People who work for several sellers: how they come in, switch and leave, and what stays apart.
 */
class MembershipIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static final String PASSWORD = "green tea in the morning";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static final Client FIRST = seller("First House");
  private static final Client OTHER = seller("Other House");

  private static Client seller(String name) {
    return SERVER.client(
        SERVER
            .admin()
            .post(
                "/api/v1/sellers",
                "{\"code\":\"s-%d\",\"name\":\"%s\",\"time_zone\":\"UTC\"}"
                    .formatted(NUMBER.incrementAndGet(), name))
            .at("/token/token"));
  }

  private static Visitor visitor() {
    return new Visitor(SERVER.server().url());
  }

  private static Client.Answer invited(Client seller, String login, String role) {
    Client.Answer made =
        seller.post(
            "/api/v1/users",
            "{\"login\":\"%s\",\"name\":\"N\",\"role\":\"%s\"}".formatted(login, role));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made;
  }

  private static HttpResponse<String> come(String link) {
    return visitor().post(link, "password", PASSWORD, "again", PASSWORD);
  }

  /** Somebody who is owner of the first seller and viewer of the other, for whom they act. */
  private static Visitor both(String login) {
    assertThat(come(invited(FIRST, login, "owner").at("/link/path")).statusCode()).isEqualTo(303);
    Visitor visitor = visitor();
    String link = invited(OTHER, login, "viewer").at("/link/path");
    assertThat(visitor.post(link, "password", PASSWORD).statusCode()).isEqualTo(303);
    return visitor;
  }

  private static HttpResponse<String> switchTo(Visitor visitor, String name) {
    String page = visitor.get("/account").body();
    Matcher button =
        Pattern.compile("name=\"seller\" value=\"(slr_[0-9a-z]+)\"[^>]*>\\s*<[^>]*>" + name)
            .matcher(page);
    assertThat(button.find()).as(page).isTrue();
    return visitor.post(
        "/account/seller",
        "form_key",
        visitor.field("/account", "form_key"),
        "seller",
        button.group(1));
  }

  private static String actsFor(Visitor visitor) {
    Matcher title =
        Pattern.compile("<title>Your account · (.*) · Onhand</title>")
            .matcher(visitor.get("/account").body());
    return title.find() ? title.group(1) : "";
  }

  @Test
  void isInvitedAlikeWhetherAnotherSellerHasThemOrNot() {
    come(invited(FIRST, "known@shop.example", "owner").at("/link/path"));

    Client.Answer known = invited(OTHER, "known@shop.example", "viewer");
    Client.Answer nobody = invited(OTHER, "nobody@shop.example", "viewer");

    assertThat(without(known)).isEqualTo(without(nobody));
    for (String login : new String[] {"known@shop.example", "nobody@shop.example"}) {
      String path = "/api/v1/users/" + login;
      assertThat(OTHER.post(path + "/link", "{}").status()).isEqualTo(201);
      assertThat(OTHER.send("DELETE", path + "/identity", "").status()).isEqualTo(409);
      assertThat(OTHER.send("DELETE", path + "/second-factor", "").status()).isEqualTo(409);
      assertThat(OTHER.send("DELETE", path, "").at("/invited")).isEqualTo("true");
    }
  }

  /** What is answered, without what is of each one alone. */
  private static String without(Client.Answer answer) {
    return answer
        .text()
        .replaceAll("(known|nobody)@", "")
        .replaceAll("\"(id|path|created_at|expires_at)\":\"[^\"]*\"", "");
  }

  @Test
  void joinsByTheirOwnPasswordAndNoInvitationSetsOne() {
    come(invited(FIRST, "ann", "owner").at("/link/path"));
    String link = invited(OTHER, "ann", "viewer").at("/link/path");

    assertThat(visitor().get(link).body())
        .contains("Join Other House", "as viewer")
        .doesNotContain("First House", "again");
    String other = "black coffee at noon";
    assertThat(visitor().post(link, "password", other, "again", other).statusCode()).isEqualTo(401);
    assertThat(visitor().signedIn("ann", PASSWORD).get("/stock").statusCode()).isEqualTo(200);

    Visitor ann = visitor();
    assertThat(ann.post(link, "password", PASSWORD).statusCode()).isEqualTo(303);
    assertThat(actsFor(ann)).isEqualTo("Other House");
    assertThat(visitor().get(link).statusCode()).as("it works once").isEqualTo(404);
  }

  @Test
  void whoIsSignedInJoinsByAButton() {
    come(invited(FIRST, "bob", "owner").at("/link/path"));
    String link = invited(OTHER, "Bob", "viewer").at("/link/path");
    Visitor bob = visitor().signedIn("bob", PASSWORD);
    Visitor eve = both("eve");
    assertThat(bob.get("/account").body()).doesNotContain("/account/seller");

    assertThat(eve.get(link).body()).contains("Your password");
    assertThat(eve.post(link).statusCode()).isEqualTo(401);
    assertThat(bob.get(link).body()).doesNotContain("Your password");
    assertThat(bob.post(link).statusCode()).isEqualTo(303);

    assertThat(actsFor(bob)).isEqualTo("Other House");
    assertThat(bob.get("/account").body()).contains("viewer of Other House");
  }

  @Test
  void switchesAndComesBackToTheSellerTheyActedForLast() {
    Visitor cat = both("cat");
    assertThat(cat.get("/settings/users").statusCode()).isEqualTo(403);

    assertThat(switchTo(cat, "First House").headers().firstValue("Location")).contains("/");

    assertThat(actsFor(cat)).isEqualTo("First House");
    assertThat(cat.get("/settings/users").statusCode()).isEqualTo(200);
    assertThat(actsFor(visitor().signedIn("cat", PASSWORD))).isEqualTo("First House");
    switchTo(cat, "Other House");
    assertThat(actsFor(visitor().signedIn("cat", PASSWORD))).isEqualTo("Other House");
    String trail = FIRST.get("/api/v1/admin-actions").text();
    assertThat(trail).contains("sign in with session", "user:cat").doesNotContain("Other House");
    assertThat(OTHER.get("/api/v1/admin-actions").text())
        .contains("sign in with session", "sign out")
        .doesNotContain("First House");
  }

  @Test
  void actsForNobodyWhoDidNotInviteThem() {
    Visitor dan = both("dan");
    String key = dan.field("/account", "form_key");
    for (String seller : new String[] {"slr_0000000000001", "slr_0000000000zzz", "x"}) {
      assertThat(dan.post("/account/seller", "form_key", key, "seller", seller).statusCode())
          .isEqualTo(404);
    }
    assertThat(actsFor(dan)).isEqualTo("Other House");
  }

  @Test
  void aPageOfBeforeASwitchChangesNothing() {
    Visitor gus = both("gus");
    switchTo(gus, "First House");
    String stale = gus.field("/account", "form_key");
    switchTo(gus, "Other House");
    invited(OTHER, "gus-promoted", "viewer");
    OTHER.send("PATCH", "/api/v1/users/gus", "{\"role\":\"owner\"}");

    HttpResponse<String> refused =
        gus.post("/settings/locations", "form_key", stale, "code", "stale", "kind", "store");

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body())
        .contains("opened for 'First House'", "you act for 'Other House' now");
    assertThat(OTHER.get("/api/v1/locations").text()).doesNotContain("stale");
    assertThat(FIRST.get("/api/v1/locations").text()).doesNotContain("stale");
    switchTo(gus, "First House");
    assertThat(
            gus.post(
                    "/settings/locations",
                    "form_key",
                    stale,
                    "code",
                    "stale",
                    "name",
                    "S",
                    "kind",
                    "store")
                .statusCode())
        .isEqualTo(303);
    assertThat(FIRST.get("/api/v1/locations").text()).contains("stale");
    switchTo(gus, "Other House");
    assertThat(gus.post("/sign-out", "form_key", stale).headers().firstValue("Location"))
        .contains("/sign-in");
  }

  @Test
  void anOldPageIsToldOfNoOtherSellersMovements() {
    Visitor hal = both("hal");
    Matcher button =
        Pattern.compile("value=\"(slr_[0-9a-z]+)\" aria-current=\"true\"")
            .matcher(hal.get("/account").body());
    assertThat(button.find()).isTrue();
    String feed = "/feed?seller=" + button.group(1);
    assertThat(hal.status(feed)).isEqualTo(200);
    switchTo(hal, "First House");
    assertThat(hal.status(feed)).as("the browser does not call again").isEqualTo(204);
  }

  @Test
  void isTakenOutOfOneSellerAndGoesOnForAnother() {
    Visitor ida = both("ida");
    Visitor elsewhere = visitor().signedIn("ida", PASSWORD);
    switchTo(elsewhere, "First House");

    assertThat(OTHER.send("DELETE", "/api/v1/users/ida", "").status()).isEqualTo(200);

    assertThat(ida.get("/stock").statusCode()).as("acted for it").isEqualTo(303);
    assertThat(elsewhere.get("/settings/users").statusCode()).isEqualTo(200);
    assertThat(elsewhere.get("/account").body()).doesNotContain("Other House");
    assertThat(OTHER.get("/api/v1/users").text()).doesNotContain("\"ida\"");
    assertThat(OTHER.get("/api/v1/admin-actions").text()).contains("remove user");
  }

  @Test
  void nothingIsLeftOfWhoWorksForNobody() {
    invited(OTHER, "jan-stays", "owner");
    come(invited(OTHER, "jan", "viewer").at("/link/path"));
    assertThat(OTHER.send("DELETE", "/api/v1/users/jan", "").status()).isEqualTo(200);

    HttpResponse<String> refused = visitor().post("/sign-in", "login", "jan", "password", PASSWORD);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("The login or the password is not right.");

    String link = invited(FIRST, "jan", "viewer").at("/link/path");
    assertThat(visitor().get(link).body()).contains("Choose the password");
    assertThat(come(link).statusCode()).isEqualTo(303);
  }

  @Test
  void isDisabledByOneSellerAndGoesOnForAnother() {
    Visitor kay = both("kay");
    OTHER.send("PATCH", "/api/v1/users/kay", "{\"disabled\":true}");

    assertThat(kay.get("/stock").statusCode()).isEqualTo(303);
    Visitor again = visitor().signedIn("kay", PASSWORD);
    assertThat(again.get("/account").body())
        .contains("owner of First House")
        .doesNotContain("Other House");
  }

  @Test
  void noSellerAloneSetsThePasswordOfWhoWorksForSeveral() {
    come(invited(FIRST, "leo", "viewer").at("/link/path"));
    String before = FIRST.post("/api/v1/users/leo/link", "{}").at("/link/path");
    Visitor leo = visitor();
    leo.post(invited(OTHER, "leo", "owner").at("/link/path"), "password", PASSWORD);

    assertThat(visitor().get(before).statusCode()).as("made before").isEqualTo(404);
    assertThat(come(before).statusCode()).isEqualTo(404);
    for (Client seller : new Client[] {FIRST, OTHER}) {
      Client.Answer refused = seller.post("/api/v1/users/leo/link", "{}");
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.at("/detail")).contains("not this seller's alone", "onhand user link leo");
      assertThat(seller.send("DELETE", "/api/v1/users/leo/second-factor", "").status())
          .isEqualTo(409);
    }

    Client.Answer link = SERVER.admin().post("/api/v1/users/leo/link", "{}");
    assertThat(link.status()).as(link.text()).isEqualTo(201);
    String next = "black coffee at noon";
    visitor().post(link.at("/link/path"), "password", next, "again", next);
    assertThat(leo.get("/stock").statusCode()).as("sessions are over").isEqualTo(303);
    assertThat(actsFor(visitor().signedIn("leo", next))).isNotEmpty();
  }

  @Test
  void leavesTheSellerAnOwnerWhoCameIn() {
    Client third = seller("Third House");
    come(invited(third, "mia", "owner").at("/link/path"));
    invited(third, "never-came", "owner");

    Client.Answer refused = third.send("DELETE", "/api/v1/users/mia", "");
    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
    assertThat(refused.at("/detail")).contains("last owner");
    assertThat(third.send("DELETE", "/api/v1/users/never-came", "").status()).isEqualTo(200);
  }

  @Test
  void seesAllTheirSessionsWhomeverTheyActFor() {
    Visitor ned = both("ned");
    Visitor elsewhere = visitor().signedIn("ned", PASSWORD);
    switchTo(elsewhere, "First House");

    assertThat(elsewhere.get("/account").body()).contains("for First House", "for Other House");
    Matcher session =
        Pattern.compile("/account/sessions/ses_[0-9a-z]+")
            .matcher(elsewhere.get("/account").body());
    assertThat(session.results().count()).as("the first link's, and the other's").isEqualTo(2);
    session.reset();
    while (session.find()) {
      elsewhere.post(session.group(), "form_key", elsewhere.field("/account", "form_key"));
    }
    assertThat(ned.get("/stock").statusCode()).isEqualTo(303);
    assertThat(elsewhere.get("/stock").statusCode()).isEqualTo(200);
  }
}
