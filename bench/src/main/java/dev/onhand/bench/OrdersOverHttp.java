package dev.onhand.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

/** Orders of three lines each, handed to the shipped server. */
final class OrdersOverHttp {

  private static final int PRODUCTS = 10_000;
  private static final int CONNECTIONS = 128;
  private static final int BATCH_CONNECTIONS = 4;
  private static final int BATCH = 500;
  private static final int WARM_UP = 30_000;

  private final ShippedServer server;
  private final Report report;
  private final AtomicLong orders = new AtomicLong();

  OrdersOverHttp(ShippedServer server, Report report) {
    this.server = server;
    this.report = report;
  }

  void run(int seconds) throws Exception {
    stock();
    single(WARM_UP);
    report.rate("PUT /orders, 3 lines each, 128 connections", single(1_500 * seconds), 1_500);
    batches(WARM_UP / BATCH);
    Measure batches = batches(Math.max(BATCH_CONNECTIONS, 3_000 * seconds / BATCH));
    double perSecond = batches.perSecond() * BATCH;
    report.add(
        "POST /orders:batch, 500 orders of 3 lines each, 4 connections",
        "%,.0f orders/s".formatted(perSecond),
        "≥ 3,000/s",
        perSecond >= 3_000);
  }

  /** Enough of everything. */
  private void stock() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer out = new OutputStreamWriter(new GZIPOutputStream(bytes), StandardCharsets.UTF_8)) {
      out.write("key,occurred_at,sku,location,reason,quantity,reference,note\n");
      for (int i = 0; i < PRODUCTS; i++) {
        out.write("stock-%d,2026-01-01T00:00:00Z,P%d,main,purchase,1000000,,%n".formatted(i, i));
      }
    }
    try (RawHttp http = server.connect()) {
      RawHttp.require(
          http.post(
              "/api/v1/imports?kind=movements&create=true",
              "",
              "application/gzip",
              bytes.toByteArray()),
          200);
    }
  }

  private static String lines(long order) {
    return "\"status\":\"processing\",\"lines\":[%s,%s,%s]"
        .formatted(line(order, 1), line(order, 2), line(order, 3));
  }

  private static String line(long order, int number) {
    return "{\"line\":\"%d\",\"sku\":\"P%d\",\"quantity\":%d}"
        .formatted(number, order * 7_919 * number % PRODUCTS, number);
  }

  private Measure single(int pieces) throws Exception {
    try (Connections connections = new Connections(server)) {
      return Measure.of(
          CONNECTIONS,
          pieces,
          number -> {
            long order = orders.incrementAndGet();
            RawHttp.require(
                connections.mine().put("/api/v1/orders/web/" + order, "{" + lines(order) + "}"),
                200);
          });
    }
  }

  private Measure batches(int pieces) throws Exception {
    try (Connections connections = new Connections(server)) {
      return Measure.of(
          BATCH_CONNECTIONS,
          pieces,
          number -> {
            StringBuilder body = new StringBuilder("{\"orders\":[");
            for (int i = 0; i < BATCH; i++) {
              long order = orders.incrementAndGet();
              body.append(i == 0 ? "" : ",")
                  .append("{\"channel\":\"web\",\"external_id\":\"")
                  .append(order)
                  .append("\",")
                  .append(lines(order))
                  .append('}');
            }
            RawHttp.Answer answer =
                connections.mine().post("/api/v1/orders:batch", "", body.append("]}").toString());
            RawHttp.require(answer, 200);
            if (!answer.text().contains("\"accepted\":" + BATCH + ",")) {
              throw new IllegalStateException("not all taken: " + answer.text());
            }
          });
    }
  }
}
