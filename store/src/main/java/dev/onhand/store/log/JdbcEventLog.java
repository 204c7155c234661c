package dev.onhand.store.log;

import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.alerts.Alert.Severity;
import dev.onhand.engine.alerts.Alerts;
import dev.onhand.engine.jobs.Jobs;
import dev.onhand.engine.log.EventLog;
import dev.onhand.engine.log.LogLine;
import dev.onhand.engine.log.LogLines;
import dev.onhand.engine.log.LogQuery;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.ledger.MovementRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The log from PostgreSQL's records. */
public final class JdbcEventLog implements EventLog {

  private static final int PAGE = 1_000;

  /**
   * A text that is nowhere in so many movements is looked for with a filter of the journal, not
   * here.
   */
  private static final int PAGES_MAX = 50;

  private final SellerTransactions transactions;
  private final Jobs jobs;
  private final Alerts alerts;

  public JdbcEventLog(SellerTransactions transactions, Jobs jobs, Alerts alerts) {
    this.transactions = transactions;
    this.jobs = jobs;
    this.alerts = alerts;
  }

  @Override
  public List<LogLine> list(SellerId seller, LogQuery query) {
    List<LogLine> lines = new ArrayList<>();
    PageRequest page = PageRequest.first(PageRequest.LIMIT_MAX);
    alerts.list(seller, false, page).rows().forEach(alert -> lines.add(LogLines.of(alert)));
    jobs.list(seller, null, null, page)
        .rows()
        .forEach(job -> LogLines.of(job).ifPresent(lines::add));
    lines.addAll(transactions.call(seller, jdbc -> findings(jdbc, seller)));
    lines.removeIf(line -> !wanted(query, line));
    if (query.levelMin() == Severity.INFO) {
      addMovements(seller, query, lines);
    }
    lines.sort(Comparator.comparing(LogLine::at).reversed());
    return lines.subList(0, Math.min(query.limit(), lines.size()));
  }

  private static boolean wanted(LogQuery query, LogLine line) {
    Instant since = query.since();
    return query.wants(line) && (since == null || !line.at().isBefore(since));
  }

  private static List<LogLine> findings(JdbcClient jdbc, SellerId seller) {
    return jdbc.sql(
            """
            select kind, product_id, location_id, state, position, stored, calculated, repaired, actor, found_at
            from finding
            where seller_id = :seller
            order by finding_id desc
            limit 1000
            """)
        .param("seller", seller.value())
        .query((row, number) -> finding(row))
        .list();
  }

  private static LogLine finding(ResultSet row) throws SQLException {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("kind", row.getString("kind"));
    putLong(context, row, "product_id");
    putLong(context, row, "location_id");
    putLong(context, row, "position");
    context.put("old_stock", row.getString("stored"));
    context.put("new_stock", row.getString("calculated"));
    context.put("repaired", row.getBoolean("repaired") ? "yes" : "no");
    context.put("user_id", row.getString("actor"));
    return new LogLine(
        SqlTimes.get(row, "found_at"), Severity.WARNING, "Stock discrepancy detected", context);
  }

  private static void putLong(Map<String, Object> context, ResultSet row, String column)
      throws SQLException {
    long value = row.getLong(column);
    if (!row.wasNull()) {
      context.put(column, value);
    }
  }

  private record Named(Movement movement, String productName) {}

  private void addMovements(SellerId seller, LogQuery query, List<LogLine> lines) {
    int wanted = query.limit();
    long before = Long.MAX_VALUE;
    for (int pages = 0; pages < PAGES_MAX && wanted > 0; pages++) {
      List<Named> page = movements(seller, before);
      for (Named named : page) {
        for (LogLine line : LogLines.of(named.movement(), named.productName())) {
          if (wanted(query, line)) {
            lines.add(line);
            wanted--;
          }
        }
      }
      boolean older =
          query.since() != null
              && !page.isEmpty()
              && page.getLast().movement().recordedAt().isBefore(query.since());
      if (page.size() < PAGE || older) {
        return;
      }
      before = page.getLast().movement().id().value();
    }
  }

  private List<Named> movements(SellerId seller, long before) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select m.movement_id, m.key, m.digest, m.product_id, m.reason, m.quantity,
                      m.from_place, m.from_location_id, m.from_after, m.from_on_hand_after,
                      m.to_place, m.to_location_id, m.to_after, m.to_on_hand_after,
                      m.cause_kind, m.cause_reference, m.cause_line, m.actor, m.note, m.reverses,
                      m.occurred_at, m.recorded_at, p.name as product_name
                    from movement m
                    cross join lateral (
                      select name from product where seller_id = :seller and product_id = m.product_id limit 1) as p
                    where m.seller_id = :seller and m.movement_id < :before
                    order by m.movement_id desc
                    limit 1000
                    """)
                .param("seller", seller.value())
                .param("before", before)
                .query(
                    (row, number) ->
                        new Named(MovementRows.map(row), row.getString("product_name")))
                .list());
  }
}
