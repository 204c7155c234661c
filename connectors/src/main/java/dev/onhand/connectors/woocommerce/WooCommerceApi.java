package dev.onhand.connectors.woocommerce;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Cursor;
import dev.onhand.connector.PageSince;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.Settings;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpCall.Method;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connector.http.ReplyRules;
import dev.onhand.connectors.woocommerce.WooCommerceDocuments.EntryDocument;
import dev.onhand.connectors.woocommerce.WooCommerceDocuments.ErrorDocument;
import dev.onhand.connectors.woocommerce.WooCommerceDocuments.OrderDocument;
import dev.onhand.connectors.woocommerce.WooCommerceDocuments.ProductDocument;
import dev.onhand.connectors.woocommerce.WooCommerceDocuments.RefundDocument;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The endpoints. */
final class WooCommerceApi {

  static final int PAGE_SIZE = 100;

  private static final String BASE = "/wp-json/wc/v3";
  private static final String STOCK = "id,sku,name,type,status,manage_stock,stock_quantity";
  private static final String PRODUCT = STOCK + ",variations";
  private static final String ORDER =
      "id,status,date_created_gmt,date_modified_gmt,line_items,refunds";

  static final ReplyRules RULES =
      new ReplyRules() {
        @Override
        public Cause why(HttpReply reply) {
          boolean isOfOthers = reply.status() == 403 && ErrorDocument.of(reply).code().isEmpty();
          return isOfOthers ? Cause.TURNED_AWAY : ReplyRules.USUAL.why(reply);
        }

        @Override
        public String advice(HttpReply reply) {
          ErrorDocument error = ErrorDocument.of(reply);
          return switch (error.code()) {
            case "" -> "";
            case "rest_no_route" ->
                "the plugin is off, or permalinks are Plain: see WordPress, Settings, Permalinks";
            default ->
                reply.status() == 401
                    ? "%s; if the key is good, the server drops the header: set login to query"
                        .formatted(error.said())
                    : error.said();
          };
        }
      }.pointing();

  private final ConnectorHttp http;
  private final boolean turnsStockOn;

  /**
   * A page of a list.
   *
   * @param pages how many there are
   */
  record Page<T>(List<T> all, int pages) {

    boolean hasNext(int page) {
      return page < pages;
    }
  }

  /**
   * A page of orders.
   *
   * @param isSorted by time of change; else by id
   */
  record Orders(List<OrderDocument> orders, int pages, boolean isSorted) {

    /**
     * Where the next page begins. A list that is sorted by id does not shift: it goes by number.
     */
    @Nullable Cursor next(PageSince at) {
      boolean hasMore = isSorted ? orders.size() == PAGE_SIZE : at.page() < pages;
      return hasMore ? at.next(isSorted ? orders.getLast().modifiedAt() : at.since()) : null;
    }
  }

  WooCommerceApi(Settings settings, ConnectorHttp http) {
    String key = settings.text("consumer_key");
    String secret = settings.text("consumer_secret");
    ConnectorHttp plain =
        http.at(settings.url("address")).with(RULES).with("Accept", "application/json");
    this.http =
        settings.text("login").equals("query")
            ? plain.withHidden("consumer_key", key).withHidden("consumer_secret", secret)
            : plain.withBasic(key, secret);
    this.turnsStockOn = settings.isOn("turns_stock_on");
  }

  Page<ProductDocument> products(int page) throws InterruptedException {
    return page(
        "/products?per_page=%d&page=%d&orderby=id&order=asc&status=any&_fields=%s"
            .formatted(PAGE_SIZE, page, PRODUCT));
  }

  Page<ProductDocument> variations(long parent, int page) throws InterruptedException {
    return page(
        "/products/%d/variations?per_page=%d&page=%d&_fields=%s"
            .formatted(parent, PAGE_SIZE, page, STOCK));
  }

