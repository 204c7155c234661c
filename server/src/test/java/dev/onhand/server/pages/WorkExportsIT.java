package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of what is worked at beside stock, orders and listings: read back here. */
class WorkExportsIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  /** More than are read at once. */
  private static final int MANY = 230;

  private static final AtomicInteger COUNT = new AtomicInteger();

  private static Visitor owner;
  private static String run;
  private static String held;

  @BeforeAll
  static void makeThings() throws SQLException {
    owner = new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
    made("POST", "/api/v1/locations", "{\"code\":\"shop\"}");
    made("POST", "/api/v1/products", "{\"sku\":\"TEA\"}");
    made(
        "POST",
        "/api/v1/purchase-orders",
        "{\"reference\":\"=PO-1\",\"location\":\"shop\",\"lines\":[{\"line\":\"1\",\"sku\":\"TEA\",\"quantity\":12}]}");
    made(
        "POST",
        "/api/v1/purchase-orders",
        "{\"reference\":\"late\",\"location\":\"shop\",\"expected_at\":\"2020-01-01T00:00:00Z\",\"lines\":[{\"line\":\"1\",\"sku\":\"TEA\",\"quantity\":1}]}");
    made(
        "POST",
        "/api/v1/batches",
        "{\"kind\":\"count\",\"location\":\"shop\",\"note\":\"@shelf\"}");
    Client.Answer over =
        SERVER.admin().post("/api/v1/batches", "{\"kind\":\"top_up\",\"location\":\"shop\"}");
    made("POST", "/api/v1/batches/" + over.at("/id") + "/cancel", "{}");
    SERVER
        .admin()
        .upload(
            "/api/v1/imports?kind=movements&create=true&file_name=%3Dpallet.csv",
            "key,occurred_at,sku,location,reason,quantity,reference,note\np-1,2026-11-01,CUP,shop,opening_stock,5,,\n"
                .getBytes(StandardCharsets.UTF_8),
            "text/csv");
    made("POST", "/api/v1/locations", "{\"code\":\"@shelf\"}");
    made(
        "POST",
        "/api/v1/users",
        "{\"login\":\"jo@shop.example\",\"name\":\"Jo\",\"role\":\"viewer\"}");
    made(
        "POST", "/api/v1/tokens", "{\"name\":\"=till\",\"scopes\":[\"stock:read\",\"jobs:read\"]}");
    made(
        "PUT",
        "/api/v1/channels/web/account",
        "{\"type\":\"backmarket\",\"settings\":{\"token\":\"t\",\"company\":\"c\",\"contact\":\"c@c.example\"}}");
    run = PublicId.of(IdKind.RECONCILIATION, makeWork());
    held = PublicId.of(IdKind.HELD_CHANGE, id("select held_id from held_change"));
  }

  private static void made(String method, String path, String body) {
    Client.Answer answer = SERVER.admin().send(method, path, body);
    assertThat(answer.status()).as("%s: %s", path, answer.text()).isBetween(200, 201);
  }

  private static long id(String sql) throws SQLException {
    try (Connection database = SERVER.database().superuser();
        Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static long makeWork() throws SQLException {
    id(
        """
        insert into alert (seller_id, severity, kind, subject, detail, opened_at, last_seen_at, closed_at, closed_by)
        select seller_id, 'error', 'test', 'test ' || n, '=1+' || n, now(), now(), case when n = 1 then now() end,
          case when n = 1 then 'user:jo' end
        from seller, generate_series(1, %d) as n where code = 'default'
        returning alert_id
        """
            .formatted(MANY + 1));
    id(
        """
        insert into inbox_event (seller_id, channel_id, delivery_id, topic, orders, is_unreadable, received_at, state,
          due_at, ended_at, error)
        select seller_id, channel_id, 'd-' || n, 'order.placed', '{}', false, now(), 'failed', now(), now(), '-could not be read'
        from channel_account, generate_series(1, %d) as n
        returning event_id
        """
            .formatted(MANY));
    id(
        """
        with told as (
          insert into listing (seller_id, channel_id, external_id, title, remote_state, shown_from, shown_to,
            shown_changed_at, created_at, updated_at)
          select seller_id, channel_id, '=L-1', 'Told', 'active', now(), now(), now(), now(), now() from channel_account
          returning *),
        change as (
          insert into held_change (seller_id, channel_id, held_at) select seller_id, channel_id, now() from told returning *),
        line as (
          insert into held_line (seller_id, held_id, listing_id, quantity_from, quantity_to)
          select change.seller_id, change.held_id, told.listing_id, 9, 12 from told, change)
        insert into push_attempt (seller_id, listing_id, channel_id, quantity, desired_version, epoch, sent_at, answered_at,
          outcome, detail)
        select seller_id, listing_id, channel_id, 5, 1, 1, now(), now(), 'refused', '+no such listing' from told
        returning attempt_id
        """);
    return id(
        """
        with made as (
          insert into reconciliation (seller_id, channel_id, purpose, actor, state, read_run, asked_at, started_at, finished_at,
            listings, differing)
          select seller_id, channel_id, 'daily', 'tester', 'done', 1, now(), now(), now(), 200, 1 from channel_account
          returning *),
        hourly as (
          insert into reconciliation (seller_id, channel_id, purpose, actor, state, read_run, asked_at, started_at, finished_at)
          select seller_id, channel_id, 'hourly', 'clock', 'done', 2, now(), now(), now() from channel_account),
        different as (
          insert into drift (seller_id, channel_id, run_id, listing_id, desired, believed, observed, cause, found_at, action,
            decided_at, decided_by)
          select made.seller_id, made.channel_id, run_id, listing_id, 1, 1, 3, 'edited_on_channel', now(), 'ask',
            case when n = 2 then now() end, case when n = 2 then 'user:jo' end
          from made join listing using (seller_id, channel_id), generate_series(1, 2) as n)
        select run_id from made
        """);
  }

  private static List<NamedCsvRecord> rows(String path) {
    HttpResponse<String> file = owner.get(filled(path));
    assertThat(file.statusCode()).as(file.body()).isEqualTo(200);
    assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
        .contains("attachment", ".csv");
    return CsvReader.builder().ofNamedCsvRecord(file.body()).stream().toList();
  }

  private static String filled(String path) {
    return path.replace("RUN", run).replace("HELD", held);
  }

  static List<String> files() {
    return List.of(
        "/receiving.csv",
        "/batches.csv",
        "/imports.csv",
        "/reconciliations.csv",
        "/reconciliations/RUN/differences.csv",
        "/held-changes.csv",
        "/held-changes/HELD/listings.csv",
        "/sync/attempts.csv",
        "/sync/given-up.csv?kind=inbox",
        "/alerts.csv",
        "/settings/audit.csv",
        "/reconciliations/stock.csv",
        "/settings/locations.csv",
        "/settings/users.csv",
        "/settings/tokens.csv");
  }

  @ParameterizedTest
  @CsvSource({
    "/receiving.csv, reference, '''=PO-1'",
    "/receiving.csv, units_expected, 12",
    "/batches.csv, note, '''@shelf'",
    "/imports.csv, file, '''=pallet.csv'",
    "/imports.csv, recorded, 1",
    "/reconciliations.csv, compared, 200",
    "/reconciliations/RUN/differences.csv, listing, '''=L-1'",
    "/reconciliations/RUN/differences.csv, difference, 2",
    "/held-changes.csv, channel, web",
    "/held-changes/HELD/listings.csv, was_to_show, 12",
    "/sync/attempts.csv, detail, '''+no such listing'",
    "/sync/given-up.csv?kind=inbox, why_it_failed, '''-could not be read'",
    "/alerts.csv, detail, '''=1+7'",
    "/settings/audit.csv, status, 200",
    "/settings/locations.csv, code, '''@shelf'",
    "/settings/users.csv, state, invited",
    "/settings/users.csv, login, jo@shop.example",
    "/settings/tokens.csv, name, '''=till'"
  })
  void hasWhatIsThereAndNoFormula(String path, String column, String cell) {
    assertThat(rows(path)).extracting(row -> row.getField(column)).contains(cell);
  }

  @Test
  void hasAllOfItOnceAndWhatThePagesFiltersFind() {
    assertThat(rows("/alerts.csv"))
        .extracting(row -> row.getField("id"))
        .hasSizeGreaterThanOrEqualTo(MANY)
        .doesNotHaveDuplicates();
    assertThat(rows("/alerts.csv")).noneMatch(row -> row.getField("closed_by").equals("user:jo"));
    assertThat(rows("/alerts.csv?closed=true"))
        .anyMatch(row -> row.getField("closed_by").equals("user:jo"));
    assertThat(rows("/sync/given-up.csv?kind=inbox"))
        .extracting(row -> row.getField("id"))
        .hasSize(MANY)
        .doesNotHaveDuplicates();
    assertThat(rows("/sync/given-up.csv?kind=jobs")).isEmpty();
    assertThat(rows("/receiving.csv?status=closed")).isEmpty();
    assertThat(rows("/receiving.csv?status=open")).hasSize(2);
    assertThat(rows("/receiving.csv?overdue=true"))
        .extracting(row -> row.getField("reference"))
        .containsExactly("late");
    assertThat(rows("/receiving.csv?discrepancy=true")).isEmpty();
    assertThat(rows("/receiving.csv?sku=CUP")).isEmpty();
    assertThat(rows("/batches.csv")).hasSize(2);
    assertThat(rows("/batches.csv?under_way=true")).hasSize(1);
    assertThat(rows("/sync/attempts.csv?channel=other")).isEmpty();
    assertThat(rows("/reconciliations.csv?channel=other")).isEmpty();
    assertThat(rows("/reconciliations.csv")).hasSize(1);
    assertThat(rows("/reconciliations.csv?hourly=true")).hasSize(2);
    assertThat(rows("/reconciliations/RUN/differences.csv")).hasSize(2);
    assertThat(rows("/reconciliations/RUN/differences.csv?open=true")).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("files")
  void isAWorkbookTooAndNothingOfAnotherSeller(String path) throws IOException {
    String book = filled(path).replace(".csv", ".xlsx");
    try (ReadableWorkbook read = new ReadableWorkbook(owner.follow(book).body());
        Stream<Row> rows = read.getFirstSheet().openStream()) {
      assertThat(rows.count()).isEqualTo(rows(path).size() + 1L);
    }
    Visitor stranger = stranger();
    HttpResponse<String> file = stranger.get(filled(path));
    if (path.contains("RUN") || path.contains("HELD")) {
      assertThat(file.statusCode()).isEqualTo(404);
    } else {
      assertThat(file.body())
          .doesNotContain("L-1", "PO-1", "shelf", "=1+7", ",web,", "jo@shop", "till");
    }
  }

  private static Visitor stranger() {
    Client.Answer seller =
        SERVER
            .admin()
            .post(
                "/api/v1/sellers",
                "{\"code\":\"other-%d\",\"name\":\"O\",\"time_zone\":\"UTC\"}"
                    .formatted(COUNT.incrementAndGet()));
    return new Visitor(SERVER.server().url()).signedIn(seller.at("/token/token"));
  }

  @ParameterizedTest
  @CsvSource({
    "/receiving?status=open, /receiving.csv?status=open",
    "/batches?under_way=true, /batches.csv?under_way=true",
    "/imports, /imports.csv",
    "/reconciliations?channel=web, /reconciliations.csv?channel=web",
    "/reconciliations/RUN?open=true, /reconciliations/RUN/differences.csv?open=true",
    "/held-changes, /held-changes.csv",
    "/held-changes/HELD, /held-changes/HELD/listings.csv",
    "/sync?channel=web, /sync/attempts.csv?channel=web",
    "/sync, /sync/given-up.csv?kind=inbox",
    "/alerts?closed=true, /alerts.csv?closed=true",
    "/settings/audit?what=channel, /settings/audit.csv?what=channel",
    "/reconciliations/stock, /reconciliations/stock.csv",
    "/settings/locations, /settings/locations.csv",
    "/settings/users, /settings/users.csv",
    "/settings/tokens, /settings/tokens.csv"
  })
  void isOfferedOnThePage(String page, String file) {
    assertThat(owner.get(filled(page)).body())
        .contains(
            "href=\"" + filled(file) + "\"",
            "href=\"" + filled(file).replace(".csv", ".xlsx") + "\"");
  }

  @Test
  void noSecretIsInAFile() {
    String tokens = owner.get("/settings/tokens.csv").body();
    assertThat(tokens).contains("stock:read jobs:read");
    String prefix = SERVER.admin().get("/api/v1/tokens").at("/data/0/prefix");
    assertThat(prefix).isNotEmpty();
    assertThat(tokens).doesNotContain(prefix);
    assertThat(owner.get("/settings/users.csv").body()).doesNotContain("argon2", "/welcome/");
  }

  @Test
  void auditIsForAdminsAlone() {
    Client.Answer token =
        SERVER
            .admin()
            .post(
                "/api/v1/tokens", "{\"name\":\"looks\",\"scopes\":[\"stock:read\",\"jobs:read\"]}");
    Visitor viewer = new Visitor(SERVER.server().url()).signedIn(token.at("/token"));
    assertThat(viewer.get("/settings/audit.csv").statusCode()).isEqualTo(403);
    assertThat(viewer.get("/reconciliations.csv").statusCode()).isEqualTo(403);
    assertThat(viewer.get("/settings/users.csv").statusCode()).isEqualTo(403);
    assertThat(viewer.get("/settings/tokens.csv").statusCode()).isEqualTo(403);
    assertThat(viewer.get("/settings/locations.csv").statusCode()).isEqualTo(403);
    assertThat(viewer.get("/alerts.csv").statusCode()).isEqualTo(200);
    assertThat(owner.get("/sync/given-up.csv?kind=nothing").statusCode()).isEqualTo(400);
  }
}
