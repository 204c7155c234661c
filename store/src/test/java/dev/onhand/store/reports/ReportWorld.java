package dev.onhand.store.reports;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.Details;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.reports.Report;
import dev.onhand.engine.reports.ReportQuestion;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A small seller whose figures can be added up by hand, and reports of it. */
final class ReportWorld implements AutoCloseable {

  final TestShop shop;
  private final TestDatabase database;
  private final JdbcReports reports;

  ReportWorld(TestDatabase database) {
    this.database = database;
    this.shop = TestShop.open(database);
    this.reports = new JdbcReports(shop.transactions(), shop.clock());
    shop.location("berlin");
    shop.location("paris");
    shop.product("mug");
    shop.product("tee");
  }

  /** November, and nothing else. */
  static final Question NOVEMBER = new Question("2026-11-01", "2026-11-30");

  /** A question that is put together word by word. */
  record Question(
      String from,
      String to,
      ZoneId zone,
      @Nullable String sku,
      @Nullable String location,
      @Nullable String channel,
      @Nullable Reason reason,
      @Nullable String actor) {

    Question(String from, String to) {
      this(from, to, ZoneOffset.UTC, null, null, null, null, null);
    }

    Question in(ZoneId other) {
      return new Question(from, to, other, sku, location, channel, reason, actor);
    }

    Question sku(String only) {
      return new Question(from, to, zone, only, location, channel, reason, actor);
    }

    Question location(String only) {
      return new Question(from, to, zone, sku, only, channel, reason, actor);
    }

    Question channel(String only) {
      return new Question(from, to, zone, sku, location, only, reason, actor);
    }

    Question reason(Reason only) {
      return new Question(from, to, zone, sku, location, channel, only, actor);
    }

    Question actor(String only) {
      return new Question(from, to, zone, sku, location, channel, reason, only);
    }

    ReportQuestion asked() {
      return new ReportQuestion(
          LocalDate.parse(from),
          LocalDate.parse(to),
          zone,
          sku == null ? null : ProductRef.sku(sku),
          location == null ? null : LocationRef.code(location),
          channel,
          reason,
          actor);
    }
  }

  /** The rows of a report, of these columns. */
  List<List<Object>> ask(String name, Question question, String... columns) {
    return ask(Integer.MAX_VALUE, name, question, columns);
  }

  List<List<Object>> ask(int rowsMax, String name, Question question, String... columns) {
    Report report = reports.find(name).orElseThrow();
    List<String> names = report.columns().stream().map(Report.Column::name).toList();
    List<List<Object>> rows = new ArrayList<>();
    reports.read(
        shop.seller(),
        report,
        question.asked(),
        rowsMax,
        row -> {
          List<Object> some = new ArrayList<>();
          for (String column : columns) {
            some.add(String.valueOf(row.get(names.indexOf(column))));
          }
          rows.add(some);
        });
    return rows;
  }

  JdbcReports reports() {
    return reports;
  }

  /** Units that move at a time, of an order or of nothing. */
  void move(String at, String sku, Reason reason, long units, String location, Cause cause) {
    shop.record(
        shop.move(
            sku, reason, units, location, new Details(cause, "ann", null, Instant.parse(at))));
  }

  void move(String at, String sku, Reason reason, long units, String location) {
    move(at, sku, reason, units, location, Cause.of(Cause.Kind.PERSON));
  }

  static Cause order(String name) {
    return new Cause(Cause.Kind.ORDER, name, "1");
  }

  /** Writes rows of tables that other parts keep. The first parameter is the seller. */
  void write(String sql) throws SQLException {
    try (Connection connection = database.superuser();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, shop.seller().value());
      statement.executeUpdate();
    }
  }

  @Override
  public void close() {
    shop.close();
  }
}
