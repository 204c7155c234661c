package dev.onhand.engine.imports;

import static java.util.function.Function.identity;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.MovementKey;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.State;
import dev.onhand.engine.catalogue.ProductData;
import dev.onhand.engine.imports.Columns.Column;
import dev.onhand.model.Gtin;
import dev.onhand.model.Quantity;
import dev.onhand.model.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A file of movements in Onhand's own columns: one line is one movement. */
final class MovementFile implements FileKind {

  static final List<String> REQUIRED =
      List.of("key", "occurred_at", "sku", "location", "reason", "quantity", "reference", "note");

  /** Those of them that a file need not have whose columns are chosen. */
  static final List<String> BLANK = List.of("reference", "note");

  static final List<String> OPTIONAL =
      List.of("to_location", "state", "gtin", "name", "line", "cause_kind");

  private static final Map<String, State> STATES =
      Arrays.stream(State.values()).collect(Collectors.toMap(State::code, identity()));

  private static final Map<String, Cause.Kind> CAUSE_KINDS =
      Arrays.stream(Cause.Kind.values()).collect(Collectors.toMap(Cause.Kind::code, identity()));

  private final String actor;
  private final ZoneId zone;
  private final @Nullable LocationRef usual;

  /**
   * @param zone of times that name none
   * @param usual the location of lines that name none; null: each must
   */
  MovementFile(String actor, ZoneId zone, @Nullable LocationRef usual) {
    this.actor = actor;
    this.zone = zone;
    this.usual = usual;
  }

  @Override
  public Understanding understanding(List<String> header) {
    List<String> required =
        REQUIRED.stream().filter(name -> usual == null || !name.equals("location")).toList();
    Columns columns =
        new Columns(header)
            .require(required)
            .allowOnly(Stream.concat(REQUIRED.stream(), OPTIONAL.stream()).toList());
    return new Lines(columns, actor, zone, usual);
  }

  @Override
  public boolean namesKeys() {
    return true;
  }

  @Override
  public void checked(Planned planned) {
    // What a line needs stands on it.
  }

  @Override
  public List<Planned> openings() {
    return List.of();
  }

  @Override
  public ProductData newProduct(Planned planned) {
    return planned.newProduct(planned.name());
  }

  private static final class Lines implements Understanding {
    private final Columns columns;
    private final String actor;
    private final @Nullable LocationRef usual;
    private final Column<MovementKey> key;
    private final Column<Instant> occurredAt;
    private final Column<ProductRef.BySku> sku;
    private final Column<LocationRef> location;
    private final Column<LocationRef> toLocation;
    private final Column<Reason> reason;
    private final Column<Quantity> quantity;
    private final Column<State> state;
    private final Column<String> reference;
    private final Column<String> line;
    private final Column<Cause.Kind> causeKind;
    private final Column<String> note;
    private final Column<String> name;
    private final Column<Gtin> gtin;

    Lines(Columns columns, String actor, ZoneId zone, @Nullable LocationRef usual) {
      this.usual = usual;
      this.columns = columns;
      this.actor = actor;
      References references = new References();
      this.key = columns.column("key", MovementKey::new);
      this.occurredAt = columns.column("occurred_at", new Times("occurred_at", zone)::read);
      this.sku = columns.column("sku", references::product);
      this.location = columns.column("location", references::location);
      this.toLocation = columns.column("to_location", references::location);
      this.reason = columns.column("reason", Lines::reason);
      this.quantity = columns.column("quantity", Quantity::parse);
      this.state = columns.column("state", oneOf("state", STATES));
      this.reference = columns.column("reference", identifier("reference"));
      this.line = columns.column("line", identifier("line"));
      this.causeKind = columns.column("cause_kind", oneOf("cause_kind", CAUSE_KINDS));
      this.note = columns.column("note", free("note", Details.NOTE_LENGTH_MAX));
      this.name = columns.column("name", free("name", ProductData.NAME_LENGTH_MAX));
      this.gtin = columns.column("gtin", Lines::gtin);
    }

    private static Gtin gtin(String digits) {
      Gtin gtin = new Gtin(digits);
      if (gtin.isPlaceholder()) {
        throw new IllegalArgumentException(
            "GTIN " + gtin + " stands for no product. Name the real one.");
      }
      return gtin;
    }

