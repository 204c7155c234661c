package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.engine.access.SignInFailures;
import dev.onhand.engine.access.Totp;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A code beside the password. A code counts once and for a minute and a half, so each test has two:
 * that of the half minute in which it began, and the next one.
 */
class SecondFactorIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static final String PASSWORD = "green tea in the morning";
  private static final Pattern KEY = Pattern.compile("id=\"key\">([A-Z2-7 ]+)<");
  private static final Pattern RECOVERY = Pattern.compile("<li><code>([A-Z2-7-]{19})</code>");

  private final long step = Instant.now().getEpochSecond() / Totp.STEP.toSeconds();

  /** Somebody who set one up with the code of this half minute. */
  private record Person(String login, Visitor visitor, byte[] secret, List<String> recovery) {

    String code(long step) {
      return Totp.code(secret, step);
    }

    /** One that is of no half minute near this one. */
    String wrong(long step) {
      List<String> right = LongStream.rangeClosed(step - 5, step + 5).mapToObj(this::code).toList();
      return List.of("000000", "111111", "222222").stream()
          .filter(code -> !right.contains(code))
          .findFirst()
          .orElseThrow();
    }
  }

  private static Visitor visitor() {
    return new Visitor(SERVER.server().url());
  }

  private static Visitor made(String login) {
    Client.Answer made =
        SERVER
            .admin()
            .post(
                "/api/v1/users",
                "{\"login\":\"%s\",\"name\":\"N\",\"role\":\"admin\"}".formatted(login));
    Visitor visitor = visitor();
    visitor.post(made.at("/link/path"), "password", PASSWORD, "again", PASSWORD);
    return visitor;
  }

  private static HttpResponse<String> offer(Visitor visitor, String password) {
    String key = visitor.field("/account", "form_key");
    return visitor.post("/account/second-factor", "form_key", key, "before", password);
  }

  private Person withSecondFactor(String login) {
    Visitor visitor = made(login);
    String offered = offer(visitor, PASSWORD).body();
    byte[] secret = secret(offered);
    assertThat(confirm(visitor, Totp.code(secret, step)).statusCode()).isEqualTo(303);
    return new Person(login, visitor, secret, recovery(offered));
  }

  private static HttpResponse<String> confirm(Visitor visitor, String code) {
    String key = visitor.field("/account", "form_key");
    return visitor.post("/account/second-factor/confirm", "form_key", key, "code", code);
  }

  static byte[] secret(String page) {
    String key = KEY.matcher(page).results().findFirst().orElseThrow().group(1).replace(" ", "");
    long bits = 0;
    int count = 0;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (char each : key.toCharArray()) {
      bits = (bits << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(each);
      count += 5;
      if (count >= 8) {
        count -= 8;
        bytes.write((int) (bits >> count));
      }
    }
    return bytes.toByteArray();
  }

  private static List<String> recovery(String page) {
    return RECOVERY.matcher(page).results().map((MatchResult found) -> found.group(1)).toList();
  }

  private static Visitor withPassword(String login) {
    Visitor visitor = visitor();
    HttpResponse<String> answer =
        visitor.post("/sign-in", "login", login, "password", PASSWORD, "next", "/stock?q=te%26a");
    assertThat(answer.headers().firstValue("Location"))
        .contains("/sign-in/code?next=%2Fstock%3Fq%3Dte%2526a");
    return visitor;
  }

  private static HttpResponse<String> code(Visitor visitor, String code) {
    return visitor.post("/sign-in/code", "code", code, "next", "/stock?q=te%26a");
  }

  @Test
  void isAskedForAfterThePasswordAndOpensNothingBefore() {
    Person ann = withSecondFactor("ann");
    Visitor half = withPassword("ann");

    assertThat(half.get("/stock").statusCode()).isEqualTo(303);
    assertThat(half.get("/account").statusCode()).isEqualTo(303);
    assertThat(half.get("/feed?after=x").statusCode()).isEqualTo(303);
    assertThat(half.get("/sign-in/code?next=%2Fstock").body()).contains("Type your code", "/stock");
    assertThat(code(half, ann.wrong(step)).statusCode()).isEqualTo(401);
    assertThat(half.get("/stock").statusCode()).as("after a wrong code").isEqualTo(303);

    HttpResponse<String> in = code(half, " " + ann.code(step + 1).replaceAll("^...", "$0 "));
    assertThat(in.headers().firstValue("Location")).contains("/stock?q=te%26a");
    assertThat(half.get("/stock").statusCode()).isEqualTo(200);
  }

  @Test
  void takesACodeOnceAndNoneBeforeIt() {
    Person ben = withSecondFactor("ben");

    assertThat(code(withPassword("ben"), ben.code(step)).body())
        .as("it confirmed the app")
        .contains("not right, or was used");
    assertThat(code(withPassword("ben"), ben.code(step + 1)).statusCode()).isEqualTo(303);
    assertThat(code(withPassword("ben"), ben.code(step + 1)).statusCode()).isEqualTo(401);
  }

  @Test
  void takesARecoveryCodeOnce() {
    Person cal = withSecondFactor("cal");
    assertThat(cal.recovery()).hasSize(10).doesNotHaveDuplicates();
    String typed = cal.recovery().getFirst().toLowerCase(Locale.ROOT).replace("-", " ");

    Visitor in = withPassword("cal");
    assertThat(code(in, typed).statusCode()).isEqualTo(303);
    assertThat(in.get("/account").body()).contains("9 recovery codes left");
    assertThat(code(withPassword("cal"), typed).statusCode()).isEqualTo(401);
  }

  @Test
  void cannotBeTriedOutFromManyAddresses() {
    Person dan = withSecondFactor("dan");
    for (int i = 0; i < SignInFailures.CODES_MAX; i++) {
      Visitor attacker = Visitor.from("127.0.2." + (1 + i), SERVER.server().url());
      attacker.post("/sign-in", "login", "dan", "password", PASSWORD);
      assertThat(code(attacker, dan.wrong(step)).statusCode()).isEqualTo(401);
    }

    HttpResponse<String> refused = code(withPassword("dan"), dan.code(step + 1));
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(dan.visitor().get("/stock").statusCode()).as("who is in stays in").isEqualTo(200);
  }

  @Test
  void isAskedForAfterALinkToo() {
    Person eve = withSecondFactor("eve");
    String link = SERVER.admin().post("/api/v1/users/eve/link", "{}").at("/link/path");
    Visitor back = visitor();

    HttpResponse<String> set = back.post(link, "password", PASSWORD, "again", PASSWORD);
    assertThat(set.headers().firstValue("Location")).contains("/sign-in/code?next=%2F");
    assertThat(back.get("/stock").statusCode()).isEqualTo(303);
    assertThat(code(back, eve.code(step + 1)).statusCode()).isEqualTo(303);
  }

  @Test
  void waitsFiveMinutesForTheCode() throws Exception {
    Person fay = withSecondFactor("fay");
    Visitor slow = withPassword("fay");
    try (Connection database = SERVER.database().superuser()) {
      int aged =
          database
              .createStatement()
              .executeUpdate(
                  "update web_session set started_at = started_at - interval '6 minutes' where awaits_code");
      assertThat(aged).isPositive();
    }

    HttpResponse<String> late = code(slow, fay.code(step + 1));
    assertThat(late.statusCode()).isEqualTo(401);
    assertThat(late.body()).contains("more than 5 minutes");
  }

  @Test
  void isSetUpOnlyByWhoKnowsThePasswordAndHasTheApp() {
    Visitor gil = made("gil");
    assertThat(offer(gil, "another password").body())
        .contains("not your present password")
        .doesNotContain("otpauth", "id=\"key\"");

    String first = offer(gil, PASSWORD).body();
    String second = offer(gil, PASSWORD).body();
    assertThat(secret(second)).as("begun again").isNotEqualTo(secret(first));
    HttpResponse<String> refused = confirm(gil, Totp.code(secret(first), step));
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(secret(refused.body())).as("the same offer").isEqualTo(secret(second));
    assertThat(recovery(refused.body())).as("shown once").isEmpty();
    visitor().signedIn("gil", PASSWORD).get("/account");

    assertThat(confirm(gil, Totp.code(secret(second), step)).statusCode()).isEqualTo(303);
    assertThat(confirm(gil, "twice").statusCode()).as("a double click").isEqualTo(303);
    assertThat(offer(gil, PASSWORD).statusCode()).as("not while there is one").isEqualTo(409);
  }

  @Test
  void isRemovedByACodeOrByAnAdmin() {
    Person hal = withSecondFactor("hal");
    String key = hal.visitor().field("/account", "form_key");
    String remove = "/account/second-factor/remove";
    assertThat(hal.visitor().post(remove, "form_key", key, "code", hal.wrong(step)).statusCode())
        .isEqualTo(401);
    assertThat(
            hal.visitor()
                .post(remove, "form_key", key, "code", hal.recovery().getLast())
                .statusCode())
        .isEqualTo(303);
    assertThat(visitor().signedIn("hal", PASSWORD).get("/stock").statusCode()).isEqualTo(200);

    Person ivy = withSecondFactor("ivy");
    String path = "/api/v1/users/ivy/second-factor";
    assertThat(SERVER.admin().send("DELETE", path, null).status()).isEqualTo(200);
    assertThat(ivy.visitor().get("/stock").statusCode())
        .as("who has the telephone may be signed in on it")
        .isEqualTo(303);
    assertThat(SERVER.admin().send("DELETE", path, null).at("/detail"))
        .isEqualTo("'ivy' has no second factor.");
    assertThat(visitor().signedIn("ivy", PASSWORD).get("/stock").statusCode()).isEqualTo(200);
    assertThat(SERVER.admin().get("/api/v1/admin-actions").text()).contains("second-factor");
  }

  /** On the page of people, by somebody who may change the person, whose login they type. */
  @Test
  void ofSomebodyElseIsResetOnThePageOfPeople() {
    Person leo = withSecondFactor("leo");
    Visitor admin = made("max");
    String path = "/settings/users/" + SERVER.admin().get("/api/v1/users").at("/data/1/id");
    String button = "value=\"reset_second_factor\"";
    assertThat(admin.get("/settings/users").body()).contains(button);

    HttpResponse<String> untyped = reset(admin, path, "Leo");
    assertThat(untyped.statusCode()).isEqualTo(400);
    assertThat(untyped.body()).contains("type leo").contains(button);
    assertThat(leo.visitor().get("/stock").statusCode()).isEqualTo(200);

    assertThat(reset(admin, path, "leo").statusCode()).isEqualTo(303);
    assertThat(leo.visitor().get("/stock").statusCode()).isEqualTo(303);
    assertThat(visitor().signedIn("leo", PASSWORD).get("/stock").statusCode()).isEqualTo(200);
    assertThat(SERVER.admin().get("/api/v1/admin-actions").text())
        .contains("change user: reset_second_factor", path, "user:max");
    assertThat(reset(admin, path, "leo").body()).contains("'leo' has no second factor");
  }

  private static HttpResponse<String> reset(Visitor visitor, String path, String typed) {
    return visitor.post(
        path,
        "form_key",
        visitor.field("/account", "form_key"),
        "action",
        "reset_second_factor",
        "typed",
        typed);
  }

  @Test
  void ofAnOwnerIsNotAnAdminsToReset() {
    Person owner = withSecondFactor("nia");
    String id = SERVER.admin().get("/api/v1/users").at("/data/0/id");
    Visitor admin = made("oda");
    SERVER.admin().send("PATCH", "/api/v1/users/" + id, "{\"role\":\"owner\"}");

    HttpResponse<String> refused = reset(admin, "/settings/users/" + id, "nia");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("The role owner may do more than you may");
    assertThat(owner.visitor().get("/stock").statusCode()).as("still signed in").isEqualTo(200);
  }

  @Test
  void isNotToBeReadFromTheDatabase() throws Exception {
    Person kay = withSecondFactor("kay");
    try (Connection database = SERVER.database().superuser();
        ResultSet rows =
            database
                .createStatement()
                .executeQuery(
                    "select encode(secret, 'escape') || encode(secret, 'hex') as kept from second_factor")) {
      int count = 0;
      while (rows.next()) {
        count++;
        assertThat(rows.getString("kept"))
            .doesNotContain(
                HexFormat.of().formatHex(kay.secret()),
                Base64.getEncoder().encodeToString(kay.secret()));
      }
      assertThat(count).isPositive();
    }
  }
}
