package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.engine.access.Scope;
import dev.onhand.server.access.Needs;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Receiver;
import dev.onhand.server.testing.RunningServer;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.lang.reflect.Method;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
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
          Map.of("ONHAND_HTTP_ALLOW_PRIVATE", "127.0.0.0/8"),
          settings -> settings.withTimeouts(settings.timeouts().withRead(READ_MAX)));

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
        "/receiving/new?lines=A%2FB+1,2",
        "/batches",
        "/reservations",
        "/reservations/audit",
        "/verification-records?type=topup&sku=A%2FB%201",
        "/batches?under_way=true",
        "/reconciliations",
        "/reconciliations?hourly=true",
        "/alerts?closed=true");
  }

  /** Its worker is stopped: whoever calls it is a page. */
  @Test
  void noPageAsksAChannel() throws Exception {
    try (Receiver shop = new Receiver()) {
      String listing = listingOfAChannelAt(shop.url());
      List<String> paths = new ArrayList<>(paths());
      paths.addAll(
          List.of(
              "/listings/" + listing,
              "/channels/quiet/shadow",
              "/settings/channels",
              "/settings/channels/quiet",
              "/settings/channel-types/backmarket",
              "/channels/quiet/buffers?propose=true",
              "/what-if?from=2026-01-01&channel=quiet&buffer=2",
              "/search?q=quiet-1",
              "/reports/channel-performance"));
      for (String path : paths) {
        assertThat(owner.get(path).statusCode()).as(path).isIn(200, 303);
      }
      String key = owner.field("/account", "form_key");
      for (String action : List.of("pull", "read")) {
        owner.post("/channels/quiet", "form_key", key, "action", action);
      }
      owner.post("/listings", "form_key", key, "sku", "A/B 1");
      owner.post("/listings/" + listing + "/sync", "form_key", key);
      assertThat(shop.calls()).isEmpty();

      SERVER.admin().post("/api/v1/channels/quiet/account/test", "");
      assertThat(shop.calls()).as("it would have been heard").isNotEmpty();
    }
  }

  private static String listingOfAChannelAt(String address) throws SQLException {
    Client.Answer account =
        SERVER
            .admin()
            .send(
                "PUT",
                "/api/v1/channels/quiet/account",
                "{\"type\":\"backmarket\",\"settings\":{\"address\":\"http://127.0.0.1:9/\",\"token\":\"t\",\"company\":\"c\",\"contact\":\"c@c.example\"}}");
    assertThat(account.status()).as(account.text()).isEqualTo(200);
    try (Connection connection = SERVER.database().superuser();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                with quiet as (
                  update channel_account a
                  set state = 'stopped', settings = replace(settings, 'http://127.0.0.1:9/', ?), version = a.version + 1
                  from channel c
                  where c.seller_id = a.seller_id and c.channel_id = a.channel_id and c.code = 'quiet'
                  returning a.seller_id, a.channel_id)
                insert into listing (seller_id, channel_id, external_id, title, remote_state, product_id, matched_by, matched_at,
                  desired, desired_at, shown_from, shown_to, shown_changed_at, created_at, updated_at)
                select q.seller_id, q.channel_id, 'quiet-1', 'Tea', 'active', p.product_id, 'hand', now(),
                  1, now(), now(), now(), now(), now(), now()
                from quiet q join product p on p.seller_id = q.seller_id and p.sku = 'A/B 1'
                returning listing_id
                """)) {
      statement.setString(1, address);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return PublicId.of(IdKind.LISTING, row.getLong(1));
      }
    }
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
      assertThat(found(visitor, "o-1")).isEqualTo("/stock?q=o-1");
      assertThat(found(visitor, "A%2FB%201")).isEqualTo("/stock?q=A%2FB%201");
    }
  }

  private static String found(Visitor visitor, String name) {
    HttpResponse<String> answer = visitor.get("/search?q=" + name);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  @Test
  void theSearchLeadsToWhatIsCalledSo() {
    assertThat(found(owner, "A%2FB%201")).isEqualTo("/stock/A%2FB%201");
    assertThat(found(owner, "%20o-1%20")).isEqualTo("/orders/web/o-1");
    assertThat(found(owner, "nothing")).isEqualTo("/stock?q=nothing");
    assertThat(found(owner, "")).isEqualTo("/stock");
    assertThat(owner.get("/search?q=%00").statusCode()).isEqualTo(400);

    String barcodes = "/api/v1/products/A%2FB%201/barcodes/";
    SERVER.admin().send("PUT", barcodes + "4012345678901", "{}");
    SERVER.admin().send("PUT", barcodes + "o-1", "{}");
    assertThat(found(owner, "4012345678901")).isEqualTo("/stock/A%2FB%201");
    assertThat(owner.get("/search?q=o-1").body())
        .contains("Several are called o-1", "/stock/A%2FB%201", "/orders/web/o-1")
        .doesNotContain(NASTY);
    Client.Answer reader =
        SERVER.admin().post("/api/v1/tokens", "{\"name\":\"r\",\"scopes\":[\"stock:read\"]}");
    assertThat(found(new Visitor(SERVER.server().url()).signedIn(reader.at("/token")), "o-1"))
        .as("who may not see orders")
        .isEqualTo("/stock/A%2FB%201");
    SERVER.admin().send("DELETE", barcodes + "o-1", null);
  }

  private static String link(Client seller) {
    return seller
        .post("/api/v1/users", "{\"login\":\"of-both\",\"name\":\"N\",\"role\":\"owner\"}")
        .at("/link/path");
  }

  /** Every handler of a page, found by being there. */
  static List<Method> handlers() throws ClassNotFoundException {
    List<Method> handlers =
        all().stream().filter(method -> method.isAnnotationPresent(Needs.class)).toList();
    assertThat(handlers).hasSizeGreaterThan(10);
    return handlers;
  }

  /** Those too that need no scope. */
  static List<Method> all() throws ClassNotFoundException {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(Controller.class, false));
    List<Method> handlers = new ArrayList<>();
    for (var found : scanner.findCandidateComponents("dev.onhand.server.pages")) {
      for (Method method : Class.forName(found.getBeanClassName()).getDeclaredMethods()) {
        if (AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class)) {
          handlers.add(method);
        }
      }
    }
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
