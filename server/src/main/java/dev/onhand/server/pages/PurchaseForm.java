package dev.onhand.server.pages;

import dev.onhand.engine.catalogue.Patch;
import dev.onhand.engine.purchase.PurchaseOrder;
import dev.onhand.model.Quantity;
import dev.onhand.server.purchases.PurchaseRequests.NewPurchaseLine;
import dev.onhand.server.purchases.PurchaseRequests.PurchaseToMake;
import dev.onhand.server.purchases.PurchaseRequests.PurchaseToPatch;
import dev.onhand.server.web.FieldError;
import dev.onhand.server.web.Fields;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Times;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a form of a purchase order says, as it was typed.
 *
 * @param location code of where it is to arrive
 * @param expected the day
 * @param pasted lines as text, not among the rows yet
 */
public record PurchaseForm(
    String kind,
    String reference,
    String supplier,
    String location,
    String expected,
    String note,
    List<Row> rows,
    String pasted) {

  /** There are always so many rows that say nothing yet. */
  private static final int ROWS_BLANK = 5;

  /** By then it should be there: what is expected on a day is not overdue on that day. */
  static final LocalTime END_OF_DAY = LocalTime.of(23, 59);

  private static final Pattern LINE =
      Pattern.compile("/lines/(\\d+)(?:/(sku|quantity|location))?.*");

  /**
   * A line.
   *
   * @param line its name within the order; empty: it is new
   * @param location empty: that of the order
   */
  public record Row(String line, String sku, String quantity, String location) {

    static final Row BLANK = new Row("", "", "", "");

    public Row {
      sku = sku.strip();
      quantity = quantity.strip();
    }

    /** Whether nothing is to be ordered by it. */
    public boolean isBlank() {
      return sku.isEmpty() && quantity.isEmpty();
    }

    /** How many units of it arrived. */
    public long received(@Nullable PurchaseOrder order) {
      return order == null
          ? 0
          : order.lines().stream()
              .filter(one -> one.line().equals(line))
              .mapToLong(PurchaseOrder.Line::received)
              .sum();
    }

    /** What of it two lines may not have in common. */
    private List<String> goods(String usual) {
      return List.of(sku, location.isEmpty() ? usual : location);
    }
  }

  /**
   * Of a new order.
   *
   * @param lines of it, as they are pasted
   */
  static PurchaseForm blank(String location, String lines) {
    return new PurchaseForm("", "", "", location, "", "", List.of(), lines);
  }

  /** Where a form begins with a product. */
  public static String pathFor(String sku) {
    return "/receiving/new?lines="
        + Show.encoded(AdjustmentText.write(List.of(new AdjustmentLine(sku, "", "", ""))));
  }

  /** As it was typed, and a row for each product that was chosen from a list. */
  static PurchaseForm of(HttpServletRequest request) {
    String[] lines = AdjustmentForm.values(request, "line");
    String[] skus = AdjustmentForm.values(request, "sku");
    String[] quantities = AdjustmentForm.values(request, "quantity");
    String[] locations = AdjustmentForm.values(request, "line_location");
    if (skus.length != lines.length
        || quantities.length != lines.length
        || locations.length != lines.length) {
      throw ProblemException.invalid("lines", "The form is not whole. Load the page again.");
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      rows.add(new Row(lines[i], skus[i], quantities[i], locations[i]));
    }
    for (String sku : AdjustmentForm.values(request, "chosen")) {
      rows.add(new Row("", sku, "", ""));
    }
    return new PurchaseForm(
        AdjustmentForm.text(request, "kind"),
        AdjustmentForm.text(request, "reference").strip(),
        AdjustmentForm.text(request, "supplier").strip(),
        location(request),
        AdjustmentForm.text(request, "expected_at").strip(),
        AdjustmentForm.text(request, "note").strip(),
        rows,
        AdjustmentForm.text(request, "lines"));
  }

  /** Of a list: the location that it was narrowed to. */
  private static String location(HttpServletRequest request) {
    String location = AdjustmentForm.text(request, "location").strip();
    return location.isEmpty() ? AdjustmentForm.text(request, "location_of_all") : location;
  }

  static PurchaseForm of(PurchaseOrder order, ZoneId zone) {
    PurchaseOrder.Head head = order.head();
    return new PurchaseForm(
        head.kind().code(),
        head.reference(),
        Objects.requireNonNullElse(head.supplier(), ""),
        head.location().code(),
        day(head.expectedAt(), zone),
        Objects.requireNonNullElse(head.note(), ""),
        order.lines().stream().map(line -> row(line, head)).toList(),
        "");
  }

  /** What a form of an order does not say is as the order has it. */
  PurchaseForm about(PurchaseOrder order) {
    PurchaseOrder.Head head = order.head();
    return new PurchaseForm(
        head.kind().code(),
        head.reference(),
        supplier,
        head.location().code(),
        expected,
        note,
        rows,
        pasted);
  }

  private static Row row(PurchaseOrder.Line line, PurchaseOrder.Head head) {
    return new Row(
        line.line(),
        line.sku().value(),
        Long.toString(line.expected()),
        line.location().equals(head.location()) ? "" : line.location().code());
  }

  private static String day(@Nullable Instant time, ZoneId zone) {
    return time == null ? "" : time.atZone(zone).toLocalDate().toString();
  }

  /**
   * With what was pasted among the rows, and rows for more.
   *
   * @throws ProblemException if it is no text of lines
   */
  PurchaseForm ready() {
    List<Row> all = new ArrayList<>(rows);
    while (!all.isEmpty() && all.getLast().isBlank() && all.getLast().line().isEmpty()) {
      all.removeLast();
    }
    AdjustmentText.read(pasted, "").stream()
        .map(line -> new Row("", line.sku(), line.units(), line.location()))
        .forEach(all::add);
    for (int i = 0; i < ROWS_BLANK; i++) {
      all.add(Row.BLANK);
    }
    return new PurchaseForm(kind, reference, supplier, location, expected, note, all, "");
  }

  /** The first row that nothing was typed into. */
  int firstBlank() {
    return rows.indexOf(Row.BLANK);
  }

  /**
   * As the API is asked to make it.
   *
   * @throws ProblemException with all that is wrong
   */
  PurchaseToMake toMake(ZoneId zone) {
    Fields fields = new Fields();
    var time = fields.optional("expected_at", Fields.given(expected), text -> endOf(text, zone));
    PurchaseToMake body =
        new PurchaseToMake(
            Fields.given(kind),
            Fields.given(reference),
            Fields.given(supplier),
            Fields.given(location),
            time.orNull(),
            Fields.given(note),
            lines(fields));
    fields.nested(body, PurchaseToMake::read);
    return fields.build(() -> body);
  }

  /**
   * As the API is asked to change it.
   *
   * @param now the order as it is: a day that is its day already leaves the hour as it is
   * @throws ProblemException with all that is wrong
   */
  PurchaseToPatch toPatch(PurchaseOrder now, ZoneId zone) {
    Fields fields = new Fields();
    var time = fields.optional("expected_at", Fields.given(expected), text -> endOf(text, zone));
    PurchaseToPatch body =
        new PurchaseToPatch(
            Patch.set(Fields.given(supplier)),
            expected.equals(day(now.head().expectedAt(), zone))
                ? Patch.keep()
                : Patch.set(time.orNull()),
            Patch.set(Fields.given(note)),
            lines(fields));
    fields.nested(body, PurchaseToPatch::read);
    return fields.build(() -> body);
  }

  private static String endOf(String day, ZoneId zone) {
    return Times.day("expected_at", day).atTime(END_OF_DAY).atZone(zone).toInstant().toString();
  }

  private @Nullable List<@Nullable NewPurchaseLine> lines(Fields fields) {
    List<@Nullable NewPurchaseLine> lines = new ArrayList<>();
    Map<List<String>, Integer> before = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      if (row.isBlank()) {
        continue;
      }
      String at = "lines/" + lines.size();
      Integer twin = row.sku().isEmpty() ? null : before.put(row.goods(location), i);
      if (twin != null && (row.line().isEmpty() || rows.get(twin).line().isEmpty())) {
        fields.add(
            new FieldError(
                "/" + at + "/sku",
                FieldError.INVALID,
                "%s is in row %d already: say there how many in all, or give another location"
                    .formatted(row.sku(), twin + 1)));
      }
      var units =
          fields.optional(
              at + "/quantity",
              Fields.given(row.quantity()),
              text -> Quantity.parseWhole("quantity", text));
      lines.add(
          new NewPurchaseLine(
              Fields.given(row.line()),
              Fields.given(row.sku()),
              units.orNull(),
              Fields.given(row.location())));
    }
    if (lines.isEmpty()) {
      fields.add(
          new FieldError(
              "/lines", FieldError.MISSING, "Say what is ordered: a SKU and how many, in a row"));
      return null;
    }
    return lines;
  }

  /**
   * What is wrong, by the field that it is to be shown at: {@code reference}, {@code 0.sku} of a
   * row; empty: no field of the form.
   */
  Map<String, String> wrong(ProblemException refused) {
    Map<String, String> wrong = new LinkedHashMap<>();
    for (FieldError error : refused.errors()) {
      wrong.putIfAbsent(field(error.pointer()), error.detail());
    }
    if (wrong.isEmpty()) {
      wrong.put("", refused.detail());
    }
    return wrong;
  }

  private String field(String pointer) {
    Matcher line = LINE.matcher(pointer);
    if (line.matches()) {
      List<Integer> said = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        if (!rows.get(i).isBlank()) {
          said.add(i);
        }
      }
      int place = Integer.parseInt(line.group(1));
      if (place < said.size()) {
        return said.get(place) + "." + Objects.requireNonNullElse(line.group(2), "sku");
      }
    }
    return switch (pointer) {
      case "/kind", "/reference", "/supplier", "/location", "/expected_at", "/note", "/lines" ->
          pointer.substring(1);
      case "lines" -> "pasted";
      default -> "";
    };
  }
}
