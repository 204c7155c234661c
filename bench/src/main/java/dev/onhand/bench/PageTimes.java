package dev.onhand.bench;

import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/** How long the server takes for each page of {@link BigShop}, for one person and for four. */
final class PageTimes {

  private static final int MILLIS_MAX = 100;
  private static final int TIMES = 40;
  private static final int TOGETHER = 4;
  private static final double P95 = 0.95;

  /** The compiler and the database's cache are warm then. */
  private static final int WARM_UP = 15;

  private static final Pattern REPORT = Pattern.compile("href=\"(/reports/[a-z-]+)\"");

  private final ShippedServer server;
  private final BigShop shop;
  private final Report report;

  PageTimes(ShippedServer server, BigShop shop, Report report) {
    this.server = server;
    this.shop = shop;
    this.report = report;
  }

  void run() throws Exception {
    String cookie = signIn();
    String session = "Cookie: " + cookie;
    List<String> paths = new ArrayList<>(pages());
    paths.addAll(reports(cookie));
    for (String path : paths) {
      measure(session, path, 1, WARM_UP);
      Measure alone = measure(session, path, 1, TIMES);
      Measure together = measure(session, path, TOGETHER, TOGETHER * TIMES);
      report.add(
          "GET " + path,
          "%s; %d at once %s".formatted(shown(alone), TOGETHER, shown(together)),
          "p95 < %d ms".formatted(MILLIS_MAX),
          alone.millisAt(P95) < MILLIS_MAX && together.millisAt(P95) < MILLIS_MAX);
    }
  }

  private static String shown(Measure measure) {
    return "p50 %.1f ms, p95 %.1f ms".formatted(measure.millisAt(0.5), measure.millisAt(P95));
  }

  /**
   * Every page that shows stock, orders or channels; of long lists also a page far from the first.
   */
  private List<String> pages() {
    long middle = shop.products() / 2;
    String product = PublicId.of(IdKind.PRODUCT, middle);
    String order = PublicId.of(IdKind.ORDER, shop.orders() / 2);
    String movement = PublicId.of(IdKind.MOVEMENT, shop.movements() / 2);
    String listing = PublicId.of(IdKind.LISTING, shop.listings() / 2);
    return List.of(
        "/",
        "/stock",
        "/stock?q=product+9",
        "/stock?location=L3",
        "/stock?below_floor=true",
        "/stock?starting_after=" + product,
        "/stock/P" + middle,
        "/stock/P1?days=90",
        "/stock/P1?at=2026-06-01T10:00&axis=recorded",
        "/adjustments",
        "/orders",
        "/orders?only=backordered",
        "/orders?only=parked",
        "/orders?channel=c2&status=processing",
        "/orders?starting_after=" + order,
        "/orders/c1/o-" + 4 * (shop.orders() / 8),
        "/journal",
        "/journal?starting_after=" + movement,
        "/journal?sku=P1&reason=purchase",
        "/journal?location=L2&from=2026-06-01&to=2026-06-02",
        "/journal?actor=token:nobody",
        "/listings",
        "/listings?channel=c3&only=unmatched",
        "/listings?only=over",
        "/listings?only=unknown",
        "/listings?sku=P" + middle,
        "/listings?starting_after=" + listing,
        "/listings/" + listing,
        "/channels",
        "/sync",
        "/reconciliations",
        "/reconciliations/stock",
        "/reconciliations/" + PublicId.of(IdKind.RECONCILIATION, 1_001),
        "/receiving",
        "/receiving?status=open&overdue=true",
        "/receiving/" + PublicId.of(IdKind.PURCHASE, 2_500),
        "/batches",
        "/batches/" + PublicId.of(IdKind.BATCH, 500),
        "/alerts",
        "/alerts?closed=true",
        "/reports",
        "/account",
        "/settings/locations",
        "/settings/users",
        "/settings/tokens",
        "/settings/audit",
        "/settings/about");
  }

  private Measure measure(String session, String path, int visitors, int times) throws Exception {
    ConcurrentLinkedQueue<RawHttp> free = new ConcurrentLinkedQueue<>();
    try {
      for (int i = 0; i < visitors; i++) {
        free.add(server.connect(session));
      }
      return Measure.of(
          visitors,
          times,
          number -> {
            RawHttp http = free.remove();
            RawHttp.require(http.get(path), 200);
            free.add(http);
          });
    } finally {
      for (RawHttp http : free) {
        http.close();
      }
    }
  }

  /** Those that the page of reports leads to. */
  private List<String> reports(String cookie) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      String page =
          http.send(
                  HttpRequest.newBuilder(URI.create(server.url() + "/reports"))
                      .header("Cookie", cookie)
                      .build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      return REPORT.matcher(page).results().map(found -> found.group(1)).distinct().toList();
    }
  }

  /** The cookie of a new session. */
  private String signIn() throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<Void> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(server.url() + "/sign-in"))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "token=" + URLEncoder.encode(server.token(), StandardCharsets.UTF_8)))
                  .build(),
              HttpResponse.BodyHandlers.discarding());
      String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
      return cookie.substring(0, cookie.indexOf(';'));
    }
  }
}
