package dev.onhand.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** The shipped server from outside: authentication, validation, idempotency and all. */
final class OverHttp {

  private static final int PRODUCTS = 10_000;
  private static final int CONNECTIONS = 256;
  private static final int BATCH_CONNECTIONS = 4;
  private static final int BATCH = 1_000;

  /** Requests until the compiler is done with the server: it shares the two cores with it. */
  private static final int WARM_UP = 300_000;

  private static final int ROWS = 1_000_000;
  private static final int HOT_EVERY = 3; // one product has a third of all movements
  private static final Instant FIRST = Instant.parse("2025-11-01T00:00:00Z");
  private static final int SECONDS_BETWEEN_ROWS = 30; // a million rows are most of a year

  private final ShippedServer server;
  private final Report report;
  private final AtomicLong keys = new AtomicLong();

  OverHttp(ShippedServer server, Report report) {
    this.server = server;
    this.report = report;
  }

  void singles(int seconds) throws Exception {
    makeProducts();
    send(WARM_UP);
    Measure measure = send(10_000 * seconds);
    report.rate("POST /movements, 256 connections", measure, 10_000);
    report.atMost("the same, p99", measure.millisAt(0.99), 60, "ms");
  }

  void batches(int seconds) throws Exception {
    sendBatches(10 * seconds);
    Measure measure = sendBatches(25 * seconds);
    double perSecond = measure.perSecond() * BATCH;
    report.add(
        "POST /movements:batch, 1,000 each, 4 connections",
        "%,.0f movements/s".formatted(perSecond),
        "≥ 20,000/s",
        perSecond >= 20_000);
  }

  /**
   * A million movements from a file, a third of them of one product; then looks back at that
   * product.
   */
  void volume() throws Exception {
    byte[] file = millionRows();
    double seconds = importFile(file, "kind=movements&create=true");
    report.add(
        "import of 1,000,000 movements from gzip CSV",
        "%,.0f/s".formatted(ROWS / seconds),
        "≥ 25,000/s",
        ROWS / seconds >= 25_000);
    report.atMost(
        "resident memory of the server's JVM after it", server.residentMegabytes(), 512, "MB");
    awaitSealed();
    try (RawHttp http = server.connect()) {
      Measure look =
          Measure.of(
              1,
              300,
              number -> {
                Instant at = FIRST.plusSeconds((long) SECONDS_BETWEEN_ROWS * (ROWS / 300) * number);
                RawHttp.require(http.get("/api/v1/stock/HOT?at=" + at), 200);
              });
      report.atMost(
          "GET /stock/{sku}?at= of a product with 333,334 movements, p50",
          look.millisAt(0.5),
          10,
          "ms");
      for (String body : List.of("{}", "{\"full\":true}")) {
        long start = System.nanoTime();
        RawHttp.Answer answer = http.post("/api/v1/ledger/verify", "", body);
        RawHttp.require(answer, 200);
        if (!answer.text().contains("\"clean\":true")) {
          throw new IllegalStateException("not clean: " + answer.text());
        }
        double took = (System.nanoTime() - start) / 1e9;
        report.atMost(
            body.equals("{}")
                ? "verification from the last checkpoint, 1,000,000 movements"
                : "full verification, 1,000,000 movements",
            took,
            6,
            "s");
      }
    }
  }

  /** The real year, if it is there, as plain movements. */
  void yearAsMovements(Path directory) throws Exception {
    year(directory, "movements", "the 431,673 real invoice lines from gzip CSV, as movements", 20);
  }

  /** The same as orders that are reserved and shipped, with returns of their units. */
  void yearAsOrders(Path directory) throws Exception {
    year(
        directory,
        "orders",
        "the same as 16,221 orders, each reserved and then shipped, and 7,340 lines that came back",
        90);
  }

