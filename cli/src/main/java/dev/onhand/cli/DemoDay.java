package dev.onhand.cli;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A month of invoices, parted: all before its last day, which is imported, and what buyers took on
 * that day, invoice by invoice, which they take again while everybody looks on.
 *
 * @param day the last one, as {@code 2011-02-28}
 * @param before a file like the month's without it
 * @param baskets in the order in which they were taken
 */
record DemoDay(String day, Path before, List<Basket> baskets) {

  private static final int NUMBER = 0;
  private static final int CODE = 1;
  private static final int QUANTITY = 3;
  private static final int DATE = 4;
  private static final int DAY_LENGTH = 10;

  /** Units of a product in a basket. */
  record Taken(String sku, int units) {}

  /**
   * What one buyer took.
   *
   * @param at the time of that day
   */
  record Basket(LocalTime at, List<Taken> taken) {}

  /** From the first basket on. */
  Duration until(Basket basket) {
    return Duration.between(baskets.getFirst().at(), basket.at());
  }

  Duration length() {
    return baskets.isEmpty() ? Duration.ZERO : until(baskets.getLast());
  }

  /**
   * @param folder where the file without the last day is put
   */
  static DemoDay of(Path month, Path folder) throws IOException {
    String last = "";
    try (CsvReader<CsvRecord> rows = rows(month)) {
      for (CsvRecord row : rows) {
        if (isDate(row) && day(row).compareTo(last) > 0) {
          last = day(row);
        }
      }
    }
    Path before = folder.resolve("until-" + last + ".csv.gz");
    List<Basket> baskets = new ArrayList<>(part(month, last, before));
    baskets.sort(Comparator.comparing(Basket::at));
    return new DemoDay(last, before, List.copyOf(baskets));
  }

  private static Collection<Basket> part(Path month, String last, Path before) throws IOException {
    Map<String, Basket> baskets = new LinkedHashMap<>();
    try (CsvReader<CsvRecord> rows = rows(month);
        CsvWriter out =
            CsvWriter.builder()
                .build(
                    new OutputStreamWriter(
                        new GZIPOutputStream(Files.newOutputStream(before)),
                        StandardCharsets.UTF_8))) {
      for (CsvRecord row : rows) {
        if (!isDate(row) || !day(row).equals(last)) {
          out.writeRecord(row.getFields());
        } else if (row.getField(QUANTITY).matches("[1-9][0-9]{0,6}")) {
          baskets
              .computeIfAbsent(
                  row.getField(NUMBER), invoice -> new Basket(time(row), new ArrayList<>()))
              .taken()
              .add(new Taken(row.getField(CODE), Integer.parseInt(row.getField(QUANTITY))));
        }
      }
    }
    return baskets.values();
  }

  private static CsvReader<CsvRecord> rows(Path month) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(month));
    boolean isPacked = String.valueOf(month.getFileName()).endsWith(".gz");
    Reader text =
        new InputStreamReader(isPacked ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8);
    return CsvReader.builder().ofCsvRecord(text);
  }

  private static boolean isDate(CsvRecord row) {
    return row.getFieldCount() > DATE
        && row.getField(DATE)
            .matches("[0-9]{4}-[0-9]{2}-[0-9]{2} ([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?");
  }

  private static LocalTime time(CsvRecord row) {
    return LocalTime.parse(row.getField(DATE).substring(DAY_LENGTH + 1));
  }

  private static String day(CsvRecord row) {
    return row.getField(DATE).substring(0, DAY_LENGTH);
  }
}
