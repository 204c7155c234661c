package dev.onhand.server.orders;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.orders.Backorder;
import dev.onhand.engine.orders.Backorders;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.model.Quantity;
import dev.onhand.server.access.Caller;
import dev.onhand.server.access.Needs;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ListBody;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Refs;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who waits for what. */
@RestController
@RequestMapping(path = BackorderController.PATH, produces = "application/json")
class BackorderController {

  static final String PATH = "/api/v1/backorders";

  private final Backorders backorders;

  BackorderController(Backorders backorders) {
    this.backorders = backorders;
  }

  /**
   * Units of a product that a line of an order waits for.
   *
   * @param id says where it stands; good for starting_after only
   * @param productId id of the product; of a bundle's component, where a bundle was ordered
   * @param position in the queue for the product: 1 is filled first
   * @param orderId id of the order that waits
   * @param channel code of the channel the order comes from
   * @param externalId what the channel calls the order
   * @param line its name within the order
   * @param missing units that should be reserved and are not there
   * @param priority the order's: higher is filled first
   * @param since when it began to wait, without a break; of the same priority the oldest is filled
   *     first
   */
  record BackorderBody(
      String object,
      String id,
      String productId,
      String sku,
      long position,
      String orderId,
      String channel,
      String externalId,
      String line,
      long missing,
      int priority,
      Instant since) {

    static BackorderBody of(Backorder backorder) {
      Backorder.Place place = backorder.place();
      return new BackorderBody(
          "backorder",
          Cursor.write(place),
          PublicId.of(IdKind.PRODUCT, place.product().value()),
          backorder.sku(),
          backorder.position(),
          PublicId.of(IdKind.ORDER, place.order()),
          backorder.order().channel(),
          backorder.order().externalId(),
          place.line(),
          backorder.missing(),
          place.priority(),
          place.since());
    }
  }

  /**
   * Lists who waits for what, product by product, each queue in the order in which it is filled: by
   * priority, then who waited longest.
   *
   * @param sku SKU or id of the product; not given: of all
   * @param channel code of the orders' channel; not given: of all
   * @param startingAfter the id of the last row of the page before
   * @param limit rows of a page, 1 to 200; not given: 50
   */
  @GetMapping
  @Needs(Scope.ORDERS_READ)
  ListBody<BackorderBody> listBackorders(
      Caller caller,
      @RequestParam(required = false) @Nullable String sku,
      @RequestParam(required = false) @Nullable String channel,
      @RequestParam(name = "starting_after", required = false) @Nullable String startingAfter,
      @RequestParam(required = false) @Nullable String limit) {
    Fields fields = Fields.ofParameters();
    Fields.Field<ProductRef> product = fields.optional("sku", sku, Refs::product);
    var after = fields.optional("starting_after", startingAfter, Cursor::read);
    var rows = fields.optional("limit", limit, BackorderController::rows);
    return fields.build(
        () ->
            ListBody.of(
                PATH,
                backorders.list(
                    caller.seller(),
                    product.orNull(),
                    channel,
                    after.orNull(),
                    Objects.requireNonNullElse(rows.orNull(), PageRequest.LIMIT_DEFAULT)),
                BackorderBody::of));
  }

  private static int rows(String text) {
    long rows = Quantity.parseWhole("limit", text);
    return PageRequest.first(Math.clamp(rows, -1, Integer.MAX_VALUE)).limit();
  }

  /** A place as text: it stays good when who stands there is served. */
  private static final class Cursor {

    private static final String PREFIX = "bko_";
    private static final int PARTS = 5;

    private Cursor() {}

    static String write(Backorder.Place place) {
      String parts =
          "%d %d %d %d %s"
              .formatted(
                  place.product().value(),
                  place.priority(),
                  ChronoUnit.MICROS.between(Instant.EPOCH, place.since()),
                  place.order(),
                  place.line());
      return PREFIX
          + Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(parts.getBytes(StandardCharsets.UTF_8));
    }

    static Backorder.Place read(String text) {
      try {
        String[] parts =
            new String(
                    Base64.getUrlDecoder()
                        .decode(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "!"),
                    StandardCharsets.UTF_8)
                .split(" ", PARTS);
        if (parts.length == PARTS
            && parts[PARTS - 1].indexOf('\0') < 0
            && Long.parseLong(parts[2]) >= 0) {
          return new Backorder.Place(
              new ProductId(Long.parseLong(parts[0])),
              Integer.parseInt(parts[1]),
              Instant.EPOCH.plus(Long.parseLong(parts[2]), ChronoUnit.MICROS),
              Long.parseLong(parts[3]),
              parts[4]);
        }
      } catch (RuntimeException e) {
        // told below
      }
      throw new IllegalArgumentException(
          "starting_after must be the id of a backorder, as this list gives it");
    }
  }
}