    private static Reason reason(String code) {
      return Reason.find(code)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "there is no reason '%s'; reasons are %s"
                          .formatted(
                              Shown.shortly(code),
                              Arrays.stream(Reason.values())
                                  .filter(known -> known != Reason.REVERSAL)
                                  .map(Reason::code)
                                  .collect(Collectors.joining(", ")))));
    }

    private static <T> Function<String, T> oneOf(String what, Map<String, T> known) {
      return code -> {
        T value = known.get(code);
        if (value == null) {
          throw new IllegalArgumentException(
              "%s must be one of %s, not '%s'"
                  .formatted(
                      what,
                      String.join(", ", known.keySet().stream().sorted().toList()),
                      Shown.shortly(code)));
        }
        return value;
      };
    }

    private static Function<String, String> identifier(String what) {
      return text -> Text.identifier(what, text, Cause.LENGTH_MAX);
    }

    private static Function<String, String> free(String what, int lengthMax) {
      return text -> Text.free(what, text, lengthMax);
    }

    @Override
    public Understood of(CsvRow row, @Nullable CsvRow next) {
      columns.requireAll(row);
      Reason why = reason.require(row);
      LocationRef to = toLocation.find(row);
      if (why.needsSecondLocation() && to == null) {
        throw BadLineException.missing(
            "to_location",
            "reason '%s' needs to_location: it moves units between locations."
                .formatted(why.code()));
      }
      String what = name.find(row);
      Planned planned =
          new Planned(
              row.line(),
              command(row, why, to),
              what == null || what.isEmpty() ? null : what,
              gtin.find(row),
              null,
              null);
      return new Understood.Moves(planned);
    }

    private Command.Move command(CsvRow row, Reason why, @Nullable LocationRef to) {
      MovementKey once = key.require(row);
      Instant at = occurredAt.require(row);
      ProductRef.BySku product = sku.require(row);
      LocationRef named = location.find(row);
      LocationRef where = named == null && usual != null ? usual : location.require(row);
      Quantity units = quantity.require(row);
      State choice = state.find(row);
      String text = note.find(row);
      try {
        Details details = new Details(cause(row, why), actor, text, at);
        return new Command.Move(
            once, product, why, units, where, to, choice, Command.Mode.WISH, null, details);
      } catch (IllegalArgumentException e) { // right by themselves, but not together
        throw new BadLineException(null, "invalid_value", String.valueOf(e.getMessage()));
      }
    }

    private Cause cause(CsvRow row, Reason why) {
      String what = reference.find(row);
      Cause.Kind kind = causeKind.find(row);
      if (kind == null) {
        kind = what == null ? Cause.Kind.IMPORT : usualCause(why);
      }
      return new Cause(kind, what, line.find(row));
    }

    /** What the reference of such a movement refers to, where the file does not say. */
    private static Cause.Kind usualCause(Reason why) {
      return switch (why) {
        case SALE, RESERVE, RELEASE -> Cause.Kind.ORDER;
        case SALE_RETURN -> Cause.Kind.RETURN;
        case PURCHASE, PURCHASE_RETURN -> Cause.Kind.PURCHASE_ORDER;
        case TRANSFER_OUT, TRANSFER_IN, TRANSFER_LOST, TRANSFER_BACK -> Cause.Kind.TRANSFER;
        case OPENING_STOCK,
            STOCK_COUNT_CORRECTION,
            STOCK_COUNT_CORRECTION_MINUS,
            RECOVERY_FOUND,
            MANUFACTURING_IN,
            MANUFACTURING_OUT,
            MANUAL_IN,
            MANUAL_OUT,
            DAMAGE,
            LOST_MISSING,
            THEFT,
            EXPIRED,
            QUALITY_CONTROL_FAILURE,
            PROMOTIONAL,
            SET_ASIDE_UNITS,
            PUT_BACK,
            SCRAP,
            RETURN_DAMAGED,
            REGRADE_OUT,
            REGRADE_IN,
            REVERSAL ->
            Cause.Kind.IMPORT;
      };
    }
  }
}
