package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.engine.access.Scope;
import dev.onhand.server.access.Needs;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import java.lang.reflect.Method;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

class PagesIT {

  /** Short, so that what takes too long need not take long here. */
  private static final Duration READ_MAX = Duration.ofSeconds(3);

  @RegisterExtension
  static final RunningServer SERVER =
      RunningServer.start(
          Map.of(), settings -> settings.withTimeouts(settings.timeouts().withRead(READ_MAX)));

  private static final String NASTY = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";

  private static Visitor owner;

  @BeforeAll
  static void makeThings() {
    owner = new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
    made(
        "/api/v1/products", "{\"sku\":\"A/B 1\",\"name\":\"" + NASTY.replace("\"", "\\\"") + "\"}");
    made("/api/v1/locations", "{\"code\":\"shop\"}");
    Client.Answer order =
        SERVER
            .admin()
            .send(
                "PUT",
                "/api/v1/orders/web/o-1",
                "{\"status\":\"paid\",\"lines\":[{\"line\":\"1\",\"sku\":\"A/B 1\",\"quantity\":2}]}");
    assertThat(order.status()).as(order.text()).isEqualTo(200);
  }

  private static void made(String path, String body) {
    Client.Answer answer = SERVER.admin().post(path, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  @ParameterizedTest
  @MethodSource("paths")
  void isShownAndEscapesWhatPeopleWrote(String path) {
    HttpResponse<String> page = owner.get(path);

    assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
    assertThat(page.body())
        .contains("<!doctype html>", "<main id=\"main\"")
        .doesNotContain(NASTY, "<script>alert", "<img src=x");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("script-src 'self'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("Cache-Control").orElse("")).isEqualTo("no-store");
  }

  static List<String> paths() {
    return List.of(
        "/",
        "/stock",
        "/stock?q=a",
        "/stock?location=shop&below_floor=true",
        "/stock?adjust=A%2FB%201",
        "/stock/A%2FB%201",
        "/stock/A%2FB%201?at=2026-01-01T10:00&axis=recorded&days=7",
        "/adjustments",
        "/orders",
        "/orders?only=backordered",
        "/orders/web/o-1",
        "/journal",
        "/journal?sku=A%2FB%201&reason=sale&from=2026-01-01&to=2026-12-31",
        "/listings",
        "/channels",
        "/sync",
        "/held-changes",
        "/account",
        "/labels?lines=A%2FB+1,2",
        "/settings/locations",
        "/settings/users",
        "/settings/about",
        "/settings/tokens",
        "/settings/audit",
        "/settings/webhooks",
        "/receiving",
        "/receiving?status=open&overdue=true",
        "/batches",
        "/verification-records?type=topup&sku=A%2FB%201",
        "/batches?under_way=true",
        "/reconciliations",
        "/reconciliations?hourly=true",
        "/alerts?closed=true");
  }

  @Test
  void saysThatThereIsNoSuchThing() {
    for (String path : List.of("/stock/NONE", "/orders/web/none", "/listings/lst_1")) {
      HttpResponse<String> page = owner.get(path);
      assertThat(page.statusCode()).as(path).isEqualTo(404);
      assertThat(page.body()).contains("There is no ", "To the overview");
    }
    assertThat(owner.get("/stock?qq=1").statusCode()).isEqualTo(400);
  }

  @Test
  void addsManyMovementsUpForWhoAsks() throws SQLException {
    made("/api/v1/products", "{\"sku\":\"MANY\"}");
    try (Connection connection = SERVER.database().superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          set session_replication_role = replica;
          insert into movement (seller_id, movement_id, product_id, quantity, occurred_at, recorded_at, digest, from_place,
            to_place, reason, key, cause_kind, actor, to_location_id, to_after, to_on_hand_after)
          select p.seller_id, 1000000 + n, p.product_id, 1, now(), now(), md5(n::text)::uuid, 'supplier', 'available',
            'purchase', 'many-' || n, 'person', 'tester', l.location_id, n, n
          from product p join location l using (seller_id), generate_series(1, 10001) as n
          where p.sku = 'MANY' and l.code = 'shop'
          """);
    }
    assertThat(owner.get("/stock/MANY").body())
        .contains("more than 10,000 movements", "/stock/MANY?explained=true#why")
        .doesNotContain("Each number is the sum of its parts");
    assertThat(owner.get("/stock/MANY?explained=true").body())
        .contains("Each number is the sum of its parts")
        .doesNotContain("more than 10,000 movements");
  }

  /** As where a filter fits badly to millions of rows: each row takes the database a minute. */
  @Test
  void saysWhatToDoWhereTheDatabaseTakesTooLong() throws SQLException {
    try (Connection connection = SERVER.database().superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create policy slow on sales_order as restrictive using (pg_sleep(60) is not null)");
      try {
        HttpResponse<String> page = owner.get("/orders/web/o-1");
        assertThat(page.statusCode()).as(page.body()).isEqualTo(503);
        assertThat(page.body()).contains("This took too long", "Narrow what you ask for");
        assertThat(SERVER.admin().get("/api/v1/orders/web/o-1").text()).contains("took_too_long");
        assertThat(sleeping(statement)).as("connections that are held").isZero();
      } finally {
        statement.execute("drop policy slow on sales_order");
      }
    }
  }

  private static long sleeping(Statement statement) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery(
            "select count(*) from pg_stat_activity where state = 'active' and query like '%sales_order%' and pid <> pg_backend_pid()")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Test
  void showsNothingOfAnotherSeller() {
    Client.Answer seller =
        SERVER
            .admin()
            .post(
                "/api/v1/sellers", "{\"code\":\"stranger\",\"name\":\"S\",\"time_zone\":\"UTC\"}");
    Client strangers = SERVER.client(seller.at("/token/token"));
    Visitor stranger = new Visitor(SERVER.server().url()).signedIn(seller.at("/token/token"));
    Visitor ofBoth = new Visitor(SERVER.server().url());
    String password = "green tea in the morning";
    ofBoth.post(link(SERVER.admin()), "password", password, "again", password);
    ofBoth.post(link(strangers), "password", password);

    for (Visitor visitor : List.of(stranger, ofBoth)) {
      for (String path : List.of("/", "/stock", "/orders", "/journal", "/listings", "/alerts")) {
        assertThat(visitor.get(path).body()).as(path).doesNotContain("A/B 1", "o-1</a>");
      }
      assertThat(visitor.get("/stock/A%2FB%201").statusCode()).isEqualTo(404);
      assertThat(visitor.get("/orders/web/o-1").statusCode()).isEqualTo(404);
    }
  }

  private static String link(Client seller) {
    return seller
        .post("/api/v1/users", "{\"login\":\"of-both\",\"name\":\"N\",\"role\":\"owner\"}")
        .at("/link/path");
  }

  /** Every handler of a page, found by being there. */
  static List<Method> handlers() throws ClassNotFoundException {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(Controller.class, false));
    List<Method> handlers = new ArrayList<>();
    for (var found : scanner.findCandidateComponents("dev.onhand.server.pages")) {
      for (Method method : Class.forName(found.getBeanClassName()).getDeclaredMethods()) {
        if (method.isAnnotationPresent(Needs.class)) {
          handlers.add(method);
        }
      }
    }
    assertThat(handlers).hasSizeGreaterThan(10);
    return handlers;
  }

  @ParameterizedTest
  @MethodSource("handlers")
  void isReachedOnlyWithItsScope(Method handler) {
    RequestMapping mapping =
        AnnotatedElementUtils.findMergedAnnotation(handler, RequestMapping.class);
    String path = mapping.path()[0].replaceAll("\\{[^}]*}", "none");
    boolean reads = mapping.method()[0].name().equals("GET");
    Scope scope = handler.getAnnotation(Needs.class).value();
    Visitor without = visitor(scope);

    HttpResponse<String> refused =
        reads ? without.get(path) : without.post(path, "form_key", key(without));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains(scope.code());
    assertThat(new Visitor(SERVER.server().url()).get(path).statusCode()).isEqualTo(303);
  }

  /** The key of a page that one without any scope but this one's can see. */
  private static String key(Visitor visitor) {
    return visitor.field("/journal", "form_key");
  }

  private static Visitor visitor(Scope without) {
    String scopes =
        Arrays.stream(Scope.values())
            .filter(scope -> scope != without)
            .map(scope -> "\"" + scope.code() + "\"")
            .collect(Collectors.joining(","));
    Client.Answer token =
        SERVER.admin().post("/api/v1/tokens", "{\"name\":\"t\",\"scopes\":[" + scopes + "]}");
    return new Visitor(SERVER.server().url()).signedIn(token.at("/token"));
  }
}
