package dev.onhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class DemoReportTest {

  @Test
  void addsUpTheBestSellersFromTheJournal() throws InterruptedException {
    try (FakeServer server = new FakeServer();
        Api api = new Api(Connection.find(surroundings(Shell.of(server)), null))) {
      server
          .on(
              "GET /api/v1/movements",
              """
              {"data":[{"id":"mov_3","product_id":"sku_1","quantity":5},\
              {"id":"mov_2","product_id":"sku_2","quantity":7},\
              {"id":"mov_1","product_id":"sku_1","quantity":4}],"has_more":false}""")
          .on("GET /api/v1/stock/sku_1", "{\"sku\":\"A\",\"name\":\"Apple\",\"on_hand\":3}")
          .on("GET /api/v1/stock/sku_2", "{\"sku\":\"B\",\"name\":\"Bowl\",\"on_hand\":0}");

      List<JsonNode> best = DemoReport.bestSellers(api);

      assertThat(best)
          .extracting(JsonNode::toString)
          .containsExactly(
              "{\"sku\":\"A\",\"name\":\"Apple\",\"sold\":9,\"on_hand\":3}",
              "{\"sku\":\"B\",\"name\":\"Bowl\",\"sold\":7,\"on_hand\":0}");
      assertThat(server.asked().getFirst().query()).containsEntry("reason", "sale");
    }
  }

  @Test
  void looksForAnOrderOfWhichGoodsCameBack() throws InterruptedException {
    try (FakeServer server = new FakeServer();
        Api api = new Api(Connection.find(surroundings(Shell.of(server)), null))) {
      server
          .on(
              "GET /api/v1/movements",
              """
              {"data":[{"id":"mov_3","cause":{"kind":"return","reference":"C1"}},\
              {"id":"mov_2","cause":{"kind":"order","reference":"online-retail/7"}}],"has_more":false}""")
          .on(
              "GET /api/v1/orders",
              "{\"data\":[{\"id\":\"ord_9\"},{\"id\":\"ord_8\"}],\"has_more\":false}");

      assertThat(DemoReport.orders(api).toString())
          .isEqualTo("{\"backordered\":2,\"parked\":2,\"example\":\"online-retail/7\"}");
    }
  }

  @Test
  void saysWhatHappenedAndWhereToLook() {
    Golden.check("demo.txt", printed(live(true), true));
  }

  /** Nobody can look at a server that is gone. */
  @Test
  void saysHowToGoOnWhereItStops() {
    assertThat(printed(live(true), false))
        .contains("bin/onhand serve --data /home/me/onhand-demo")
        .doesNotContain("Look around", "http:");
  }

  @Test
  void namesWhatDisagrees() {
    assertThat(printed(live(false), false)).contains("NO: 2 differ, such as magento/A, medusa/B");
  }

  private static String printed(DemoLive.Outcome live, boolean goesOn) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    DemoReport report =
        new DemoReport(
            "http://127.0.0.1:8080",
            Path.of("/home/me/onhand-demo"),
            json(
                """
                {"rows":27707,"recorded":29852,"already_recorded":0,"openings":2343,\
                "created":{"products":2343},"left_out":{"POST":66,"DOT":59},"errors_total":0,\
                "seconds":4.56,"orders":{"orders":1097,"reserved":283355,"shipped":283355,"returned":3100,\
                "returns_linked":300,"returns_unlinked":118}}"""),
            json("{\"backordered\":0,\"parked\":0,\"example\":\"online-retail/545220\"}"),
            json("{\"clean\":true,\"movements\":29852,\"levels\":2343,\"seconds\":0.71}"));

    report.print(
        new Output(new Shell().surroundings(stream, stream), new Common()),
        List.of(
            Json.object().put("sku", "A").put("name", "Apple").put("sold", 9).put("on_hand", 3)),
        live,
        goesOn);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static DemoLive.Outcome live(boolean agrees) {
    ObjectNode report =
        (ObjectNode)
            json(
                """
                {"day":"2011-02-28","listings":600,"faults":41,"lag_p50_millis":812,"lag_p99_millis":2410,\
                "oversold":3,"drained_seconds":2.5,"differing":0,"differences":[]}""");
    ObjectNode shop = Json.object();
    shop.put("channel", "magento").put("orders", 9).put("lost", 4).put("pushes", 12);
    shop.put("polls", 40).put("saved", 72).put("lag_p50_millis", 812).put("lag_p99_millis", 2410);
    shop.put("differing", 0).put("oversold", 3);
    if (!agrees) {
      report.put("differing", 2);
      report
          .putArray("differences")
          .add(Json.object().put("listing", "magento/A"))
          .add(Json.object().put("listing", "medusa/B"));
    }
    return new DemoLive.Outcome(report, List.of(shop), agrees);
  }

  private static JsonNode json(String text) {
    return Json.read(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }

  private static Surroundings surroundings(Shell shell) {
    PrintStream nowhere =
        new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return shell.surroundings(nowhere, nowhere);
  }
}
