package dev.onhand.connectors.vendure;

import dev.onhand.connector.DeferredException;
import dev.onhand.connector.Settings;
import dev.onhand.connector.UnconfirmedException;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connector.json.Graphql;
import dev.onhand.connector.json.Graphql.GraphqlError;
import dev.onhand.connector.json.GraphqlCalls;
import dev.onhand.connector.json.Operations;
import dev.onhand.connectors.vendure.VendureDocuments.OrderDocument;
import dev.onhand.connectors.vendure.VendureDocuments.OrdersDocument;
import dev.onhand.connectors.vendure.VendureDocuments.PushReplyDocument;
import dev.onhand.connectors.vendure.VendureDocuments.VariantDocument;
import dev.onhand.connectors.vendure.VendureDocuments.VariantsDocument;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operations. */
final class VendureApi {

  static final int VARIANTS_PER_PAGE = 250;
  static final int ORDERS_PER_PAGE = 100;

  private static final String UPDATED = "/data/updateProductVariants";

  static final Operations OPERATIONS = Operations.beside(VendureApi.class, "vendure.graphql");

  private final VendureSession session;
  private final GraphqlCalls calls;

  VendureApi(Settings settings, ConnectorHttp http) {
    this.session = new VendureSession(settings, http);
    this.calls =
        new GraphqlCalls(
            (call, _) -> session.send(call),
            "",
            OPERATIONS,
            VendureDocuments.JSON,
            error -> new DeferredException(error.cause(), "the shop said: " + error.message()));
  }

  VariantsDocument variants(int skip) throws InterruptedException {
    return variants(
        Map.of("take", VARIANTS_PER_PAGE, "skip", skip, "sort", Map.of("id", "ASC")),
        Purpose.LISTINGS_READ);
  }

  /** Those of these that there are. */
  List<VariantDocument> variants(List<String> ids) throws InterruptedException {
    return variants(
            Map.of(
                "take",
                ids.size(),
                "sort",
                Map.of("id", "ASC"),
                "filter",
                Map.of("id", Map.of("in", ids))),
            Purpose.LISTING_READ)
        .items();
  }

  private VariantsDocument variants(Map<String, Object> options, Purpose purpose)
      throws InterruptedException {
    return calls.read(
        query("Variants", Map.of("options", options), purpose),
        "/data/productVariants",
        VariantsDocument.class);
  }

  /**
   * All of it or nothing.
   *
   * @param isLast whether it cannot be told apart further: then an error of the shop's own leaves
   *     open what became of it
   */
  PushReplyDocument update(List<Object> input, boolean isLast) throws InterruptedException {
    HttpReply reply = session.send(calls.operation("Update", Map.of("input", input), Purpose.PUSH));
    Optional<GraphqlError> error = Graphql.error(reply);
    if (error.isEmpty()) {
      return new PushReplyDocument(
          Optional.of(List.of(VendureDocuments.JSON.read(reply, UPDATED, VariantDocument[].class))),
          error);
    }
    if (isLast && error.get().isFailure()) {
      throw new UnconfirmedException("the shop failed: " + error.get().message());
    }
    return new PushReplyDocument(Optional.empty(), error);
  }

  /**
   * Those placed or changed since: placing an order leaves its time of change as it was. Which they
   * are only grows while pages are read, so none slips through between two.
   */
  OrdersDocument orders(Instant since, int skip) throws InterruptedException {
    Map<String, Object> options =
        Map.of(
            "take",
            ORDERS_PER_PAGE,
            "skip",
            skip,
            "sort",
            Map.of("id", "ASC"),
            "filter",
            Map.of(
                "orderPlacedAt",
                Map.of("isNull", false),
                "_or",
                List.of(
                    Map.of("orderPlacedAt", notBefore(since)),
                    Map.of("updatedAt", notBefore(since)))));
    return calls.read(
        query("Orders", Map.of("options", options), Purpose.ORDERS_POLL),
        "/data/orders",
        OrdersDocument.class);
  }

  /**
   * After means later than. A shop on SQLite keeps the time of change to the second, without what
   * is over.
   */
  private static Map<String, Object> notBefore(Instant since) {
    return Map.of("after", since.truncatedTo(ChronoUnit.SECONDS).minusMillis(1).toString());
  }

  Optional<OrderDocument> order(String id) throws InterruptedException {
    return calls.find(
        query("OneOrder", Map.of("id", id), Purpose.ORDER_READ),
        "/data/order",
        OrderDocument.class);
  }

  private HttpCall query(String name, Map<String, Object> variables, Purpose purpose) {
    return calls.operation(name, variables, purpose).asking();
  }
}
