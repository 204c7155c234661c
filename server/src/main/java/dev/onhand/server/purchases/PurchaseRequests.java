package dev.onhand.server.purchases;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.State;
import dev.onhand.engine.catalogue.Patch;
import dev.onhand.engine.purchase.Delivery;
import dev.onhand.engine.purchase.NewPurchase;
import dev.onhand.engine.purchase.PurchaseOrder;
import dev.onhand.engine.purchase.PurchaseOrder.Kind;
import dev.onhand.engine.purchase.PurchasePatch;
import dev.onhand.model.Quantity;
import dev.onhand.model.Text;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.IdKind;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Refs;
import dev.onhand.server.web.Required;
import dev.onhand.server.web.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is asked of purchase orders. */
public final class PurchaseRequests {

  private PurchaseRequests() {}

  /**
   * Units that are expected.
   *
   * @param line its name within the order; not given: its number, or the next that is free
   * @param sku the product, by its SKU or id
   * @param quantity units; 0 only where a line changes of which something arrived
   * @param location code or id; not given: that of the order
   */
  public record NewPurchaseLine(
      @Nullable String line,
      @Required @Nullable String sku,
      @Required @Nullable Long quantity,
      @Nullable String location) {

    private NewPurchase.Line read(long least) {
      Fields fields = new Fields();
      var name =
          fields.optional(
              "line", line, text -> Text.identifier("line", text, PurchaseOrder.LINE_LENGTH_MAX));
      var product = fields.required("sku", sku, Refs::product);
      var units = fields.required("quantity", quantity, number -> units(number, least));
      var place = fields.optional("location", location, Refs::location);
      return fields.build(
          () -> new NewPurchase.Line(name.orNull(), product.get(), units.get(), place.orNull()));
    }

    private static long units(long number, long least) {
      return number == least ? number : Quantity.of(number).units();
    }
  }

  /**
   * A purchase order or container to be made.
   *
   * @param kind purchase_order (not given: this) or container
   * @param reference what people call it, unique
   * @param location where it is to arrive, code or id
   * @param expectedAt when; not given: not known
   * @param lines 1 to 1,000
   */
  public record PurchaseToMake(
      @Nullable String kind,
      @Required @Nullable String reference,
      @Nullable String supplier,
      @Required @Nullable String location,
      @Nullable String expectedAt,
      @Nullable String note,
      @Required @Nullable List<@Nullable NewPurchaseLine> lines) {

    public NewPurchase read() {
      Fields fields = new Fields();
      var sort = fields.optional("kind", kind, PurchaseRequests::kind);
      var name = fields.required("reference", reference, PurchaseRequests::reference);
      var from =
          fields.optional(
              "supplier",
              supplier,
              text -> Text.free("supplier", text, PurchaseOrder.SUPPLIER_LENGTH_MAX));
      var place = fields.required("location", location, Refs::location);
      var time = fields.optional("expected_at", expectedAt, PurchaseRequests::expectedAt);
      var said = fields.optional("note", note, PurchaseRequests::note);
      if (lines == null) {
        fields.add(new FieldError("/lines", FieldError.MISSING, "lines is missing"));
      }
      var goods = eachLine(fields, lines, line -> line.read(1));
      return fields.build(
          () ->
              new NewPurchase(
                  sort.orNull() == null ? Kind.PURCHASE_ORDER : sort.get(),
                  name.get(),
                  from.orNull(),
                  place.get(),
                  time.orNull(),
                  said.orNull(),
                  goods));
    }
  }

  /**
   * What is to be changed: what is not given stays.
   *
   * @param expectedAt null: not known
   * @param lines as they should be, all of them; those of which something arrived must be among
   *     them
   */
  public record PurchaseToPatch(
      Patch<String> supplier,
      Patch<String> expectedAt,
      Patch<String> note,
      @Nullable List<@Nullable NewPurchaseLine> lines) {

    public PurchasePatch read() {
      Fields fields = new Fields();
      List<NewPurchase.Line> goods =
          lines == null ? null : eachLine(fields, lines, line -> line.read(0));
      var time =
          fields.optional(
              "expected_at", expectedAt, given -> given.<Instant>map(PurchaseRequests::expectedAt));
      return fields.build(() -> new PurchasePatch(supplier, time.get(), note, goods));
    }
  }

