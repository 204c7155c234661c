package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files for spreadsheets: they are read back here. */
class ExportsIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static final String FORMULA = "=HYPERLINK(\\\"http://elsewhere.example\\\",\\\"go\\\")";

  /** More than are read at once. */
  private static final int MANY = 230;

  private static Visitor owner;

  @BeforeAll
  static void makeThings() {
    owner = new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
    made("/api/v1/locations", "{\"code\":\"shop\"}");
    made("/api/v1/locations", "{\"code\":\"@store\"}");
    made("/api/v1/products", "{\"sku\":\"-1+2\",\"name\":\"" + FORMULA + "\"}");
    for (int i = 0; i < MANY; i++) {
      made(
          "/api/v1/products", "{\"sku\":\"MANY-%03d\",\"name\":\"a, \\\"b\\\"\\nc\"}".formatted(i));
    }
    String items =
        IntStream.range(0, MANY)
            .mapToObj(
                i ->
                    "{\"key\":\"k-%d\",\"sku\":\"MANY-000\",\"reason\":\"purchase\",\"quantity\":1,\"location\":\"shop\"}"
                        .formatted(i))
            .collect(Collectors.joining(","));
    Client.Answer batch =
        SERVER
            .admin()
            .post(
                "/api/v1/movements:batch",
                ("{\"items\":["
                    + items
                    + ",{\"key\":\"in\",\"sku\":\"-1+2\",\"reason\":\"purchase\",\"quantity\":3,\"location\":\"@store\",\"note\":\"+cmd|' /C calc'!A0\"}"
                    + ",{\"key\":\"out\",\"sku\":\"-1+2\",\"reason\":\"damage\",\"quantity\":2,\"location\":\"@store\",\"note\":\"\\tdropped\"}]}"));
    assertThat(batch.at("/refused")).as(batch.text()).isEqualTo("0");
    Client.Answer order =
        SERVER
            .admin()
            .send(
                "PUT",
                "/api/v1/orders/web/=1001",
                "{\"status\":\"processing\",\"lines\":[{\"line\":\"1\",\"sku\":\"MANY-000\",\"quantity\":2}]}");
    assertThat(order.status()).as(order.text()).isEqualTo(200);
  }

  private static void made(String path, String body) {
    Client.Answer answer = SERVER.admin().post(path, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  private static List<NamedCsvRecord> rows(String path) {
    HttpResponse<String> file = owner.get(path);
    assertThat(file.statusCode()).as(file.body()).isEqualTo(200);
    assertThat(file.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
        .contains("attachment", ".csv");
    return CsvReader.builder().ofNamedCsvRecord(file.body()).stream().toList();
  }

  private static List<String> column(List<NamedCsvRecord> rows, String name) {
    return rows.stream().map(row -> row.getField(name)).toList();
  }

  @Test
  void hasEveryProductOnce() {
    List<NamedCsvRecord> rows = rows("/stock.csv");

    assertThat(column(rows, "sku")).hasSize(MANY + 1).doesNotHaveDuplicates();
    assertThat(column(rows, "name")).contains("a, \"b\"\nc");
    assertThat(rows.getFirst().getField("name"))
        .isEqualTo("'=HYPERLINK(\"http://elsewhere.example\",\"go\")");
    assertThat(rows.getFirst().getField("sku")).isEqualTo("'-1+2");
    assertThat(rows.getFirst().getField("on_hand")).isEqualTo("1");
  }

  @Test
  void hasEveryMovementOnceAndNoFormula() {
    List<NamedCsvRecord> rows = rows("/journal.csv");

    assertThat(column(rows, "id")).hasSizeGreaterThan(MANY + 1).doesNotHaveDuplicates();
    NamedCsvRecord out =
        rows.stream()
            .filter(row -> row.getField("note").contains("dropped"))
            .findFirst()
            .orElseThrow();
    assertThat(out.getField("on_hand_change")).isEqualTo("-2");
    assertThat(out.getField("from_location")).isEqualTo("'@store");
    assertThat(column(rows, "note")).contains("'+cmd|' /C calc'!A0");
    assertThat(rows)
        .allSatisfy(
            row ->
                assertThat(row.getFields())
                    .allMatch(
                        cell -> cell.matches("-?[0-9]*") || !cell.matches("(?s)[=+\\-@\t\r].*")));
  }

  @Test
  void hasOrders() {
    assertThat(rows("/orders.csv"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.getField("order")).isEqualTo("'=1001");
              assertThat(row.getField("reserved")).isEqualTo("2");
            });
    assertThat(rows("/orders.csv?only=backordered")).isEmpty();
  }

  /** A workbook is a zip of XML; what is in it is read back by Excel's rules. */
  @Test
  void hasTheSameInWorkbooks() throws IOException {
    List<Row> stock = sheet("/stock.xlsx?q=many-00");
    assertThat(stock).hasSize(11);
    assertThat(stock.getFirst().getCell(0).asString()).isEqualTo("sku");
    assertThat(stock.get(1).getCell(0).asString()).isEqualTo("MANY-000");
    assertThat(stock.get(1).getCell(2).asNumber()).isEqualByComparingTo(String.valueOf(MANY));
    assertThat(sheet("/journal.xlsx")).hasSizeGreaterThan(MANY + 1);
    assertThat(sheet("/orders.xlsx").get(1).getCell(1).asString()).isEqualTo("'=1001");
    for (String list : List.of("/listings", "/verification-records")) {
      assertThat(sheet(list + ".xlsx")).as(list).hasSize(1);
    }
    assertThat(owner.get("/stock?q=many-00").body()).contains("href=\"/stock.xlsx?q=many-00\"");
    assertThat(owner.get("/listings.xlsx?only=nothing").statusCode()).isEqualTo(400);
  }

  private static List<Row> sheet(String path) throws IOException {
    HttpResponse<InputStream> file = owner.follow(path);
    assertThat(file.statusCode()).as(path).isEqualTo(200);
    assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
        .contains("attachment", ".xlsx");
    try (ReadableWorkbook book = new ReadableWorkbook(file.body());
        Stream<Row> rows = book.getFirstSheet().openStream()) {
      return rows.toList();
    }
  }

  @Test
  void hasListings() throws SQLException {
    Client.Answer account =
        SERVER
            .admin()
            .send(
                "PUT",
                "/api/v1/channels/web/account",
                "{\"type\":\"backmarket\",\"settings\":{\"token\":\"t\",\"company\":\"c\",\"contact\":\"c@c.example\"}}");
    assertThat(account.status()).as(account.text()).isBetween(200, 201);
    try (Connection database = SERVER.database().superuser();
        Statement statement = database.createStatement()) {
      statement.execute(
          """
          insert into listing (seller_id, channel_id, external_id, title, remote_state, shown_from, shown_to, shown_changed_at,
            created_at, updated_at)
          select seller_id, channel_id, '=L-1', 'Tea, "green"', 'active', now(), now(), now(), now(), now()
          from channel where code = 'web';
          insert into listing (seller_id, channel_id, external_id, title, remote_state, product_id, units, matched_by, desired, desired_at,
            pushed, pushed_at, acknowledged, acknowledged_at, observed, observed_at, refused, refused_detail, refused_at,
            shown_from, shown_to, shown_changed_at, created_at, updated_at)
          select p.seller_id, c.channel_id, 'L-2', 'Many', 'paused', p.product_id, 3, 'hand', 14, now(), 13, now(), 12, '2026-01-02', 11, '2026-01-01',
            'bad_quantity', 'too many', now(), now(), now(), now(), now(), now()
          from channel c join product p on p.seller_id = c.seller_id
          where c.code = 'web' and p.sku = 'MANY-000'
          """);
      assertThat(rows("/listings.csv?only=unmatched"))
          .singleElement()
          .satisfies(
              row -> {
                assertThat(row.getField("listing")).isEqualTo("'=L-1");
                assertThat(row.getField("title")).isEqualTo("Tea, \"green\"");
                assertThat(row.getField("state")).isEqualTo("no product");
                assertThat(row.getField("desired")).isEmpty();
              });
      assertThat(rows("/listings.csv?channel=web"))
          .filteredOn(row -> row.getField("listing").equals("L-2"))
          .extracting(row -> row.getFields().subList(1, row.getFieldCount()))
          .containsExactly(
              List.of(
                  "web",
                  "L-2",
                  "Many",
                  "paused",
                  "MANY-000",
                  "3",
                  "14",
                  "13",
                  "12",
                  "11",
                  "2026-01-02T00:00:00Z",
                  "refused",
                  "bad quantity: too many"));
      statement.execute("delete from listing where external_id in ('=L-1', 'L-2')");
    }
    assertThat(owner.get("/listings?channel=web").body())
        .contains("href=\"/listings.csv?channel=web\"");
  }

  @Test
  void hasWhatThePagesFiltersFind() {
    assertThat(column(rows("/stock.csv?q=many-00"), "sku")).hasSize(10);
    assertThat(column(rows("/journal.csv?sku=-1%2B2&reason=damage"), "reason"))
        .containsExactly("damage");
    assertThat(owner.get("/stock?q=many-00").body()).contains("href=\"/stock.csv?q=many-00\"");
    assertThat(owner.get("/journal?reason=damage").body())
        .contains("href=\"/journal.csv?reason=damage\"");
  }

  @Test
  void saysOnAPageWhatIsWrongWithTheQuestion() {
    HttpResponse<String> refused = owner.get("/journal.csv?from=yesterday");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("from must be a day", "<!doctype html>");
    assertThat(owner.get("/stock.csv?location=nowhere").statusCode()).isEqualTo(400);
  }

  @Test
  void hasNothingOfAnotherSeller() {
    Client.Answer seller =
        SERVER
            .admin()
            .post("/api/v1/sellers", "{\"code\":\"other\",\"name\":\"O\",\"time_zone\":\"UTC\"}");
    Visitor stranger = new Visitor(SERVER.server().url()).signedIn(seller.at("/token/token"));

    for (String path : List.of("/stock.csv", "/journal.csv", "/orders.csv", "/listings.csv")) {
      assertThat(stranger.get(path).body().lines()).as(path).hasSize(1);
    }
  }
}
