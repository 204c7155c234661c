package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.engine.access.Totp;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where a second factor is demanded of admins, none of them gets in without. */
class DemandedFactorIT {

  @RegisterExtension
  static final RunningServer SERVER = RunningServer.start(Map.of("ONHAND_SECOND_FACTOR", "admins"));

  private static final String PASSWORD = "green tea in the morning";

  private static Visitor visitor() {
    return new Visitor(SERVER.server().url());
  }

  /** Sets a password by the link of somebody new. */
  private static HttpResponse<String> welcome(Visitor visitor, String login, String role) {
    String body = "{\"login\":\"%s\",\"name\":\"N\",\"role\":\"%s\"}".formatted(login, role);
    String link = SERVER.admin().post("/api/v1/users", body).at("/link/path");
    return visitor.post(link, "password", PASSWORD, "again", PASSWORD);
  }

  private static boolean isIn(Visitor visitor) {
    return visitor.get("/account").statusCode() == 200;
  }

  private static String code(String page) {
    return Totp.code(
        SecondFactorIT.secret(page), Instant.now().getEpochSecond() / Totp.STEP.toSeconds());
  }

  @Test
  void anAdminSetsOneUpOnTheWayIn() {
    Visitor ann = visitor();
    HttpResponse<String> half = welcome(ann, "ann", "admin");
    assertThat(half.headers().firstValue("Location")).contains("/sign-in/second-factor");
    assertThat(isIn(ann)).isFalse();
    assertThat(ann.get("/sign-in/second-factor").body()).contains("A second factor is needed");

    String offer = ann.post("/sign-in/second-factor").body();
    HttpResponse<String> wrong = ann.post("/sign-in/second-factor/confirm", "code", "12345x");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(isIn(ann)).isFalse();
    HttpResponse<String> in = ann.post("/sign-in/second-factor/confirm", "code", code(offer));

    assertThat(in.headers().firstValue("Location")).contains("/");
    assertThat(isIn(ann)).isTrue();
    Visitor again = visitor();
    assertThat(
            again
                .post("/sign-in", "login", "ann", "password", PASSWORD)
                .headers()
                .firstValue("Location"))
        .contains("/sign-in/code?next=%2F");
  }

  @Test
  void theFormForCodesIsNoWayAroundIt() {
    Visitor ben = visitor();
    welcome(ben, "ben", "owner");

    assertThat(ben.post("/sign-in/code", "code", "123456").statusCode()).isEqualTo(401);
    assertThat(ben.post("/sign-in/second-factor/confirm", "code", "123456").statusCode())
        .as("before it was offered")
        .isEqualTo(409);
    assertThat(isIn(ben)).isFalse();
    assertThat(visitor().post("/sign-in/second-factor").statusCode())
        .as("without a password")
        .isEqualTo(401);
  }

  @Test
  void othersMayDoWithout() {
    Visitor cal = visitor();
    welcome(cal, "cal", "manager");
    assertThat(isIn(cal)).isTrue();
  }

  @Test
  void isDemandedOfWhoIsAnAdminAtAnyOfTheirSellers() {
    Visitor dan = visitor();
    welcome(dan, "dan", "viewer");
    assertThat(isIn(dan)).as("a viewer needs none").isTrue();
    Client other =
        SERVER.client(
            SERVER
                .admin()
                .post(
                    "/api/v1/sellers", "{\"code\":\"other\",\"name\":\"O\",\"time_zone\":\"UTC\"}")
                .at("/token/token"));
    String invitation = "{\"login\":\"dan\",\"name\":\"N\",\"role\":\"admin\"}";

    dan.post(other.post("/api/v1/users", invitation).at("/link/path"));

    assertThat(isIn(dan)).as("signs in anew").isFalse();
    assertThat(
            dan.post("/sign-in", "login", "dan", "password", PASSWORD)
                .headers()
                .firstValue("Location"))
        .as("though they act as a viewer")
        .contains("/sign-in/second-factor");
  }
}
