package dev.onhand.cli;

import static dev.onhand.cli.Column.number;
import static dev.onhand.cli.Column.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the demo did, and where to look next.
 *
 * @param done the import's report
 * @param orders what waits in orders, and which to look at: see {@link #orders(Api)}
 * @param verification the ledger's
 */
record DemoReport(String url, Path data, JsonNode done, JsonNode orders, JsonNode verification) {

  static final List<Column> BEST_SELLER =
      List.of(
          text("SKU", "sku"),
          text("Name", "name"),
          number("Sold", "sold"),
          number("On hand", "on_hand"));

  private static final int BEST = 5;

  ObjectNode asJson() {
    ObjectNode report = Json.object();
    report.put("object", "demo").put("url", url).put("data", data.toString());
    report.set("import", done);
    report.set("orders", orders);
    report.set("verification", verification);
    return report;
  }

  /** The products of which most units were sold, added up from the journal itself. */
  static List<JsonNode> bestSellers(Api api) throws InterruptedException {
    Map<String, Long> sold = new HashMap<>();
    Query sales = Query.none().with("reason", "sale");
    new Pages(api, "/movements", sales, Integer.MAX_VALUE)
        .forEachRemaining(
            sale ->
                sold.merge(
                    Json.text(sale, "product_id"), Json.number(sale, "quantity"), Long::sum));
    List<String> best =
        sold.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
            .limit(BEST)
            .map(Map.Entry::getKey)
            .toList();
    List<JsonNode> rows = new ArrayList<>();
    for (String product : best) {
      JsonNode stock = api.get("/stock/" + Request.segment(product), Query.none());
      ObjectNode row = Json.object();
      row.put("sku", Json.text(stock, "sku")).put("name", Json.text(stock, "name"));
      row.put("sold", sold.getOrDefault(product, 0L)).put("on_hand", Json.number(stock, "on_hand"));
      rows.add(row);
    }
    return rows;
  }

  /** How many orders lack units or have lines that are parked, and one of which goods came back. */
  static ObjectNode orders(Api api) throws InterruptedException {
    ObjectNode orders = Json.object();
    orders.put("backordered", count(api, "backordered")).put("parked", count(api, "parked"));
    Query returns = Query.none().with("reason", "sale_return");
    Pages back = new Pages(api, "/movements", returns, Integer.MAX_VALUE);
    while (back.hasNext()) {
      JsonNode cause = back.next().path("cause");
      if (Json.text(cause, "kind").equals("order")) {
        return orders.put("example", Json.text(cause, "reference"));
      }
    }
    new Pages(api, "/orders", Query.none(), 1)
        .forEachRemaining(
            newest ->
                orders.put(
                    "example",
                    Json.text(newest, "channel") + "/" + Json.text(newest, "external_id")));
    return orders;
  }

  private static int count(Api api, String which) {
    int count = 0;
    Pages pages = new Pages(api, "/orders", Query.none().with(which, "true"), Integer.MAX_VALUE);
    for (; pages.hasNext(); pages.next()) {
      count++;
    }
    return count;
  }

  /**
   * Prints it for people.
   *
   * @param goesOn whether the server keeps running, for them to look around
   */
  void print(Output out, List<JsonNode> best, DemoLive.Outcome live, boolean goesOn) {
    out.line("");
    out.line("One month of a real shop: Chen, D. (2015), Online Retail, UCI, CC BY 4.0.");
    out.line("  Lines read       %s in %s s".formatted(count(done, "rows"), seconds(done)));
    printOrders(out);
    out.line(
        "  Products         %s created, %s with opening stock"
            .formatted(count(done.path("created"), "products"), count(done, "openings")));
    out.line("  Left out         " + leftOut());
    out.line("  Recorded before  %s lines".formatted(count(done, "already_recorded")));
    out.line("  Errors           " + count(done, "errors_total"));
    boolean clean = verification.path("clean").asBoolean(false);
    out.line(
        "  Ledger           %s: %s movements checked in %s s"
            .formatted(
                clean ? "clean" : "NOT CLEAN",
                count(verification, "movements"),
                seconds(verification)));
    out.line("");
    out.line("Best sellers:");
    out.table(best, BEST_SELLER);
    DemoLive.print(out, live);
    if (goesOn) {
      printNextSteps(out, best.isEmpty() ? "SKU" : Json.text(best.getFirst(), "sku"));
    } else {
      printHowToGoOn(out);
    }
  }

  private void printOrders(Output out) {
    JsonNode moved = done.path("orders");
    out.line(
        "  Orders           %s from invoices: %s units reserved, %s shipped"
            .formatted(count(moved, "orders"), count(moved, "reserved"), count(moved, "shipped")));
    long linked = Json.number(moved, "returns_linked");
    long returns = linked + Json.number(moved, "returns_unlinked");
    out.line(
        String.format(
            Locale.ROOT,
            "  Returns          %,d lines, %s units: %,d linked to their order, %,d of orders not known here",
            returns,
            count(moved, "returned"),
            linked,
            returns - linked));
    out.line(
        "  Waiting          %s orders for stock, %s for a product"
            .formatted(count(orders, "backordered"), count(orders, "parked")));
  }

  private void printNextSteps(Output out, String sku) {
    out.line("");
    out.line("Look around:");
    out.line("  Server           " + url);
    out.line("  Web pages        " + url + FirstLink.in(data).orElse("/sign-in"));
    out.line("  Token            in " + data.resolve("token"));
    out.line("  In another terminal:");
    out.line("    export ONHAND_URL=" + url + " ONHAND_DATA=" + data.toAbsolutePath());
    out.line("    bin/onhand stock show " + sku);
    out.line("    bin/onhand stock show " + sku + " --at 2011-02-10");
    out.line("    bin/onhand order show " + Json.text(orders, "example").replaceFirst("/", " "));
    out.line("    bin/onhand movement list --sku " + sku + " --limit 5");
    out.line("    bin/onhand ledger verify");
    out.line("");
  }

  private void printHowToGoOn(Output out) {
    out.line("");
    out.line("The server and the shops stop now; what they made stays in " + data + ":");
    out.line("    bin/onhand serve --data " + data.toAbsolutePath());
    out.line("  The shops are gone there, so pause each: bin/onhand channel pause magento");
  }

  private String leftOut() {
    long lines =
        done.path("left_out").properties().stream().mapToLong(e -> e.getValue().asLong(0)).sum();
    return String.format(Locale.ROOT, "%,d lines that are no goods (postage, fees)", lines);
  }

  private static String count(JsonNode object, String field) {
    return String.format(Locale.ROOT, "%,d", Json.number(object, field));
  }

  private static String seconds(JsonNode object) {
    return String.format(Locale.ROOT, "%.1f", object.path("seconds").asDouble(0));
  }
}