  private Page<ProductDocument> page(String path) throws InterruptedException {
    HttpReply reply = http.send(HttpCall.get(BASE + path, Purpose.LISTINGS_READ), 200);
    return new Page<>(
        List.of(WooCommerceDocuments.read(reply, ProductDocument[].class)), pages(reply));
  }

  /** Pages end by what the header says: a page past the end is empty, or an error. */
  private static int pages(HttpReply reply) {
    return reply
        .header("x-wp-totalpages")
        .filter(text -> text.matches("\\d{1,7}"))
        .map(Integer::parseInt)
        .orElseThrow(
            () -> new IllegalStateException("the list does not say how many pages it has"));
  }

  Optional<ProductDocument> product(String id) throws InterruptedException {
    HttpReply reply =
        http.send(
            HttpCall.get(
                "%s/products/%s?_fields=%s".formatted(BASE, HttpCall.encoded(id), PRODUCT),
                Purpose.LISTING_READ),
            200,
            404);
    return found(reply, ProductDocument.class);
  }

  private static <T> Optional<T> found(HttpReply reply, Class<T> type) {
    ErrorDocument error = ErrorDocument.of(reply);
    if (!reply.isSuccess() && !error.code().contains("invalid_id")) {
      throw new IllegalStateException("the shop said: " + error.said());
    }
    return reply.isSuccess()
        ? Optional.of(WooCommerceDocuments.read(reply, type))
        : Optional.empty();
  }

  /**
   * @param parent whose variations these are; empty: they are products
   * @return an answer with 200 or 404
   */
  HttpReply batch(String parent, List<QuantityUpdate> updates) throws InterruptedException {
    String of = parent.isEmpty() ? "" : "/" + HttpCall.encoded(parent) + "/variations";
    List<EntryDocument> entries =
        updates.stream()
            .map(
                it ->
                    new EntryDocument(
                        Long.parseLong(StockId.of(it).id()),
                        it.quantity(),
                        turnsStockOn ? true : null))
            .toList();
    return http.send(
        HttpCall.send(
            Method.POST,
            "%s/products%s/batch?_fields=id,manage_stock,stock_quantity,error".formatted(BASE, of),
            WooCommerceDocuments.JSON.write(Map.of("update", entries)),
            Purpose.PUSH),
        200,
        404);
  }

  /** Without the flag the shop's own hour would count. */
  Orders orders(PageSince from) throws InterruptedException {
    HttpReply sorted = orders(from, "modified");
    boolean isSorted = sorted.isSuccess();
    HttpReply reply = isSorted ? sorted : orders(from, "id");
    return new Orders(
        List.of(WooCommerceDocuments.read(reply, OrderDocument[].class)), pages(reply), isSorted);
  }

  private HttpReply orders(PageSince from, String orderBy) throws InterruptedException {
    Instant before = from.since().minusSeconds(1); // after means later than
    String after = before.toString().replace("Z", ""); // in UTC, without saying so
    int[] expected = orderBy.equals("modified") ? new int[] {200, 400} : new int[] {200};
    return http.send(
        HttpCall.get(
            "%s/orders?modified_after=%s&dates_are_gmt=true&orderby=%s&order=asc&per_page=%d&page=%d&status=any&_fields=%s"
                .formatted(BASE, after, orderBy, PAGE_SIZE, from.page(), ORDER),
            Purpose.ORDERS_POLL),
        expected);
  }

  Optional<OrderDocument> order(String id) throws InterruptedException {
    HttpReply reply =
        http.send(
            HttpCall.get(
                "%s/orders/%s?_fields=%s".formatted(BASE, HttpCall.encoded(id), ORDER),
                Purpose.ORDER_READ),
            200,
            404);
    return found(reply, OrderDocument.class);
  }

  List<RefundDocument> refunds(long order) throws InterruptedException {
    HttpReply reply =
        http.send(
            HttpCall.get(
                "%s/orders/%d/refunds?per_page=100&_fields=id,line_items".formatted(BASE, order),
                Purpose.ORDER_READ),
            200);
    return List.of(WooCommerceDocuments.read(reply, RefundDocument[].class));
  }
}
