package dev.onhand.server.pages;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.Reason;
import dev.onhand.model.Quantity;
import dev.onhand.model.Text;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.Refs;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is done to levels that a person changes: in which way, why, and what is to be remembered.
 *
 * @param note not blank
 */
public record StockEdit(Mode mode, Why why, String note) {

  /** What the number of a line says. */
  public enum Mode {
    /** So many more, or fewer. */
    BY("Adjust by"),
    /** So many are there. */
    SET("Set on hand to");

    private final String label;

    Mode(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a person can say that happened. */
  public enum Why {
    COUNTED(
        "Counted",
        Reason.STOCK_COUNT_CORRECTION,
        Reason.STOCK_COUNT_CORRECTION_MINUS,
        Command.Basis.COUNT),
    CORRECTED("Corrected by hand", Reason.MANUAL_IN, Reason.MANUAL_OUT, Command.Basis.MANUAL),
    RECEIVED("Received", Reason.PURCHASE, null, null),
    FOUND("Found", Reason.RECOVERY_FOUND, null, null),
    DAMAGED("Damaged, thrown away", null, Reason.DAMAGE, null),
    LOST("Lost", null, Reason.LOST_MISSING, null),
    STOLEN("Stolen", null, Reason.THEFT, null),
    EXPIRED("Expired", null, Reason.EXPIRED, null),
    GIVEN_AWAY("Given away", null, Reason.PROMOTIONAL, null),
    SOLD("Sold by hand", null, Reason.SALE, null);

    private final String label;
    private final @Nullable Reason more;
    private final @Nullable Reason fewer;
    private final Command.@Nullable Basis basis;

    /**
     * @param more the reason of units that it adds; null: it adds none
     * @param fewer the reason of units that it takes away; null: it takes none
     * @param basis what on hand may be set to by it; null: it says of a change, not of a number
     */
    Why(
        String label,
        @Nullable Reason more,
        @Nullable Reason fewer,
        Command.@Nullable Basis basis) {
      this.label = label;
      this.more = more;
      this.fewer = fewer;
      this.basis = basis;
    }

    public String label() {
      return label;
    }

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it can be said of a number that on hand is set to, and not only of a change. */
    public boolean isOfNumber() {
      return basis != null;
    }

    /** Whether it only ever adds units. */
    public boolean isGain() {
      return fewer == null;
    }
  }

  /**
   * Reads what a form says.
   *
   * @throws dev.onhand.server.web.ProblemException with all that is wrong with it
   */
  static StockEdit read(String mode, String why, String note) {
    Fields fields = Fields.ofParameters();
    var modeField = fields.required("mode", mode, StockEdit::mode);
    var whyField = fields.required("reason", why, StockEdit::why);
    var noteField = fields.required("note", note, StockEdit::note);
    return fields.build(
        () -> {
          if (modeField.get() == Mode.SET && !whyField.get().isOfNumber()) {
            throw new IllegalArgumentException(
                "reason: on hand is set to what was counted or corrected; for '%s' adjust it by a number"
                    .formatted(whyField.get().label()));
          }
          return new StockEdit(modeField.get(), whyField.get(), noteField.get());
        });
  }

  private static Mode mode(String code) {
    return Arrays.stream(Mode.values())
        .filter(mode -> mode.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("mode must be by or set"));
  }

  private static Why why(String code) {
    return Arrays.stream(Why.values())
        .filter(why -> why.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("reason: choose what happened"));
  }

  private static String note(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("note is missing: say why, for those who ask later");
    }
    return Text.free("note", text, Details.NOTE_LENGTH_MAX);
  }

  /**
   * What a line asks of the ledger.
   *
   * @param expectedOnHand refuse unless just so many are there before; null: in any case
   * @throws dev.onhand.server.web.ProblemException with all that is wrong with the line
   */
  Command command(
      AdjustmentLine line, MovementKey key, @Nullable Long expectedOnHand, String actor) {
    Fields fields = Fields.ofParameters();
    var product = fields.required("sku", line.sku(), Refs::product);
    var location = fields.required("location", line.location(), StockEdit::location);
    var units =
        fields.required("units", line.units(), text -> Quantity.parseWhole("units", plain(text)));
    return fields.build(
        () -> {
          Details details = new Details(Cause.of(Cause.Kind.PERSON), actor, note, null);
          if (mode == Mode.SET && why.basis != null) {
            return new Command.SetOnHand(
                key,
                product.get(),
                location.get(),
                units.get(),
                why.basis,
                expectedOnHand,
                details);
          }
          return new Command.Move(
              key,
              product.get(),
              reason(line.units(), units.get()),
              Quantity.of(Math.abs(units.get())),
              location.get(),
              null,
              null,
              Command.Mode.WISH,
              expectedOnHand,
              details);
        });
  }

  private static LocationRef location(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("location is missing: say where the units are");
    }
    return Refs.location(text);
  }

  /** People write a plus, and some a proper minus. */
  private static String plain(String text) {
    String minus = text.replace('−', '-');
    return minus.startsWith("+") ? minus.substring(1) : minus;
  }

  /** A number without a sign goes the way of what happened, where that has only one. */
  private Reason reason(String text, long units) {
    if (units == 0) {
      throw new IllegalArgumentException("units must not be 0: that would change nothing");
    }
    if (why.more != null && why.fewer != null) {
      return units > 0 ? why.more : why.fewer;
    }
    if (why.more != null) {
      if (units < 0) {
        throw new IllegalArgumentException(
            "units: '%s' adds units, and %s takes them away".formatted(why.label, text));
      }
      return why.more;
    }
    if (text.startsWith("+") || why.fewer == null) {
      throw new IllegalArgumentException(
          "units: '%s' takes units away, and %s adds them".formatted(why.label, text));
    }
    return why.fewer;
  }
}
