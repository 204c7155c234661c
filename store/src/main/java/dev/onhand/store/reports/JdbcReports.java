package dev.onhand.store.reports;

import dev.onhand.core.ledger.Decider;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.reports.Report;
import dev.onhand.engine.reports.ReportQuestion;
import dev.onhand.engine.reports.Reports;
import dev.onhand.store.catalogue.Names;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reports in PostgreSQL. A row is handed on as soon as it is read, so that none are kept. */
public final class JdbcReports implements Reports {

  private static final int ROWS_AT_ONCE = 1_000;

  /**
   * What PostgreSQL plans to spend on what takes it a tenth of a second or so; a page of its is 1.
   */
  private static final double QUICK_MAX = 20_000;

  private static final Pattern COST = Pattern.compile("\\.\\.([0-9.]+) rows=");

  private static final List<ReportStatement> ALL =
      Stream.of(MovementReports.ALL, StockReports.ALL, CountReports.ALL, ChannelReports.ALL)
          .flatMap(List::stream)
          .toList();

  private final SellerTransactions transactions;
  private final InstantSource clock;

  public JdbcReports(SellerTransactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public List<Report> all() {
    return ALL.stream().map(ReportStatement::report).toList();
  }

  @Override
  public Optional<Report> find(String name) {
    return all().stream().filter(report -> report.name().equals(name)).findFirst();
  }

  @Override
  public boolean isQuick(SellerId seller, Report report, ReportQuestion question, int rowsMax) {
    return transactions.snapshot(
        seller,
        jdbc -> {
          planForTheseValues(jdbc, rowsMax);
          String plan =
              jdbc.sql("explain " + sql(report))
                  .params(parameters(jdbc, seller, question, rowsMax))
                  .query(String.class)
                  .list()
                  .getFirst();
          Matcher cost = COST.matcher(plan);
          return cost.find() && Double.parseDouble(cost.group(1)) <= QUICK_MAX;
        });
  }

  private static String sql(Report report) {
    return ALL.stream().filter(one -> one.report().equals(report)).findFirst().orElseThrow().sql()
        + " limit :rows";
  }

  @Override
  public void read(
      SellerId seller,
      Report report,
      ReportQuestion question,
      int rowsMax,
      Consumer<List<@Nullable Object>> rows) {
    transactions.snapshot(
        seller,
        jdbc -> {
          planForTheseValues(jdbc, rowsMax);
          jdbc.sql(sql(report))
              .withFetchSize(ROWS_AT_ONCE)
              .params(parameters(jdbc, seller, question, rowsMax))
              .query(
                  (ResultSet row) -> {
                    rows.accept(cells(row, report.columns()));
                  });
          return true;
        });
  }

  /**
   * What a report reads is a day or all there is: no one plan is good for both. What the largest
   * sellers have fits into the memory: few reports are made side by side. The first rows are there
   * before a second process has begun to look for them.
   */
  private static void planForTheseValues(JdbcClient jdbc, int rowsMax) {
    jdbc.sql(
            """
            select
              set_config('plan_cache_mode', 'force_custom_plan', true),
              set_config('jit', 'off', true),
              set_config('work_mem', '32MB', true),
              set_config('max_parallel_workers_per_gather',
                case when :all then current_setting('max_parallel_workers_per_gather') else '0' end, true)
            """)
        .param("all", rowsMax == Integer.MAX_VALUE)
        .query((row, number) -> true)
        .single();
  }

  private Map<String, @Nullable Object> parameters(
      JdbcClient jdbc, SellerId seller, ReportQuestion question, int rowsMax) {
    Instant now = clock.instant();
    Map<String, @Nullable Object> parameters = new HashMap<>();
    parameters.put("seller", seller.value());
    parameters.put("zone", question.zone().getId());
    parameters.put("now", SqlTimes.toSql(now));
    parameters.put("today", LocalDate.ofInstant(now, question.zone()));
    parameters.put("from", SqlTimes.toSql(question.begin()));
    parameters.put("until", SqlTimes.toSql(question.end()));
    parameters.put("before", lastBefore(jdbc, seller, question.begin()));
    parameters.put("first_day", question.from());
    parameters.put("last_day", question.to());
    parameters.put("days", question.days());
    parameters.put("product", Names.productOf(jdbc, seller, question.product()));
    parameters.put("location", Names.locationOf(jdbc, seller, question.location()));
    parameters.put("channel", channel(jdbc, seller, question.channel()));
    parameters.put("reason", question.reason() == null ? null : question.reason().code());
    parameters.put("actor", question.actor());
    parameters.put("summed", summed(jdbc, seller, question));
    parameters.put("rows", rowsMax);
    return parameters;
  }

  /**
   * A movement before all that happened in a period which begins then: they were recorded since its
   * beginning, but for clocks that are fast.
   */
  private static long lastBefore(JdbcClient jdbc, SellerId seller, Instant begin) {
    return jdbc.sql(
            """
            select coalesce(
              (select min(first_id) - 1 from seal_block where seller_id = :seller and recorded_max >= :since),
              (select sealed_id from seller_head where seller_id = :seller), 0)
            """)
        .param("seller", seller.value())
        .param("since", SqlTimes.toSql(begin.minus(Decider.FUTURE_MAX)))
        .query(Long.class)
        .single();
  }

  /** Up to which movement days have sums that serve the question; 0: there are none. */
  private static long summed(JdbcClient jdbc, SellerId seller, ReportQuestion question) {
    if (question.channel() != null) {
      return 0;
    }
    return jdbc.sql(
            "select cut_id from movement_day_cut where seller_id = :seller and time_zone = :zone")
        .param("seller", seller.value())
        .param("zone", question.zone().getId())
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /** A channel of which nothing is there is a slip of the pen, and no empty report. */
  private static @Nullable String channel(JdbcClient jdbc, SellerId seller, @Nullable String code) {
    if (code == null) {
      return null;
    }
    return jdbc.sql("select code from channel where seller_id = :seller and code = :code")
        .param("seller", seller.value())
        .param("code", code)
        .query(String.class)
        .optional()
        .orElseThrow(
            () -> new IllegalArgumentException("There is no channel '%s'.".formatted(code)));
  }

  private static List<@Nullable Object> cells(ResultSet row, List<Report.Column> columns)
      throws SQLException {
    List<@Nullable Object> cells = new ArrayList<>(columns.size());
    for (Report.Column column : columns) {
      String name = column.name();
      cells.add(
          switch (column.kind()) {
            case TEXT -> row.getString(name);
            case NUMBER, BATCH -> row.getObject(name, Long.class);
            case DECIMAL -> row.getBigDecimal(name);
            case DAY -> row.getObject(name, LocalDate.class);
            case TIME -> SqlTimes.getOrNull(row, name);
          });
    }
    return Collections.unmodifiableList(cells);
  }
}
