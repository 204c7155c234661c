package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.engine.access.Role;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.access.SignInFailures;
import dev.onhand.server.access.Needs;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import java.lang.reflect.Method;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;

/** People with a login of their own: how they come in, what they may, and how it ends. */
class PeopleIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static final String PASSWORD = "green tea in the morning";

  /** One of each role, signed in. */
  private static final Map<Role, Visitor> ROLES = new EnumMap<>(Role.class);

  /** Who is owner of one seller, and acts for another as its viewer. */
  private static final Visitor GUEST = visitor();

  @BeforeAll
  static void makeOneOfEachRole() {
    for (Role role : Role.values()) {
      welcome(made(role.code() + "-1", role).at("/link/path"));
      ROLES.put(role, visitor().signedIn(role.code() + "-1", PASSWORD));
    }
    welcome(made("guest", Role.OWNER).at("/link/path"));
    GUEST.post(
        post(newSeller("guests"), "guest", Role.VIEWER).at("/link/path"), "password", PASSWORD);
  }

  private static Client newSeller(String code) {
    return SERVER.client(
        SERVER
            .admin()
            .post(
                "/api/v1/sellers",
                "{\"code\":\"%1$s\",\"name\":\"%1$s\",\"time_zone\":\"UTC\"}".formatted(code))
            .at("/token/token"));
  }

  private static Visitor visitor() {
    return new Visitor(SERVER.server().url());
  }

  private static Client.Answer made(String login, Role role) {
    return post(SERVER.admin(), login, role);
  }

  private static Client.Answer post(Client seller, String login, Role role) {
    Client.Answer made =
        seller.post(
            "/api/v1/users",
            "{\"login\":\"%s\",\"name\":\"N\",\"role\":\"%s\"}".formatted(login, role.code()));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made;
  }

  private static HttpResponse<String> welcome(String path) {
    return visitor().post(path, "password", PASSWORD, "again", PASSWORD);
  }

  @Test
  void comesInByALinkOnceAndByThePasswordFromThenOn() {
    Client.Answer made = made("jo@shop.example", Role.OPERATOR);
    String link = made.at("/link/path");
    assertThat(visitor().get(link).body()).contains("jo@shop.example", "Welcome");
    assertThat(visitor().get(link).statusCode()).as("looking does not use it up").isEqualTo(200);

    assertThat(welcome(link).headers().firstValue("Location")).contains("/");
    assertThat(welcome(link).statusCode()).isEqualTo(404);
    assertThat(visitor().get(link).body()).contains("was used, or is over");

    Visitor jo = visitor().signedIn("Jo@Shop.example", PASSWORD);
    assertThat(jo.get("/account").body()).contains("user:jo@shop.example", "operator");
    assertThat(SERVER.admin().get("/api/v1/users").at("/data/0/signed_in_at")).isNotEmpty();
  }

  @Test
  void isMadeOnceForAKeyAndItsLinkIsShownOnce() {
    String lee = "{\"login\":\"lee\",\"name\":\"N\",\"role\":\"viewer\"}";
    Client.Answer made = SERVER.admin().post("/api/v1/users", lee, "Idempotency-Key", "make-lee");
    Client.Answer again = SERVER.admin().post("/api/v1/users", lee, "Idempotency-Key", "make-lee");

    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.at("/id")).isEqualTo(made.at("/id"));
    assertThat(again.text()).doesNotContain("/welcome/");
    assertThat(welcome(made.at("/link/path")).statusCode()).isEqualTo(303);
  }

  @Test
  void doesNotTellALoginThatIsWrongFromAPasswordThatIs() {
    made("kim", Role.VIEWER);

    HttpResponse<String> noPassword =
        visitor().post("/sign-in", "login", "kim", "password", PASSWORD);
    HttpResponse<String> nobody =
        visitor().post("/sign-in", "login", "nobody", "password", PASSWORD);
    HttpResponse<String> wrong =
        visitor().post("/sign-in", "login", "viewer-1", "password", "another password");

    assertThat(List.of(noPassword.statusCode(), nobody.statusCode(), wrong.statusCode()))
        .containsOnly(401);
    assertThat(noPassword.body()).contains("The login or the password is not right.");
    assertThat(nobody.body().replace("nobody", "kim")).isEqualTo(noPassword.body());
    assertThat(wrong.body().replace("viewer-1", "kim")).isEqualTo(noPassword.body());
  }

  @Test
  void cannotBeTriedOutNorLockedOutFromElsewhere() {
    welcome(made("victim", Role.VIEWER).at("/link/path"));
    Visitor attacker = Visitor.from("127.0.0.2", SERVER.server().url());
    for (int i = 0; i < SignInFailures.PER_LOGIN_AND_ADDRESS_MAX; i++) {
      assertThat(tried(attacker, "victim", "x").statusCode()).isEqualTo(401);
    }
    HttpResponse<String> refused = tried(attacker, "victim", PASSWORD);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains("tried too often", "15 minutes");

    assertThat(visitor().signedIn("victim", PASSWORD).get("/stock").statusCode()).isEqualTo(200);
    assertThat(tried(attacker, "viewer-1", PASSWORD).statusCode()).isEqualTo(303);
  }

  /**
   * A try takes a third of a second of hashing: most of them are written down as if they had been.
   */
  @Test
  void cannotBeTriedOutFromManyAddresses() throws SQLException {
    welcome(made("prey", Role.VIEWER).at("/link/path"));
    for (int i = 1; i <= 2; i++) {
      Visitor attacker = Visitor.from("127.0.1." + i, SERVER.server().url());
      assertThat(tried(attacker, "prey", "x").statusCode()).isEqualTo(401);
    }
    try (Connection connection = SERVER.database().superuser();
        PreparedStatement more =
            connection.prepareStatement(
                "update sign_in_failure set tries = tries + ? where subject = 'login:prey' and tries = 2")) {
      more.setInt(1, SignInFailures.PER_LOGIN_MAX - 3);
      assertThat(more.executeUpdate()).as("both count for the login").isOne();
    }
    Visitor last = Visitor.from("127.0.1.3", SERVER.server().url());
    assertThat(tried(last, "prey", "x").statusCode()).isEqualTo(401);
    assertThat(tried(visitor(), "prey", PASSWORD).statusCode()).isEqualTo(429);
  }

  private static HttpResponse<String> tried(Visitor visitor, String login, String password) {
    return visitor.post("/sign-in", "login", login, "password", password);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"short", "aaaaaaaaaaaaaa", "abcdefghijklmnop", "password12345!", "its login"})
  void takesNoPasswordThatIsTriedFirst(String bad) {
    String link = made("bad-login-" + bad.hashCode(), Role.VIEWER).at("/link/path");
    String password = bad.equals("its login") ? "my bad-login-" + bad.hashCode() : bad;

    HttpResponse<String> refused = visitor().post(link, "password", password, "again", password);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("role=\"alert\"", "password ").doesNotContain(password);
    assertThat(visitor().get(link).statusCode()).as("the link is still good").isEqualTo(200);
  }

  @Test
  void isOverForWhoIsDisabled() {
    Client.Answer made = made("leaver", Role.MANAGER);
    welcome(made.at("/link/path"));
    Visitor leaver = visitor().signedIn("leaver", PASSWORD);

    assertThat(patch(made.at("/id"), "{\"disabled\":true}").status()).isEqualTo(200);

    assertThat(leaver.get("/stock").statusCode()).isEqualTo(303);
    assertThat(visitor().post("/sign-in", "login", "leaver", "password", PASSWORD).statusCode())
        .isEqualTo(401);
    patch(made.at("/id"), "{\"disabled\":false}");
    assertThat(leaver.get("/stock").statusCode()).as("old sessions stay over").isEqualTo(303);
    assertThat(visitor().signedIn("leaver", PASSWORD).get("/stock").statusCode()).isEqualTo(200);
  }

  private static Client.Answer patch(String id, String body) {
    return SERVER.admin().send("PATCH", "/api/v1/users/" + id, body);
  }

  @Test
  void losesWhatTheNewRoleMayNotFromTheNextPageOn() {
    Client.Answer made = made("moved", Role.ADMIN);
    welcome(made.at("/link/path"));
    Visitor moved = visitor().signedIn("moved", PASSWORD);
    assertThat(moved.get("/settings/users").statusCode()).isEqualTo(200);

    patch(made.at("/id"), "{\"role\":\"viewer\"}");

    assertThat(moved.get("/settings/users").statusCode()).isEqualTo(403);
    assertThat(moved.get("/stock").statusCode()).isEqualTo(200);
  }

  @Test
  void leavesTheSellerAnOwner() {
    Client third = newSeller("third");
    String first =
        third
            .post("/api/v1/users", "{\"login\":\"own-1\",\"name\":\"N\",\"role\":\"owner\"}")
            .at("/id");

    for (String change : List.of("{\"disabled\":true}", "{\"role\":\"admin\"}")) {
      Client.Answer refused = third.send("PATCH", "/api/v1/users/" + first, change);
      assertThat(refused.status()).as(refused.text()).isEqualTo(409);
      assertThat(refused.at("/detail")).contains("last owner");
    }
    third.post("/api/v1/users", "{\"login\":\"own-2\",\"name\":\"N\",\"role\":\"owner\"}");
    assertThat(third.send("PATCH", "/api/v1/users/" + first, "{\"disabled\":true}").status())
        .isEqualTo(200);
  }

  @Test
  void givesNobodyMoreThanTheyMayThemselves() {
    Visitor admin = ROLES.get(Role.ADMIN);
    String key = admin.field("/settings/users", "form_key");
    HttpResponse<String> refused =
        admin.post(
            "/settings/users", "form_key", key, "login", "boss", "name", "B", "role", "owner");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("may do more than you may");

    String owner = made("boss-2", Role.OWNER).at("/id");
    assertThat(
            admin.post("/settings/users/" + owner, "form_key", key, "action", "link").statusCode())
        .isEqualTo(403);
    HttpResponse<String> invited =
        admin.post(
            "/settings/users", "form_key", key, "login", "helper", "name", "H", "role", "viewer");
    assertThat(invited.body()).contains("A link for helper", "/welcome/");
  }

  @Test
  void isTakenOutOnlyByWhoTypesTheirLogin() {
    String gone = made("goner", Role.VIEWER).at("/id");
    Visitor admin = ROLES.get(Role.ADMIN);
    String key = admin.field("/settings/users", "form_key");
    String path = "/settings/users/" + gone;

    HttpResponse<String> untyped = admin.post(path, "form_key", key, "action", "remove");
    assertThat(untyped.statusCode()).isEqualTo(400);
    assertThat(untyped.body()).contains("Nothing was changed: to go through with it, type goner");
    assertThat(SERVER.admin().get("/api/v1/users").text()).contains("goner");

    admin.post(path, "form_key", key, "action", "remove", "typed", "goner");
    assertThat(SERVER.admin().get("/api/v1/users").text()).doesNotContain("goner");
  }

  @Test
  void changesItsPasswordAndEndsItsOtherSessions() {
    welcome(made("sam", Role.VIEWER).at("/link/path"));
    Visitor here = visitor().signedIn("sam", PASSWORD);
    Visitor elsewhere = visitor().signedIn("sam", PASSWORD);
    String key = here.field("/account", "form_key");
    String next = "black coffee at noon";

    assertThat(
            here.post(
                    "/account/password",
                    "form_key",
                    key,
                    "before",
                    "wrong",
                    "password",
                    next,
                    "again",
                    next)
                .body())
        .contains("before is not your present password");
    assertThat(
            here.post(
                    "/account/password",
                    "form_key",
                    key,
                    "before",
                    PASSWORD,
                    "password",
                    next,
                    "again",
                    next)
                .statusCode())
        .isEqualTo(303);

    assertThat(here.get("/stock").statusCode()).isEqualTo(200);
    assertThat(elsewhere.get("/stock").statusCode()).isEqualTo(303);
    assertThat(visitor().signedIn("sam", next).get("/stock").statusCode()).isEqualTo(200);
  }

  @Test
  void seesItsSessionsAndEndsThem() {
    welcome(made("two", Role.VIEWER).at("/link/path"));
    Visitor here = visitor().signedIn("two", PASSWORD);
    Visitor elsewhere = visitor().signedIn("two", PASSWORD);
    assertThat(others(here)).as("the link's, and elsewhere").hasSize(2);

    others(here).forEach(path -> here.post(path, "form_key", here.field("/account", "form_key")));

    assertThat(others(here)).isEmpty();
    assertThat(here.get("/stock").statusCode()).isEqualTo(200);
    assertThat(elsewhere.get("/stock").statusCode()).isEqualTo(303);
  }

  /** Where the other sessions are ended. */
  private static List<String> others(Visitor visitor) {
    return Pattern.compile("/account/sessions/ses_[0-9a-z]+")
        .matcher(visitor.get("/account").body())
        .results()
        .map(MatchResult::group)
        .toList();
  }

  static List<Method> handlers() throws ClassNotFoundException {
    return PagesIT.handlers();
  }

  @ParameterizedTest
  @MethodSource("handlers")
  void reachesWhatItsRoleMay(Method handler) {
    RequestMapping mapping =
        AnnotatedElementUtils.findMergedAnnotation(handler, RequestMapping.class);
    String path = mapping.path()[0].replaceAll("\\{[^}]*}", "none");
    boolean reads = mapping.method()[0].name().equals("GET");
    Scope scope = handler.getAnnotation(Needs.class).value();
    ROLES.forEach((role, visitor) -> reaches(visitor, role, path, reads, scope));
    reaches(GUEST, Role.VIEWER, path, reads, scope);
  }

  /** What concerns a session alone is noted as a sign-in or sign-out, and views change nothing. */
  private static final Set<String> NOT_AUDITED =
      Set.of(
          "/sign-in",
          "/sign-in/code",
          "/sign-in/second-factor",
          "/sign-in/second-factor/confirm",
          "/welcome/{secret}",
          "/sign-out",
          "/account/seller",
          "/views");

  private static final Set<Scope> DAILY =
      EnumSet.of(Scope.STOCK_WRITE, Scope.ORDERS_WRITE, Scope.PRODUCTS_WRITE);

  /** Every form there is that is not of daily work; a new one is here by being there. */
  @ParameterizedTest
  @MethodSource("forms")
  void isWrittenDownWhateverItDoesBesideDailyWork(Method handler) {
    RequestMapping mapping =
        AnnotatedElementUtils.findMergedAnnotation(handler, RequestMapping.class);
    String path = mapping.path()[0].replaceAll("\\{[^}]*}", "none");
    Visitor owner = ROLES.get(Role.OWNER);

    owner.post(path, "form_key", owner.field("/account", "form_key"));

    Client.Answer last = SERVER.admin().get("/api/v1/admin-actions?limit=1");
    assertThat(last.at("/data/0/path")).isEqualTo(path);
    assertThat(last.at("/data/0/actor")).isEqualTo("user:owner-1");
  }

  static Stream<Method> forms() throws ClassNotFoundException {
    return PagesIT.all().stream()
        .filter(
            handler -> {
              RequestMapping mapping =
                  AnnotatedElementUtils.findMergedAnnotation(handler, RequestMapping.class);
              Needs needs = handler.getAnnotation(Needs.class);
              return !mapping.method()[0].name().equals("GET")
                  && !NOT_AUDITED.contains(mapping.path()[0])
                  && (needs == null || needs.isAudited() || !DAILY.contains(needs.value()));
            });
  }

  private static void reaches(Visitor visitor, Role role, String path, boolean reads, Scope scope) {
    int status =
        reads
            ? visitor.status(path)
            : visitor.post(path, "form_key", visitor.field("/account", "form_key")).statusCode();
    assertThat(status == 403)
        .as("%s at %s: %d", role, path, status)
        .isEqualTo(!role.scopes().contains(scope));
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void mayAllThatTheNextRoleMay(Role role) {
    if (role.ordinal() + 1 < Role.values().length) {
      assertThat(role.scopes()).containsAll(Role.values()[role.ordinal() + 1].scopes());
    }
    assertThat(role.scopes()).doesNotContain(Scope.PLATFORM_ADMIN, Scope.METRICS_READ);
  }
}
