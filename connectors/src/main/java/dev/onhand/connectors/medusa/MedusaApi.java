package dev.onhand.connectors.medusa;

import dev.onhand.connector.Settings;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpCall.Method;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connectors.medusa.MedusaDocuments.BatchDocument;
import dev.onhand.connectors.medusa.MedusaDocuments.ItemDocument;
import dev.onhand.connectors.medusa.MedusaDocuments.ItemsDocument;
import dev.onhand.connectors.medusa.MedusaDocuments.OneItemDocument;
import dev.onhand.connectors.medusa.MedusaDocuments.OneOrderDocument;
import dev.onhand.connectors.medusa.MedusaDocuments.OrderDocument;
import dev.onhand.connectors.medusa.MedusaDocuments.OrdersDocument;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The endpoints. */
final class MedusaApi {

  /** Medusa sets no limit; these are pages of a reasonable size. */
  static final int ITEMS_PER_PAGE = 200;

  static final int ORDERS_PER_PAGE = 100;

  private static final String ITEM_FIELDS = HttpCall.encoded("id,sku,title,*location_levels");
  private static final String ORDER_FIELDS =
      HttpCall.encoded("id,status,created_at,updated_at,*shipping_address,*items,*items.detail");

  private final ConnectorHttp http;

  MedusaApi(Settings settings, ConnectorHttp http) {
    this.http =
        http.at(settings.url("address"))
            .with("Authorization", "Basic " + settings.text("api_key"))
            .with("Accept", "application/json");
  }

  ItemsDocument items(long offset) throws InterruptedException {
    HttpReply reply =
        http.send(
            HttpCall.get(
                "/admin/inventory-items?limit=%d&offset=%d&order=id&fields=%s"
                    .formatted(ITEMS_PER_PAGE, offset, ITEM_FIELDS),
                Purpose.LISTINGS_READ));
    return MedusaDocuments.JSON.read(reply, ItemsDocument.class);
  }

  /** Those of these that there are. */
  List<ItemDocument> items(List<String> ids) throws InterruptedException {
    String wanted =
        ids.stream()
            .map(id -> HttpCall.encoded("id[]") + "=" + HttpCall.encoded(id))
            .collect(Collectors.joining("&"));
    HttpReply reply =
        http.send(
            HttpCall.get(
                "/admin/inventory-items?%s&limit=%d&fields=%s"
                    .formatted(wanted, ids.size(), ITEM_FIELDS),
                Purpose.LISTING_READ));
    return MedusaDocuments.JSON.read(reply, ItemsDocument.class).items();
  }

  Optional<ItemDocument> item(String id) throws InterruptedException {
    HttpReply reply =
        http.send(
            HttpCall.get(
                "/admin/inventory-items/%s?fields=%s".formatted(HttpCall.encoded(id), ITEM_FIELDS),
                Purpose.LISTING_READ),
            200,
            404);
    return reply.isSuccess()
        ? Optional.of(MedusaDocuments.JSON.read(reply, OneItemDocument.class).item())
        : Optional.empty();
  }

  /**
   * @return an answer with 200, 400 or 404
   */
  HttpReply setLevels(BatchDocument batch) throws InterruptedException {
    return http.send(
        HttpCall.send(
            Method.POST,
            "/admin/inventory-items/location-levels/batch",
            MedusaDocuments.JSON.write(batch),
            Purpose.PUSH),
        200,
        400,
        404);
  }

  OrdersDocument orders(OrdersFrom from) throws InterruptedException {
    HttpReply reply =
        http.send(
            HttpCall.get(
                "/admin/orders?%s=%s&order=updated_at&limit=%d&offset=%d&fields=%s"
                    .formatted(
                        HttpCall.encoded("updated_at[$gte]"),
                        HttpCall.encoded(from.since().toString()),
                        ORDERS_PER_PAGE,
                        from.offset(),
                        ORDER_FIELDS),
                Purpose.ORDERS_POLL));
    return MedusaDocuments.JSON.read(reply, OrdersDocument.class);
  }

  Optional<OrderDocument> order(String id) throws InterruptedException {
    HttpReply reply =
        http.send(
            HttpCall.get(
                "/admin/orders/%s?fields=%s".formatted(HttpCall.encoded(id), ORDER_FIELDS),
                Purpose.ORDER_READ),
            200,
            404);
    return reply.isSuccess()
        ? Optional.of(MedusaDocuments.JSON.read(reply, OneOrderDocument.class).order())
        : Optional.empty();
  }
}
