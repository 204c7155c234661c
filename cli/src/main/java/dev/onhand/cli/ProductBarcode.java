package dev.onhand.cli;

import static dev.onhand.cli.Column.code;
import static dev.onhand.cli.Column.text;
import static dev.onhand.cli.Column.time;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Barcodes of your own for a product. */
@Command(
    name = "barcode",
    description = "List, give or take barcodes of your own, by which scanners name a product.",
    footer = {
      "  onhand product barcode MUG-1",
      "  onhand product barcode MUG-1 --give SHELF-7-2 --take OLD-LABEL"
    })
final class ProductBarcode extends Action {

  private static final List<Column> ROW =
      List.of(
          code("Barcode", "barcode"),
          text("SKU", "sku"),
          text("By", "actor"),
          time("Since", "created_at"));

  @Parameters(paramLabel = "SKU", description = "The product's SKU or id.")
  String sku = "";

  @Option(names = "--give", paramLabel = "CODE", description = "Give it this one, once for each.")
  List<String> given = List.of();

  @Option(names = "--take", paramLabel = "CODE", description = "Take this one, once for each.")
  List<String> taken = List.of();

  @Override
  int run() throws InterruptedException {
    String path = "/products/" + Request.segment(sku) + "/barcodes";
    for (String one : taken) {
      api().send(Request.delete(path + "/" + Request.segment(one)));
    }
    for (String one : given) {
      api().send(Request.put(path + "/" + Request.segment(one), Json.object()));
    }
    JsonNode list = get(path);
    output().list(list.path("data").iterator(), ROW);
    return Exit.OK;
  }
}
