package dev.onhand.connectors.mirakl;

import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Table;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The file that stock goes up in, and the one that comes back with what was not taken. */
record StockFile(String csv) {

  /** Lines of the file begin with a quote, so that this cannot stand between two. */
  private static final String BOUNDARY = "onhand-stock-file";

  static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;

  private static final String BREAK = "\r\n";

  /**
   * @param warehouse whose stock it is; empty: that of the offer as a whole. The two are never
   *     mixed
   */
  static StockFile of(List<QuantityUpdate> updates, String warehouse) {
    StringBuilder csv = new StringBuilder();
    csv.append(line("offer-sku", "quantity", "warehouse-code", "update-delete"));
    for (QuantityUpdate update : updates) {
      csv.append(line(update.listing().externalId(), "" + update.quantity(), warehouse, ""));
    }
    return new StockFile(csv.toString());
  }

  private static String line(String... cells) {
    return Stream.of(cells)
        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(";", "", "\n"));
  }

  /** The file as a part of a form. */
  byte[] body() {
    String body =
        String.join(
            BREAK,
            "--" + BOUNDARY,
            "Content-Disposition: form-data; name=\"file\"; filename=\"stock.csv\"",
            "Content-Type: text/csv; charset=UTF-8",
            "",
            csv,
            "--" + BOUNDARY + "--",
            "");
    return body.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * What a report says is wrong, by SKU. A line has its number, the reason, and the line as it was
   * sent, the SKU first.
   */
  static Map<String, String> errors(String report) {
    Map<String, String> errors = new LinkedHashMap<>();
    for (Table.Line line : Table.of(report, ';').lines()) {
      if (line.cells().size() > 2) {
        errors.merge(line.text(2), line.text(1), "%s; %s"::formatted);
      }
    }
    return errors;
  }
}