  private void year(Path directory, String as, String what, double secondsMax) throws Exception {
    if (!Files.isDirectory(directory)) {
      System.out.println("skipped: the year of invoices is not in " + directory);
      return;
    }
    double seconds = 0;
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".csv.gz")).sorted().toList()) {
        seconds += importFile(Files.readAllBytes(file), "kind=online-retail&as=" + as);
      }
    }
    report.atMost(what, seconds, secondsMax, "s");
  }

  private double importFile(byte[] file, String parameters) throws IOException {
    try (RawHttp http = server.connect()) {
      long start = System.nanoTime();
      RawHttp.Answer answer =
          http.post("/api/v1/imports?" + parameters, "", "application/gzip", file);
      RawHttp.require(answer, 200);
      if (!answer.text().contains("\"status\":\"complete\"")) {
        throw new IllegalStateException(
            "not complete: " + answer.text().substring(0, Math.min(2_000, answer.text().length())));
      }
      return (System.nanoTime() - start) / 1e9;
    }
  }

  private void makeProducts() throws IOException {
    importFile(
        rows(PRODUCTS, number -> "P" + number, "opening_stock"), "kind=movements&create=true");
  }

  private byte[] millionRows() throws IOException {
    return rows(
        ROWS, number -> number % HOT_EVERY == 0 ? "HOT" : "P" + number % PRODUCTS, "purchase");
  }

  private interface SkuOf {
    String at(int number);
  }

  private byte[] rows(int count, SkuOf sku, String reason) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer out = new OutputStreamWriter(new GZIPOutputStream(bytes), StandardCharsets.UTF_8)) {
      out.write("key,occurred_at,sku,location,reason,quantity,reference,note\n");
      for (int i = 0; i < count; i++) {
        out.write(
            "file-%s-%d,%s,%s,main,%s,5,f-%d,%n"
                .formatted(
                    reason,
                    i,
                    FIRST.plusSeconds((long) SECONDS_BETWEEN_ROWS * i),
                    sku.at(i),
                    reason,
                    i / 20));
      }
    }
    return bytes.toByteArray();
  }

  private Measure send(int pieces) throws Exception {
    try (Connections connections = new Connections(server)) {
      return Measure.of(
          CONNECTIONS,
          pieces,
          number -> {
            RawHttp http = connections.mine();
            String body =
                "{\"sku\":\"P%d\",\"reason\":\"purchase\",\"quantity\":1,\"location\":\"main\",\"cause\":{\"kind\":\"purchase_order\",\"reference\":\"po-%d\"}}"
                    .formatted((long) number * 7_919 % PRODUCTS, number / 50);
            RawHttp.require(
                http.post("/api/v1/movements", "http-" + keys.incrementAndGet(), body), 201);
          });
    }
  }

  private Measure sendBatches(int pieces) throws Exception {
    try (Connections connections = new Connections(server)) {
      return Measure.of(
          BATCH_CONNECTIONS,
          pieces,
          number -> {
            StringBuilder body = new StringBuilder("{\"items\":[");
            for (int i = 0; i < BATCH; i++) {
              long key = keys.incrementAndGet();
              body.append(i == 0 ? "" : ",")
                  .append("{\"key\":\"batch-")
                  .append(key)
                  .append("\",\"sku\":\"P")
                  .append(key * 7_919 % PRODUCTS)
                  .append("\",\"reason\":\"purchase\",\"quantity\":1,\"location\":\"main\"}");
            }
            RawHttp.Answer answer =
                connections
                    .mine()
                    .post("/api/v1/movements:batch", "", body.append("]}").toString());
            RawHttp.require(answer, 200);
            if (!answer.text().contains("\"recorded\":" + BATCH)) {
              throw new IllegalStateException(
                  "not all recorded: " + answer.text().substring(0, 300));
            }
          });
    }
  }

  private void awaitSealed() throws Exception {
    try (RawHttp http = server.connect()) {
      for (int i = 0; i < 600; i++) {
        if (http.get("/api/v1/ledger/head").text().contains("\"unsealed\":0")) {
          return;
        }
        Thread.sleep(200);
      }
    }
    throw new IllegalStateException("the sealer did not catch up within two minutes");
  }
}