  /**
   * Units that arrived.
   *
   * @param line the order's line; not given: that of the product
   * @param sku the product, by its SKU or id; one that was not expected makes a line
   * @param quantity units
   * @param location where they are, code or id; not given: where they were expected
   * @param state available (not given: this), damaged or quality_control
   */
  record ArrivedLine(
      @Nullable String line,
      @Nullable String sku,
      @Required @Nullable Long quantity,
      @Nullable String location,
      @Nullable String state) {

    private Delivery.Line read() {
      Fields fields = new Fields();
      var name =
          fields.optional(
              "line", line, text -> Text.identifier("line", text, PurchaseOrder.LINE_LENGTH_MAX));
      Fields.Field<ProductRef> product = fields.optional("sku", sku, Refs::product);
      var units = fields.required("quantity", quantity, Quantity::of);
      var place = fields.optional("location", location, Refs::location);
      var is = fields.optional("state", state, Delivery::state);
      return fields.build(
          () ->
              new Delivery.Line(
                  name.orNull(),
                  product.orNull(),
                  units.get(),
                  place.orNull(),
                  is.orNull() == null ? State.AVAILABLE : is.get()));
    }
  }

  /**
   * What arrived.
   *
   * @param rest true: all that is still to come, in place of lines
   * @param occurredAt when it arrived; not given: now
   */
  record NewReceipt(
      @Nullable List<@Nullable ArrivedLine> lines,
      @Nullable Boolean rest,
      @Nullable String note,
      @Nullable String occurredAt) {

    Delivery read() {
      Fields fields = new Fields();
      var arrived = eachLine(fields, lines, ArrivedLine::read);
      var said = fields.optional("note", note, PurchaseRequests::note);
      var time =
          fields.optional("occurred_at", occurredAt, text -> Times.instant("occurred_at", text));
      return fields.build(
          () -> new Delivery(arrived, Boolean.TRUE.equals(rest), said.orNull(), time.orNull()));
    }
  }

  /**
   * That a receipt was wrong.
   *
   * @param fact true: also where units of it are promised or gone already
   */
  record ReceiptReversal(@Nullable Boolean fact, @Nullable String note) {

    Command.Mode mode() {
      return Boolean.TRUE.equals(fact) ? Command.Mode.FACT : Command.Mode.WISH;
    }

    @Nullable String said() {
      String given = note;
      return given == null ? null : Fields.checked(() -> PurchaseRequests.note(given));
    }
  }

  /**
   * That nothing more comes.
   *
   * @param reason why; needed where something is missing
   */
  record PurchaseEnd(@Nullable String reason) {}

  static Kind kind(String code) {
    return Kind.find(code)
        .orElseThrow(
            () -> new IllegalArgumentException("kind must be purchase_order or container"));
  }

  static String reference(String text) {
    String name = Text.identifier("reference", text, PurchaseOrder.REFERENCE_LENGTH_MAX);
    Refs.requireNoId(IdKind.PURCHASE, "reference", name);
    return name;
  }

  private static Instant expectedAt(String text) {
    return Times.instant("expected_at", text);
  }

  private static String note(String text) {
    return Text.free("note", text, Details.NOTE_LENGTH_MAX);
  }

  /** Reads each line; one more than may be tells that there are too many. */
  private static <S, T> List<T> eachLine(
      Fields fields, @Nullable List<@Nullable S> given, Function<S, T> reading) {
    List<T> read = new ArrayList<>();
    for (int i = 0; given != null && i < given.size() && i <= PurchaseOrder.LINES_MAX; i++) {
      S line = given.get(i);
      String at = "/lines/" + i;
      if (line == null) {
        fields.add(new FieldError(at, FieldError.MISSING, "a line must not be null"));
        continue;
      }
      try {
        read.add(reading.apply(line));
      } catch (ProblemException problem) {
        problem.errors().forEach(error -> fields.add(error.below(at)));
      }
    }
    return read;
  }
}
