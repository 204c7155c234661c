package dev.onhand.server.stock;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.engine.catalogue.Patch;
import dev.onhand.engine.stock.Floors;
import dev.onhand.model.Text;
import dev.onhand.server.movements.MovementBody;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Required;
import org.jspecify.annotations.Nullable;

/** Changes of a level, as they are sent and answered. */
final class StockChanges {

  private StockChanges() {}

  /**
   * A number that on hand is to be brought to.
   *
   * @param location its code or id
   * @param onHand as it is, or should be
   * @param reason what the number rests on: count (not given: this) or manual
   * @param expectedOnHand refuse unless on hand is just this before
   */
  record StockSetting(
      @Required @Nullable String location,
      @Required @Nullable Long onHand,
      @Nullable String reason,
      @Nullable Long expectedOnHand,
      @Nullable String note) {

    Command.SetOnHand command(MovementKey key, ProductRef product, String actor) {
      Fields fields = new Fields();
      var place = fields.required("location", location, Refs::location);
      var units = fields.required("on_hand", onHand, number -> number);
      var basis = fields.required("reason", reason == null ? "count" : reason, StockChanges::basis);
      var said =
          fields.optional("note", note, text -> Text.free("note", text, Details.NOTE_LENGTH_MAX));
      return fields.build(
          () ->
              new Command.SetOnHand(
                  key,
                  product,
                  place.get(),
                  units.get(),
                  basis.get(),
                  expectedOnHand,
                  new Details(Cause.of(Cause.Kind.PERSON), actor, said.orNull(), null)));
    }
  }

  private static Command.Basis basis(String code) {
    return switch (code) {
      case "count" -> Command.Basis.COUNT;
      case "manual" -> Command.Basis.MANUAL;
      default -> throw new IllegalArgumentException("reason must be count or manual");
    };
  }

  /**
   * What became of it.
   *
   * @param changed whether anything had to be moved
   * @param movement what was moved; null: nothing
   * @param onHand as it is now
   */
  record StockSetBody(
      String object,
      boolean changed,
      @Nullable MovementBody movement,
      long onHand,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean dryRun) {

    StockSetBody(
        boolean changed, @Nullable MovementBody movement, long onHand, @Nullable Boolean dryRun) {
      this("stock_set", changed, movement, onHand, dryRun);
    }
  }

  /**
   * A floor that a level is to have.
   *
   * @param location its code or id
   * @param floor the least that available may be: 0, less, or null for no least
   * @param inherit true: that of the product instead
   */
  record FloorSetting(
      @Required @Nullable String location, Patch<Long> floor, @Nullable Boolean inherit) {

    LocationRef place() {
      Fields fields = new Fields();
      var place = fields.required("location", location, Refs::location);
      return fields.build(place::get);
    }

    Floors.Wish wish() {
      boolean inherits = Boolean.TRUE.equals(inherit);
      return switch (floor) {
        case Patch.Set<Long>(var given) when !inherits ->
            Fields.checked(() -> new Floors.Wish.Own(given));
        case Patch.Keep<Long>() when inherits -> new Floors.Wish.Inherited();
        case Patch.Set<Long> both ->
            throw ProblemException.invalid("/inherit", "give floor, or inherit: true, not both");
        case Patch.Keep<Long> neither ->
            throw ProblemException.invalid(
                "/floor", "floor is missing; give it, or inherit: true for that of the product");
      };
    }
  }
}
