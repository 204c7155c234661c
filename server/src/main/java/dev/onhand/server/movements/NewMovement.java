package dev.onhand.server.movements;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.State;
import dev.onhand.model.Codes;
import dev.onhand.model.Quantity;
import dev.onhand.model.Text;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Times;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A movement as it is sent.
 *
 * @param sku the product, by its SKU or id
 * @param productId the same by its id; one of the two is needed
 * @param location its code or id
 * @param toLocation the other location of a transfer
 * @param state which state is meant where the reason has several
 * @param cause what it refers to
 * @param occurredAt when it happened; not given: now
 * @param expectedOnHand refuse unless on hand at the location is just this
 * @param fact whether it did happen, so that it is recorded even if the books lack the units
 */
record NewMovement(
    @Nullable String sku,
    @Nullable String productId,
    @Nullable String reason,
    @Nullable Long quantity,
    @Nullable String location,
    @Nullable String toLocation,
    @Nullable String state,
    @Nullable NewCause cause,
    @Nullable String note,
    @Nullable String occurredAt,
    @Nullable Long expectedOnHand,
    @Nullable Boolean fact) {

  /** What a movement refers to, as it is sent. */
  record NewCause(@Nullable String kind, @Nullable String reference, @Nullable String line) {}

  /**
   * The command it stands for.
   *
   * @throws dev.onhand.server.web.ProblemException with all that is wrong
   */
  Command.Move command(@Nullable String key, String actor) {
    Fields fields = new Fields();
    var keyField = fields.required("key", key, MovementKey::new);
    var productField = product(fields);
    var reasonField = fields.required("reason", reason, NewMovement::reason);
    var quantityField = fields.required("quantity", quantity, Quantity::of);
    var locationField = fields.required("location", location, Refs::location);
    var toField = fields.optional("to_location", toLocation, Refs::location);
    var stateField = fields.optional("state", state, NewMovement::state);
    var causeField = fields.optional("cause", cause, NewMovement::cause);
    var noteField =
        fields.optional("note", note, text -> Text.free("note", text, Details.NOTE_LENGTH_MAX));
    var timeField =
        fields.optional("occurred_at", occurredAt, text -> Times.instant("occurred_at", text));
    return fields.build(
        () ->
            new Command.Move(
                keyField.get(),
                productField.get(),
                reasonField.get(),
                quantityField.get(),
                locationField.get(),
                toField.orNull(),
                stateField.orNull(),
                Boolean.TRUE.equals(fact) ? Command.Mode.FACT : Command.Mode.WISH,
                expectedOnHand,
                new Details(
                    causeField.orNull() == null ? UNNAMED_CAUSE : causeField.get(),
                    actor,
                    noteField.orNull(),
                    timeField.orNull())));
  }

  /** Who says nothing of a cause is a person who has a reason. */
  private static final Cause UNNAMED_CAUSE = Cause.of(Cause.Kind.PERSON);

  private Fields.Field<ProductRef> product(Fields fields) {
    if (sku != null && productId != null) {
      fields.add(
          new FieldError("/product_id", FieldError.INVALID, "give sku or product_id, not both"));
    }
    return productId == null
        ? fields.required("sku", sku, Refs::product)
        : fields.required("product_id", productId, Refs::productById);
  }

  static Reason reason(String code) {
    return Reason.find(code)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "reason must be one of "
                        + Arrays.stream(Reason.values())
                            .filter(reason -> reason != Reason.REVERSAL)
                            .map(Reason::code)
                            .collect(Collectors.joining(", "))));
  }

  private static State state(String code) {
    return Codes.read("state", State.values(), State::code, code);
  }

  private static Cause cause(NewCause cause) {
    if (cause.kind() == null) {
      throw new IllegalArgumentException("kind is missing: a cause is of a kind, such as order");
    }
    Cause.Kind kind = kind(cause.kind());
    if (kind == Cause.Kind.TRANSFER) {
      throw new IllegalArgumentException(
          "kind 'transfer' is given by transfers alone: send, receive or cancel one");
    }
    return new Cause(kind, cause.reference(), cause.line());
  }

  static Cause.Kind kind(String code) {
    return Codes.read("kind", Cause.Kind.values(), Cause.Kind::code, code);
  }
}
