package dev.onhand.server.orders;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.State;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.engine.ledger.Run;
import dev.onhand.model.Quantity;
import dev.onhand.model.Text;
import dev.onhand.server.movements.MovementBody;
import dev.onhand.server.movements.Runs;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.PublicId;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Required;
import dev.onhand.server.web.Times;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Returns as they are sent and answered. */
final class ReturnBodies {

  private ReturnBodies() {}

  /**
   * The line of an order that came back.
   *
   * @param channel code of the channel the order comes from
   * @param externalId what the channel calls it
   * @param line its name within the order
   */
  record OrderLineRef(
      @Required @Nullable String channel,
      @Required @Nullable String externalId,
      @Required @Nullable String line) {

    private OfLine read() {
      Fields fields = new Fields();
      var from =
          fields.required(
              "order/channel",
              channel,
              code -> Text.identifier("channel", code, Order.Name.CHANNEL_LENGTH_MAX));
      var id =
          fields.required(
              "order/external_id",
              externalId,
              text -> Text.identifier("external_id", text, Order.Name.EXTERNAL_ID_LENGTH_MAX));
      var name =
          fields.required(
              "order/line",
              line,
              text -> Text.identifier("line", text, OrderSnapshot.Line.ID_LENGTH_MAX));
      return fields.build(() -> new OfLine(new Order.Name(from.get(), id.get()), name.get()));
    }
  }

  /** A line of an order. */
  record OfLine(Order.Name order, String line) {}

  /**
   * What came back.
   *
   * @param order the line it was sold on; not given: not known, then sku and location are needed
   * @param sku the product, by its SKU or id; of an order's line its line says it
   * @param quantity units: of the line, or of the product
   * @param disposition the state it is in: available, damaged or quality_control
   * @param location where it is now, code or id; not given: where it was shipped from
   * @param reference what the return is called, such as an RMA number; only without an order
   * @param occurredAt when it came; not given: now
   */
  record NewReturn(
      @Nullable OrderLineRef order,
      @Nullable String sku,
      @Required @Nullable Long quantity,
      @Required @Nullable String disposition,
      @Nullable String location,
      @Nullable String reference,
      @Nullable String note,
      @Nullable String occurredAt) {

    Said said() {
      Fields fields = new Fields();
      OfLine line = fields.nested(order, OrderLineRef::read);
      var product =
          order == null
              ? fields.required("sku", sku, Refs::product)
              : fields.optional("sku", sku, Refs::product);
      var units = fields.required("quantity", quantity, Quantity::of);
      var state = fields.required("disposition", disposition, OrderRequests::disposition);
      var place =
          order == null
              ? fields.required("location", location, Refs::location)
              : fields.optional("location", location, Refs::location);
      var name =
          fields.optional(
              "reference", reference, text -> Text.identifier("reference", text, Cause.LENGTH_MAX));
      var said =
          fields.optional("note", note, text -> Text.free("note", text, Details.NOTE_LENGTH_MAX));
      var time =
          fields.optional("occurred_at", occurredAt, text -> Times.instant("occurred_at", text));
      refuseTwoNames(fields);
      return fields.build(
          () ->
              new Said(
                  line,
                  product.orNull(),
                  units.get(),
                  state.get(),
                  place.orNull(),
                  name.orNull(),
                  said.orNull(),
                  time.orNull()));
    }

    private void refuseTwoNames(Fields fields) {
      if (order != null && sku != null) {
        fields.add(
            new FieldError(
                "/sku",
                FieldError.INVALID,
                "give order or sku, not both: the line says what it is"));
      }
      if (order != null && reference != null) {
        fields.add(
            new FieldError(
                "/reference",
                FieldError.INVALID,
                "give order or reference, not both: the return is found by its order"));
      }
    }
  }

  /**
   * A return that is well formed.
   *
   * @param product only without a line
   */
  record Said(
      @Nullable OfLine line,
      @Nullable ProductRef product,
      Quantity units,
      State state,
      @Nullable LocationRef location,
      @Nullable String reference,
      @Nullable String note,
      @Nullable Instant occurredAt) {}

  /**
   * Which line it was booked for.
   *
   * @param channel code of the channel the order comes from
   * @param externalId what the channel calls the order
   * @param line its name within the order; null: not said
   */
  record LineBody(String channel, String externalId, @Nullable String line) {

    private static @Nullable LineBody of(Cause cause) {
      String reference = cause.reference();
      if (cause.kind() != Cause.Kind.ORDER || reference == null || !reference.contains("/")) {
        return null;
      }
      int slash = reference.indexOf('/');
      return new LineBody(
          reference.substring(0, slash), reference.substring(slash + 1), cause.line());
    }
  }

  /**
   * A return that is booked, or in a dry run would be.
   *
   * @param key of its first movement
   * @param order null: it was booked without one
   * @param disposition the state the units are in
   * @param movements with which it was booked: one for each product and location
   * @param dryRun true if nothing was booked, else not there
   */
  record ReturnBody(
      String object,
      String key,
      @Nullable LineBody order,
      long quantity,
      String disposition,
      List<MovementBody> movements,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean dryRun) {

    static ReturnBody of(MovementKey key, Said said, List<JournalEntry> movements, Run run) {
      OfLine line = said.line();
      return new ReturnBody(
          "return",
          key.value(),
          line == null
              ? null
              : new LineBody(line.order().channel(), line.order().externalId(), line.line()),
          said.units().units(),
          said.state().code(),
          movements.stream().map(movement -> MovementBody.of(movement, run)).toList(),
          Runs.shown(run));
    }
  }

  /**
   * Units of a product that came back to a location at once.
   *
   * @param id of the movement with which they were booked
   * @param key of that movement
   * @param quantity units of the product
   * @param disposition the state they came in
   * @param location code of the location they came to
   * @param order the line they were sold on; null: not known
   * @param reference what the return is called, such as an RMA number; null with an order
   * @param reversedBy the movement that undid it; null: it stands
   * @param occurredAt when they came
   * @param createdAt when that was booked
   */
  record ReturnedUnitsBody(
      String object,
      String id,
      String key,
      String productId,
      String sku,
      long quantity,
      String disposition,
      @Nullable String location,
      @Nullable String locationId,
      @Nullable LineBody order,
      @Nullable String reference,
      @Nullable String note,
      String actor,
      @Nullable String reversedBy,
      Instant occurredAt,
      Instant createdAt) {

    static ReturnedUnitsBody of(JournalEntry entry) {
      MovementBody movement = MovementBody.of(entry);
      LineBody order = LineBody.of(entry.movement().cause());
      return new ReturnedUnitsBody(
          "returned_units",
          PublicId.of(IdKind.MOVEMENT, entry.movement().id().value()),
          movement.key(),
          movement.productId(),
          movement.sku(),
          movement.quantity(),
          movement.to().place(),
          movement.to().location(),
          movement.to().locationId(),
          order,
          order == null ? movement.cause().reference() : null,
          movement.note(),
          movement.actor(),
          movement.reversedBy(),
          movement.occurredAt(),
          movement.recordedAt());
    }
  }
}
