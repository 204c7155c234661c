package dev.onhand.connectors.files;

import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.Table;
import dev.onhand.connector.Table.Line;
import dev.onhand.model.Effect;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What rows of orders mean. */
final class FilesMapping {

  static final Map<String, Effect> STATUSES =
      Map.of(
          "new", Effect.RESERVE,
          "paid", Effect.RESERVE,
          "processing", Effect.RESERVE,
          "pending", Effect.IGNORE,
          "shipped", Effect.FULFIL,
          "completed", Effect.FULFIL,
          "cancelled", Effect.RELEASE,
          "canceled", Effect.RELEASE,
          "returned", Effect.RETURN);

  private static final String COUNT = "[0-9]{1,9}";

  /** A date and a time; the zone is UTC where none is written. */
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01]))[T ]((?:[01]\\d|2[0-3]):[0-5]\\d)"
              + "(:[0-5]\\d)?(?:\\.\\d{1,9})?(Z|[+-](?:0\\d|1[0-4]):[0-5]\\d)?");

  /** The 31st of a month that has none is its last day. */
  private static final DateTimeFormatter LENIENT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendOffsetId()
          .toFormatter()
          .withResolverStyle(ResolverStyle.SMART);

  private final Layout layout;

  FilesMapping(Layout layout) {
    this.layout = layout;
  }

  /**
   * What is in a file.
   *
   * @param problems each names its line; an order of which a line cannot be read is not among the
   *     orders, and all others are
   */
  record Read(List<RemoteOrder> orders, List<String> problems) {

    Read {
      orders = List.copyOf(orders);
      problems = List.copyOf(problems);
    }
  }

  /**
   * @param writtenAt when orders were placed of which it does not say
   */
  Read orders(byte[] body, Instant writtenAt) {
    Table table = layout.table(body);
    List<String> lacks = lacks(table);
    if (!lacks.isEmpty()) {
      return new Read(List.of(), lacks);
    }
    Map<String, List<Line>> byOrder = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (Line row : table.rows()) {
      String order = text(table, row, "order");
      if (order.isEmpty()) {
        problems.add("Line %d: it names no order.".formatted(row.number()));
      } else {
        byOrder.computeIfAbsent(order, _ -> new ArrayList<>()).add(row);
      }
    }
    List<RemoteOrder> orders = new ArrayList<>();
    byOrder.forEach(
        (order, rows) -> {
          List<String> wrong = rows.stream().flatMap(row -> problem(table, row).stream()).toList();
          if (wrong.isEmpty()) {
            orders.add(order(table, order, rows, writtenAt));
          } else {
            problems.addAll(wrong);
          }
        });
    return new Read(orders, problems);
  }

  private List<String> lacks(Table table) {
    List<String> lacks = new ArrayList<>();
    for (String needed : List.of("order", "quantity")) {
      if (layout.column(table, needed) < 0) {
        lacks.add(
            "Line 1: there is no column '%s'. The first line must name the columns, with the"
                    .formatted(layout.name(needed))
                + " delimiter and charset of the account.");
      }
    }
    if (goods().stream().allMatch(it -> layout.column(table, it) < 0)) {
      lacks.add(
          "Line 1: there is none of the columns '%s', so that no line names its goods."
              .formatted(String.join("', '", goods().stream().map(layout::name).toList())));
    }
    return lacks;
  }

  private static List<String> goods() {
    return List.of("listing", "sku", "gtin");
  }

  private Optional<String> problem(Table table, Line row) {
    String wrong = "";
    if (row.cells().size() != table.lines().getFirst().cells().size()) {
      wrong =
          "it has %d cells and the first line %d"
              .formatted(row.cells().size(), table.lines().getFirst().cells().size());
    } else if (goods().stream().allMatch(it -> text(table, row, it).isEmpty())) {
      wrong = "it names no goods";
    } else if (!text(table, row, "quantity").matches(COUNT)) {
      wrong = "'%s' is no quantity".formatted(text(table, row, "quantity"));
    } else {
      wrong =
          counts().stream()
              .filter(it -> !isCount(table, row, it))
              .findFirst()
              .map(it -> "'%s' cannot be its %s".formatted(text(table, row, it), layout.name(it)))
              .or(() -> wrongTime(table, row))
              .orElse("");
    }
    return wrong.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Line %d: %s. Order %s was not taken."
                .formatted(row.number(), wrong, text(table, row, "order")));
  }

  private static List<String> counts() {
    return List.of("cancelled", "shipped", "returned");
  }

  private boolean isCount(Table table, Line row, String column) {
    String text = text(table, row, column);
    return text.isEmpty()
        || text.matches(COUNT)
            && Long.parseLong(text) <= Long.parseLong(text(table, row, "quantity"));
  }

  private Optional<String> wrongTime(Table table, Line row) {
    return List.of("created", "updated").stream()
        .map(it -> text(table, row, it))
        .filter(it -> !it.isEmpty() && !TIME.matcher(it).matches())
        .findFirst()
        .map(it -> "'%s' is no time: write it like 2026-11-28T09:30:00+01:00".formatted(it));
  }

  private RemoteOrder order(Table table, String order, List<Line> rows, Instant writtenAt) {
    Line first = rows.getFirst();
    String status = text(table, first, "status");
    String postcode = text(table, first, "postcode");
    return new RemoteOrder(
        order,
        status.isEmpty() ? "new" : layout.status(status),
        time(table, first, "created").orElse(writtenAt),
        time(table, first, "updated").orElse(null),
        null,
        RemoteOrder.joined(rows.stream().map(row -> line(table, row)).toList()),
        RemoteOrder.country(text(table, first, "country")),
        postcode.isEmpty() ? null : postcode);
  }

  private RemoteOrder.Line line(Table table, Line row) {
    String goods =
        goods().stream()
            .map(it -> text(table, row, it))
            .filter(it -> !it.isEmpty())
            .findFirst()
            .orElseThrow();
    String line = text(table, row, "line");
    return new RemoteOrder.Line(
        line.isEmpty() ? goods : line,
        orNull(text(table, row, "listing")),
        orNull(text(table, row, "sku")),
        orNull(text(table, row, "gtin")),
        count(table, row, "quantity"),
        count(table, row, "cancelled"),
        count(table, row, "shipped"),
        count(table, row, "returned"),
        null);
  }

  private long count(Table table, Line row, String column) {
    String text = text(table, row, column);
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  private Optional<Instant> time(Table table, Line row, String column) {
    return TIME.matcher(text(table, row, column))
        .results()
        .findFirst()
        .map(
            it ->
                it.group(1)
                    + "T"
                    + it.group(2)
                    + Optional.ofNullable(it.group(3)).orElse(":00")
                    + Optional.ofNullable(it.group(4)).orElse("Z"))
        .map(it -> LENIENT.parse(it, Instant::from));
  }

  private String text(Table table, Line row, String column) {
    return row.text(layout.column(table, column));
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
