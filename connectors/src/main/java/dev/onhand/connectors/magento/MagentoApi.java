package dev.onhand.connectors.magento;

import dev.onhand.connector.PageSince;
import dev.onhand.connector.Settings;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpCall.Method;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.OAuth1;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connector.http.ReplyRules;
import dev.onhand.connector.json.JsonCalls;
import dev.onhand.connectors.magento.MagentoDocuments.NewStockItemDocument;
import dev.onhand.connectors.magento.MagentoDocuments.OrderDocument;
import dev.onhand.connectors.magento.MagentoDocuments.OrdersDocument;
import dev.onhand.connectors.magento.MagentoDocuments.ProductDocument;
import dev.onhand.connectors.magento.MagentoDocuments.ProductsDocument;
import dev.onhand.connectors.magento.MagentoDocuments.SetSourceItemsDocument;
import dev.onhand.connectors.magento.MagentoDocuments.SetStockItemDocument;
import dev.onhand.connectors.magento.MagentoDocuments.SourceItemDocument;
import dev.onhand.connectors.magento.MagentoDocuments.SourceItemsDocument;
import dev.onhand.connectors.magento.MagentoDocuments.StockItemDocument;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The endpoints, all of the store code {@code all}. */
final class MagentoApi {

  static final int PAGE_SIZE = 100;

  /** So long an address may be, of which web servers take 8,000 characters. */
  private static final int SKUS_LENGTH_MAX = 6_000;

  /** What a SKU costs that stands alone, beside itself. */
  private static final int ALONE_LENGTH = 300;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  /** What a token may not read is named beside the text. */
  private static final ReplyRules RULES = ReplyRules.USUAL.telling("message").telling("resources");

  private final JsonCalls calls;

  MagentoApi(Settings settings, ConnectorHttp http) {
    boolean isSigned = settings.text("login").equals("oauth");
    ConnectorHttp all =
        http.at(settings.url("address")).with(RULES).with("Accept", "application/json");
    JsonCalls.Sender sender =
        all.with("Authorization", "Bearer " + settings.text("access_token"))::send;
    if (isSigned) {
      OAuth1 signing =
          new OAuth1(
              settings.url("address"),
              settings.text("consumer_key"),
              settings.secret("consumer_secret"),
              settings.text("access_token"),
              settings.secret("access_token_secret"),
              http::now);
      sender = (call, expected) -> all.send(signing.signed(call), expected);
    }
    this.calls = new JsonCalls(sender, MagentoDocuments.JSON);
  }

  ProductsDocument products(int page) throws InterruptedException {
    Criteria criteria =
        new Criteria()
            .sortedBy("entity_id")
            .page(PAGE_SIZE, page)
            .fields("sku,name,status,type_id");
    return calls.read(
        HttpCall.get("/rest/all/V1/products?" + criteria, Purpose.LISTINGS_READ),
        ProductsDocument.class);
  }

  /** Those of these that there are. */
  List<ProductDocument> products(List<String> skus) throws InterruptedException {
    List<ProductDocument> found = new ArrayList<>();
    for (List<String> some : parts(skus)) {
      Criteria criteria =
          new Criteria().oneOf("sku", some).page(some.size(), 1).fields("sku,name,status,type_id");
      found.addAll(
          calls
              .read(
                  HttpCall.get("/rest/all/V1/products?" + criteria, Purpose.LISTING_READ),
                  ProductsDocument.class)
              .items());
    }
    return found;
  }

  List<SourceItemDocument> sourceItems(String source, List<String> skus)
      throws InterruptedException {
    List<SourceItemDocument> found = new ArrayList<>();
    for (List<String> some : parts(skus)) {
      Criteria criteria =
          new Criteria()
              .where("source_code", "eq", source)
              .oneOf("sku", some)
              .page(some.size(), 1)
              .fields("sku,source_code,quantity,status");
      found.addAll(
          calls
              .read(
                  HttpCall.get(
                      "/rest/all/V1/inventory/source-items?" + criteria, Purpose.LISTING_READ),
                  SourceItemsDocument.class)
              .items());
    }
    return found;
  }

  /** As many together as fit into one address. */
  static List<List<String>> parts(List<String> skus) {
    List<List<String>> parts = new ArrayList<>();
    int length = SKUS_LENGTH_MAX;
    for (String sku : skus) {
      int more = HttpCall.encoded(sku + ",").length() + (sku.contains(",") ? ALONE_LENGTH : 0);
      length += more;
      if (length > SKUS_LENGTH_MAX) {
        parts.add(new ArrayList<>());
        length = more;
      }
      parts.getLast().add(sku);
    }
    return parts;
  }

  /**
   * @return an answer with 200 or 400
   */
  HttpReply setSourceItems(List<SourceItemDocument> items) throws InterruptedException {
    return calls.send(
        HttpCall.send(
            Method.POST,
            "/rest/all/V1/inventory/source-items",
            MagentoDocuments.JSON.write(new SetSourceItemsDocument(items)),
            Purpose.PUSH),
        200,
        400);
  }

  Optional<StockItemDocument> stockItem(String sku) throws InterruptedException {
    return calls.find(
        HttpCall.get("/rest/all/V1/stockItems/" + HttpCall.encoded(sku), Purpose.LISTING_READ),
        StockItemDocument.class);
  }

  /**
   * @return an answer with 200, 400 or 404
   */
  HttpReply setStockItem(String sku, long item, long quantity) throws InterruptedException {
    return calls.send(
        HttpCall.send(
            Method.PUT,
            "/rest/all/V1/products/%s/stockItems/%d".formatted(HttpCall.encoded(sku), item),
            MagentoDocuments.JSON.write(
                new SetStockItemDocument(new NewStockItemDocument(quantity, quantity > 0))),
            Purpose.PUSH),
        200,
        400,
        404);
  }

  OrdersDocument orders(PageSince from) throws InterruptedException {
    Criteria criteria =
        new Criteria()
            .where("updated_at", "gteq", TIME.format(from.since()))
            .sortedBy("updated_at")
            .sortedBy("entity_id")
            .page(PAGE_SIZE, from.page());
    return calls.read(
        HttpCall.get("/rest/all/V1/orders?" + criteria, Purpose.ORDERS_POLL), OrdersDocument.class);
  }

  Optional<OrderDocument> order(String id) throws InterruptedException {
    return calls.find(
        HttpCall.get("/rest/all/V1/orders/" + HttpCall.encoded(id), Purpose.ORDER_READ),
        OrderDocument.class);
  }
}
