package dev.onhand.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.Ledger;
import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.Client.Answer;
import dev.onhand.server.testing.RunningServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class ProductsIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static final String PATH = "/api/v1/products";

  private final Client admin = SERVER.admin();

  private Answer create(String sku) {
    Answer made = admin.post(PATH, "{\"sku\":\"" + sku + "\"}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made;
  }

  @Test
  void makesAProductWithItsDefaults() {
    Answer made = create("DEFAULT-1");
    assertThat(made.header("ETag")).isEqualTo("W/\"1\"");
    assertThat(made.at("/id")).matches("sku_[0-9a-hjkmnp-tv-z]{13}");
    assertThat(made.text())
        .contains(
            "\"sku\":\"DEFAULT-1\",\"gtin\":null,\"name\":\"\",\"tracking\":\"tracked\",\"floor\":0,"
                + "\"on_hand\":0,\"available\":0,\"version\":1,\"created_at\":\"");
    assertThat(made.at("/created_at")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d.*Z");
  }

  @Test
  void makesAPlaceholderOfThePlaceholderGtin() {
    Answer made = admin.post(PATH, "{\"sku\":\"PLACEHOLDER\",\"gtin\":\"0000000000000\"}");
    assertThat(made.at("/tracking")).isEqualTo("placeholder");
    assertThat(made.json().at("/floor").isNull()).isTrue();
  }

  @Test
  void normalisesASku() {
    create("CAF\\u0045\\u0301");
    assertThat(admin.get(PATH + "?sku=CAF%C3%89").json().at("/data").size()).isEqualTo(1);
    assertThat(admin.post(PATH, "{\"sku\":\"CAF\\u00c9\"}").status()).isEqualTo(409);
  }

  @Test
  void refusesASkuThatIsTaken() {
    create("TAKEN-1");
    Answer again = admin.post(PATH, "{\"sku\":\"TAKEN-1\"}");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("conflict");
    assertThat(again.at("/detail")).isEqualTo("There is already a product 'TAKEN-1'.");
  }

  @Test
  void warnsOfTwins() {
    create("TWIN-a1");
    assertThat(create("twin-A1").at("/warnings/0"))
        .isEqualTo("There is also a product 'TWIN-a1', which looks the same.");
    assertThat(create("TWIN-\\u04301").text())
        .contains("letters that look like others", "'TWIN-a1', which looks the same");
    assertThat(create("ALONE-1").json().has("warnings")).isFalse();
  }

  @Test
  void pagesBySkuBothWays() {
    IntStream.range(0, 5).forEach(i -> create("PAGE-" + i));
    Answer first = admin.get(PATH + "?q=page-&limit=2");
    assertThat(skus(first)).containsExactly("PAGE-0", "PAGE-1");
    assertThat(first.json().at("/has_more").asBoolean()).isTrue();
    assertThat(first.at("/object")).isEqualTo("list");
    assertThat(first.at("/url")).isEqualTo(PATH);

    Answer rest = admin.get(PATH + "?q=page-&limit=3&starting_after=" + first.at("/data/1/id"));
    assertThat(skus(rest)).containsExactly("PAGE-2", "PAGE-3", "PAGE-4");
    assertThat(rest.json().at("/has_more").asBoolean()).isFalse();

    Answer back = admin.get(PATH + "?q=page-&limit=2&ending_before=" + rest.at("/data/1/id"));
    assertThat(skus(back)).containsExactly("PAGE-1", "PAGE-2");
    assertThat(back.json().at("/has_more").asBoolean()).isTrue();
  }

  @Test
  void walksThroughAllProductsOnceEach() {
    IntStream.range(0, 7).forEach(i -> create("WALK-" + i));
    List<String> seen = new ArrayList<>();
    String after = "";
    Answer page;
    do {
      page = admin.get(PATH + "?limit=3" + after);
      seen.addAll(skus(page));
      after =
          "&starting_after="
              + page.json().at("/data").values().stream().toList().getLast().at("/id").asString();
    } while (page.json().at("/has_more").asBoolean());
    assertThat(seen).doesNotHaveDuplicates().isSorted().contains("WALK-0", "WALK-6");
  }

  @Test
  void findsByNameSkuAndGtin() {
    admin.post(PATH, "{\"sku\":\"FIND-1\",\"name\":\"Green  Tea\",\"gtin\":\"4006381333931\"}");
    assertThat(skus(admin.get(PATH + "?q=green%20TE"))).containsExactly("FIND-1");
    assertThat(skus(admin.get(PATH + "?gtin=4006381333931"))).containsExactly("FIND-1");
    assertThat(skus(admin.get(PATH + "?sku=FIND-1"))).containsExactly("FIND-1");
    assertThat(skus(admin.get(PATH + "?sku=find-1"))).isEmpty();
    assertThat(admin.get(PATH + "?sku=A&q=B").status()).isEqualTo(400);
  }

  @Test
  void changesOnlyWhatIsGiven() {
    admin.post(
        PATH, "{\"sku\":\"CHANGE-1\",\"name\":\"Before\",\"gtin\":\"4006381333931\",\"floor\":-3}");
    Answer changed = admin.patch(PATH + "/CHANGE-1", "{\"name\":\"After\"}");
    assertThat(changed.at("/name")).isEqualTo("After");
    assertThat(changed.at("/gtin")).isEqualTo("4006381333931");
    assertThat(changed.json().at("/floor").asInt()).isEqualTo(-3);
    assertThat(changed.header("ETag")).isEqualTo("W/\"2\"");

    Answer emptied = admin.patch(PATH + "/CHANGE-1", "{\"gtin\":null,\"floor\":null}");
    assertThat(emptied.json().at("/gtin").isNull()).isTrue();
    assertThat(emptied.json().at("/floor").isNull()).isTrue();
  }

  @Test
  void leavesTheVersionWhereNothingChanges() {
    create("SAME-1");
    assertThat(admin.patch(PATH + "/SAME-1", "{\"sku\":\"SAME-1\"}").header("ETag"))
        .isEqualTo("W/\"1\"");
  }

  @Test
  void refusesAChangeOfWhatWasChangedMeanwhile() {
    create("MATCH-1");
    admin.patch(PATH + "/MATCH-1", "{\"name\":\"x\"}", "If-Match", "W/\"1\"");
    Answer late = admin.patch(PATH + "/MATCH-1", "{\"name\":\"y\"}", "If-Match", "W/\"1\"");
    assertThat(late.status()).isEqualTo(412);
    assertThat(late.code()).isEqualTo("precondition_failed");
    assertThat(admin.patch(PATH + "/MATCH-1", "{}", "If-Match", "nonsense").status())
        .isEqualTo(400);
  }

  @Test
  void renamesAndKeepsTheOldSku() throws SQLException {
    String id = create("OLD-1").at("/id");
    assertThat(admin.patch(PATH + "/OLD-1", "{\"sku\":\"NEW-1\"}").at("/id")).isEqualTo(id);
    assertThat(admin.get(PATH + "/OLD-1").status()).isEqualTo(404);
    assertThat(admin.get(PATH + "/" + id).at("/sku")).isEqualTo("NEW-1");
    assertThat(
            query("select sku_before || '>' || sku_after || ' ' || actor from product_sku_change"))
        .contains("OLD-1>NEW-1 token:admin");
    create("OLD-1");
    assertThat(admin.patch(PATH + "/NEW-1", "{\"sku\":\"OLD-1\"}").status()).isEqualTo(409);
  }

  @Test
  void marksLevelsThatANewFloorLeavesBelow() throws Exception {
    create("FLOOR-1");
    admin.patch(PATH + "/FLOOR-1", "{\"floor\":-10}");
    admin.post("/api/v1/locations", "{\"code\":\"floor-shop\"}");
    sell("floor-sale", "FLOOR-1", 7, "floor-shop");
    assertThat(admin.get(PATH + "/FLOOR-1").json().at("/available").asInt()).isEqualTo(-7);

    admin.patch(PATH + "/FLOOR-1", "{\"floor\":-5}");
    assertThat(levels("FLOOR-1")).containsExactly("-7 -5 true");
    admin.patch(PATH + "/FLOOR-1", "{\"floor\":-8}");
    assertThat(levels("FLOOR-1")).containsExactly("-7 -8 false");
  }

  @Test
  void makesNoPlaceholderOfWhatHasStock() throws Exception {
    create("STOCKED-1");
    admin.patch(PATH + "/STOCKED-1", "{\"floor\":-10}");
    admin.post("/api/v1/locations", "{\"code\":\"stocked-shop\"}");
    sell("stocked-sale", "STOCKED-1", 1, "stocked-shop");
    Answer answer = admin.patch(PATH + "/STOCKED-1", "{\"tracking\":\"placeholder\"}");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.at("/detail")).contains("has stock");
  }

  private static void sell(String key, String sku, long units, String location)
      throws ExecutionException, InterruptedException, SQLException {
    SellerId seller =
        new SellerId(Long.parseLong(query("select seller_id::text from seller").getFirst()));
    Command sale =
        Command.Move.of(
            key,
            sku,
            Reason.SALE,
            units,
            location,
            Details.of(new Cause(Cause.Kind.PERSON, null, null), "test"));
    assertThat(
            SERVER
                .server()
                .get(Ledger.class)
                .submit(CommandList.each(seller, List.of(sale)))
                .get()
                .getFirst())
        .isInstanceOf(Outcome.Recorded.class);
  }

  private static List<String> levels(String sku) throws SQLException {
    return query(
        "select available || ' ' || s.floor || ' ' || (below_floor_since is not null)"
            + " from stock_level s join product p using (seller_id, product_id) where sku = '"
            + sku
            + "'");
  }

  private static List<String> query(String sql) throws SQLException {
    try (Connection connection = SERVER.database().superuser();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  private static List<String> skus(Answer page) {
    return page.json().at("/data").values().stream()
        .map((JsonNode product) -> product.at("/sku").asString())
        .toList();
  }
}
