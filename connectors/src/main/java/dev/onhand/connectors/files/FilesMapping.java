package dev.onhand.connectors.files;

import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.Table;
import dev.onhand.connector.Table.Line;
import dev.onhand.connector.Times;
import dev.onhand.model.Effect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  private static final List<String> GOODS = List.of("listing", "sku", "gtin");

  private static final List<String> COUNTS = List.of("cancelled", "shipped", "returned");

  private static final String COUNT = "[0-9]{1,9}";

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
    if (GOODS.stream().allMatch(it -> layout.column(table, it) < 0)) {
      lacks.add(
          "Line 1: there is none of the columns '%s', so that no line names its goods."
              .formatted(String.join("', '", GOODS.stream().map(layout::name).toList())));
    }
    return lacks;
  }

  private Optional<String> problem(Table table, Line row) {
    String wrong = "";
    if (row.cells().size() != table.lines().getFirst().cells().size()) {
      wrong =
          "it has %d cells and the first line %d"
              .formatted(row.cells().size(), table.lines().getFirst().cells().size());
    } else if (GOODS.stream().allMatch(it -> text(table, row, it).isEmpty())) {
      wrong = "it names no goods";
    } else if (!text(table, row, "quantity").matches(COUNT)) {
      wrong = "'%s' is no quantity".formatted(text(table, row, "quantity"));
    } else {
      wrong =
          COUNTS.stream()
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

  private boolean isCount(Table table, Line row, String column) {
    String text = text(table, row, column);
    return text.isEmpty()
        || text.matches(COUNT)
            && Long.parseLong(text) <= Long.parseLong(text(table, row, "quantity"));
  }

  private Optional<String> wrongTime(Table table, Line row) {
    return List.of("created", "updated").stream()
        .map(it -> text(table, row, it))
        .filter(it -> !it.isEmpty() && Times.find(it).isEmpty())
        .findFirst()
        .map(it -> "'%s' is no time: write it like 2026-11-28T09:30:00+01:00".formatted(it));
  }

  private RemoteOrder order(Table table, String order, List<Line> rows, Instant writtenAt) {
    Line first = rows.getFirst();
    String status = text(table, first, "status");
    return new RemoteOrder(
        order,
        status.isEmpty() ? "new" : layout.status(status),
        Times.find(text(table, first, "created")).orElse(writtenAt),
        Times.find(text(table, first, "updated")).orElse(null),
        null,
        RemoteOrder.joined(rows.stream().map(row -> line(table, row)).toList()),
        RemoteOrder.country(text(table, first, "country")),
        text(table, first, "postcode"));
  }

  private RemoteOrder.Line line(Table table, Line row) {
    String goods =
        GOODS.stream()
            .map(it -> text(table, row, it))
            .filter(it -> !it.isEmpty())
            .findFirst()
            .orElseThrow();
    String line = text(table, row, "line");
    return new RemoteOrder.Line(
        line.isEmpty() ? goods : line,
        text(table, row, "listing"),
        text(table, row, "sku"),
        text(table, row, "gtin"),
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

  private String text(Table table, Line row, String column) {
    return row.text(layout.column(table, column));
  }
}
