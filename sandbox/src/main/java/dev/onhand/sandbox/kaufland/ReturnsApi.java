package dev.onhand.sandbox.kaufland;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.shop.Order;
import dev.onhand.sandbox.shop.Piece;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /returns}: each piece that is back came in a parcel of its own, which was received. */
final class ReturnsApi {
  private static final String STATUS = "package_received";

  private final Site site;
  private final String storefront;

  ReturnsApi(Site site, String storefront) {
    this.site = site;
    this.storefront = storefront;
  }

  /** A piece that is back. */
  private record Parcel(Order order, Piece piece) {
    /** Another number than that of the piece, so that a mix-up is seen. */
    long id() {
      return OrdersApi.number(piece) + 7;
    }
  }

  Response list(Request request) {
    Optional<Pages> pages = Pages.of(request);
    if (pages.isEmpty()) {
      return Problem.VALIDATION_ERROR.response("limit", "limit or offset is not valid");
    }
    Instant updated;
    try {
      updated = request.parameter("ts_updated_from_iso").map(Instant::parse).orElse(Instant.MIN);
    } catch (DateTimeParseException wrong) {
      return Problem.VALIDATION_ERROR.response("ts", "no time: " + wrong.getParsedString());
    }
    List<String> statuses = request.parameters().getOrDefault("status", List.of(STATUS));
    List<Parcel> rows =
        all().stream()
            .filter(_ -> statuses.contains(STATUS))
            .filter(it -> it.order().updatedAt().truncatedTo(ChronoUnit.SECONDS).isAfter(updated))
            .sorted(
                Comparator.comparing((Parcel it) -> it.order().updatedAt())
                    .thenComparing(Parcel::id)
                    .reversed())
            .toList();
    return site.json(Purpose.ORDER_POLL, 200, pages.get().envelope(rows, this::document));
  }

  private List<Parcel> all() {
    return site.shop().orders().stream()
        .flatMap(order -> Piece.of(order).stream().map(it -> new Parcel(order, it)))
        .filter(it -> it.piece().fate() == Piece.Fate.RETURNED)
        .toList();
  }

  Response one(Request request, String id) {
    return all().stream()
        .filter(it -> ("" + it.id()).equals(id))
        .findFirst()
        .map(it -> answer(request, it))
        .orElseGet(() -> Problem.NOT_FOUND.response("Resource not found"));
  }

  private Response answer(Request request, Parcel parcel) {
    ObjectNode document = document(parcel);
    if (request.parameters().getOrDefault("embedded", List.of()).contains("return_units")) {
      ArrayNode units = document.putArray("return_units");
      units
          .addObject()
          .put("id_return_unit", parcel.id() + 1)
          .put("id_return", parcel.id())
          .put("id_order_unit", OrdersApi.number(parcel.piece()))
          .put("ts_created_iso", parcel.order().updatedAt().toString())
          .put("status", "return_arrived")
          .putNull("note")
          .put("reason", "no_reason")
          .put("storefront", storefront)
          .put("fulfillment_type", "fulfilled_by_merchant");
    }
    ObjectNode answer = Json.object();
    answer.set("data", document);
    return site.json(Purpose.ORDER_READ, 200, answer);
  }

  private ObjectNode document(Parcel parcel) {
    return Json.object()
        .put("id_return", parcel.id())
        .put("ts_created_iso", parcel.order().updatedAt().toString())
        .put("ts_updated_iso", parcel.order().updatedAt().toString())
        .put("storefront", storefront)
        .put("tracking_provider", "DHL")
        .put("tracking_code", "0034" + parcel.id())
        .put("status", STATUS)
        .put("fulfillment_type", "fulfilled_by_merchant");
  }
}
