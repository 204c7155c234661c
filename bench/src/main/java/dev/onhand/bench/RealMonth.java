package dev.onhand.bench;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * What buyers of a real shop took in the month that is bundled.
 *
 * @param days baskets by day, in the order of their time
 */
record RealMonth(Map<String, List<Basket>> days) {

  private static final int NUMBER = 0;
  private static final int CODE = 1;
  private static final int QUANTITY = 3;
  private static final int DATE = 4;

  /**
   * What one buyer took.
   *
   * @param units by SKU
   */
  record Basket(LocalTime at, Map<String, Integer> units) {}

  /**
   * @param root of the repository
   */
  static RealMonth read(Path root) throws IOException {
    Map<String, Map<String, Basket>> found = new TreeMap<>();
    Path file = root.resolve("cli/src/main/demo/online-retail-2011-02.csv.gz");
    try (CsvReader<CsvRecord> rows =
        CsvReader.builder()
            .ofCsvRecord(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (CsvRecord row : rows) {
        if (row.getField(QUANTITY).matches("[1-9][0-9]{0,6}")
            && row.getField(CODE).matches("[0-9]{5}[A-Z]*")) {
          String[] at = row.getField(DATE).split(" ", 2);
          found
              .computeIfAbsent(at[0], day -> new LinkedHashMap<>())
              .computeIfAbsent(
                  row.getField(NUMBER),
                  invoice -> new Basket(LocalTime.parse(at[1]), new TreeMap<>()))
              .units()
              .merge(row.getField(CODE), Integer.parseInt(row.getField(QUANTITY)), Integer::sum);
        }
      }
    }
    Map<String, List<Basket>> days = new TreeMap<>();
    found.forEach(
        (day, baskets) -> {
          List<Basket> sorted = new ArrayList<>(baskets.values());
          sorted.sort(Comparator.comparing(Basket::at));
          days.put(day, sorted);
        });
    return new RealMonth(days);
  }
}
