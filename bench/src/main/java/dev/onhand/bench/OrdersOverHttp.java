package dev.onhand.bench;

import java.util.concurrent.atomic.AtomicLong;

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
    server.stock("P", PRODUCTS, 1_000_000); // enough of everything
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
