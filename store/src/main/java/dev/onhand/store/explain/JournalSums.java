package dev.onhand.store.explain;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.State;
import dev.onhand.engine.explain.Question;
import dev.onhand.engine.explain.StockFacts.Entry;
import dev.onhand.engine.explain.StockFacts.Held;
import dev.onhand.engine.explain.StockFacts.Listed;
import dev.onhand.engine.explain.StockFacts.ReasonSum;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.ledger.MovementRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a product's movements add up to. */
final class JournalSums {

  /** Each movement is read once: what it does at either end is told by its group. */
  static final String REASONS =
      """
      select g.from_location_id, g.from_place, g.to_location_id, g.to_place, g.reason, g.movements, g.units, newest.ids
      from (
        select from_location_id, from_place, to_location_id, to_place, reason,
          count(*) as movements, sum(quantity)::bigint as units, array_agg(movement_id) as ids
        from movement
        where seller_id = :seller and product_id = :product
          and occurred_at <= coalesce(cast(:at as timestamptz), 'infinity')
        group by from_location_id, from_place, to_location_id, to_place, reason) as g
      cross join lateral (
        select array_agg(one.id) as ids
        from (select unnest(g.ids) as id order by 1 desc limit :listed) as one) as newest
      """;

  /**
   * What undoes a movement counts for the cause of that movement. (No movement has both its ends in
   * these states.) What orders say they hold stands beside it; where one says something else than
   * the movements, it is among the first.
   */
  static final String CAUSES =
      """
      with change as (
        select cause_kind as kind, cause_reference as reference, cause_line as line,
          from_location_id, from_place, to_location_id, to_place, quantity, occurred_at
        from movement
        where seller_id = :seller and product_id = :product and reverses is null
          and occurred_at <= coalesce(cast(:at as timestamptz), 'infinity')
        union all
        select r.cause_kind, r.cause_reference, r.cause_line,
          m.from_location_id, m.from_place, m.to_location_id, m.to_place, m.quantity, m.occurred_at
        from movement m
        join movement r on r.seller_id = :seller and r.movement_id = m.reverses
        where m.seller_id = :seller and m.product_id = :product and m.reverses is not null
          and m.occurred_at <= coalesce(cast(:at as timestamptz), 'infinity')
      ),
      moved as materialized (
        select
          case when to_place in ('reserved', 'in_transit') then to_location_id else from_location_id end as location_id,
          case when to_place in ('reserved', 'in_transit') then to_place else from_place end as state,
          kind, coalesce(reference, '') as reference, coalesce(line, '') as line,
          sum(case when to_place in ('reserved', 'in_transit') then quantity else -quantity end)::bigint as units,
          min(occurred_at) filter (where to_place in ('reserved', 'in_transit')) as since
        from change
        where from_place in ('reserved', 'in_transit') or to_place in ('reserved', 'in_transit')
        group by 1, 2, 3, 4, 5
        having sum(case when to_place in ('reserved', 'in_transit') then quantity else -quantity end) <> 0
      ),
      told as (
        select d.location_id, 'reserved' as state, 'order' as kind, c.code || '/' || o.external_id as reference,
          d.line, d.reserved, d.reserved_since
        from order_doing d
        join sales_order o on o.seller_id = :seller and o.order_id = d.order_id
        join channel c on c.seller_id = :seller and c.channel_id = o.channel_id
        where d.seller_id = :seller and d.product_id = :product and d.reserved > 0 and cast(:at as timestamptz) is null
      )
      select *
      from (
        select location_id, state, kind, reference, line, coalesce(m.units, 0) as units, t.reserved as told,
          coalesce(t.reserved_since, m.since) as since,
          count(*) over same as of_all, sum(coalesce(m.units, 0)) over same as units_of_all,
          row_number() over (
            partition by location_id, state
            order by coalesce(t.reserved <> coalesce(m.units, 0), false) desc,
              coalesce(t.reserved_since, m.since), reference, line) as rank
        from moved m
        full join told t using (location_id, state, kind, reference, line)
        window same as (partition by location_id, state)) as listed
      where rank <= :listed
      order by location_id, state, rank
      """;

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final ProductId product;
  private final Question question;

  JournalSums(JdbcClient jdbc, SellerId seller, ProductId product, Question question) {
    this.jdbc = jdbc;
    this.seller = seller;
    this.product = product;
    this.question = question;
  }

  private JdbcClient.StatementSpec asked(String sql) {
    return jdbc.sql(sql)
        .param("seller", seller.value())
        .param("product", product.value())
        .param(
            "at",
            question.at() == null ? null : SqlTimes.toSql(question.at()),
            Types.TIMESTAMP_WITH_TIMEZONE)
        .param("listed", question.listed());
  }

  /** A sum while it grows. */
  private static final class Sum {
    private long units;
    private long movements;
    private final List<Long> newest = new ArrayList<>();
  }

  private record SumKey(LocationId location, State state, Reason reason) {}

  List<ReasonSum> reasons() {
    Map<SumKey, Sum> sums = new LinkedHashMap<>();
    asked(REASONS).query((RowCallbackHandler) row -> addGroup(sums, row));
    Map<Long, Movement> newest =
        movements(sums.values().stream().flatMap(sum -> sum.newest.stream()).distinct().toList());
    return sums.entrySet().stream()
        .map(sum -> reason(sum.getKey(), sum.getValue(), newest))
        .toList();
  }

  private static void addGroup(Map<SumKey, Sum> sums, ResultSet row) throws SQLException {
    addEnd(sums, row, "from_location_id", "from_place", -row.getLong("units"));
    addEnd(sums, row, "to_location_id", "to_place", row.getLong("units"));
  }

  private static void addEnd(
      Map<SumKey, Sum> sums, ResultSet row, String location, String place, long units)
      throws SQLException {
    long id = row.getLong(location);
    if (row.wasNull()) {
      return;
    }
    State state = State.valueOf(row.getString(place).toUpperCase(Locale.ROOT));
    Reason reason = Reason.find(row.getString("reason")).orElseThrow();
    Sum sum = sums.computeIfAbsent(new SumKey(new LocationId(id), state, reason), key -> new Sum());
    sum.units = Math.addExact(sum.units, units);
    sum.movements += row.getLong("movements");
    sum.newest.addAll(
        Arrays.asList((Long[]) Objects.requireNonNull(row.getArray("ids")).getArray()));
  }

  private ReasonSum reason(SumKey key, Sum sum, Map<Long, Movement> movements) {
    return new ReasonSum(
        key.location(),
        key.state(),
        key.reason(),
        sum.units,
        sum.movements,
        sum.newest.stream()
            .sorted(Comparator.reverseOrder())
            .limit(question.listed())
            .map(id -> Objects.requireNonNull(movements.get(id)))
            .toList());
  }

  private static State state(ResultSet row) throws SQLException {
    return State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
  }

  private Map<Long, Movement> movements(List<Long> ids) {
    return jdbc
        .sql(
            """
            select m.*
            from unnest(:ids) as wanted (movement_id)
            cross join lateral (
              select * from movement where seller_id = :seller and movement_id = wanted.movement_id limit 1) as m
            """)
        .param("seller", seller.value())
        .param("ids", ids.toArray(Long[]::new))
        .query((row, number) -> MovementRows.map(row))
        .list()
        .stream()
        .collect(Collectors.toMap(movement -> movement.id().value(), Function.identity()));
  }

  private record CauseRow(Held held, Entry entry, long ofAll, long unitsOfAll) {}

  Map<Held, Listed> causes() {
    Map<Held, List<CauseRow>> rows =
        asked(CAUSES).query((row, number) -> causeRow(row)).list().stream()
            .collect(
                Collectors.groupingBy(CauseRow::held, LinkedHashMap::new, Collectors.toList()));
    Map<Held, Listed> listed = new LinkedHashMap<>();
    rows.forEach(
        (held, some) ->
            listed.put(
                held,
                new Listed(
                    new ArrayList<>(some.stream().map(CauseRow::entry).toList()),
                    some.getFirst().ofAll(),
                    some.getFirst().unitsOfAll())));
    return listed;
  }

  private static CauseRow causeRow(ResultSet row) throws SQLException {
    String reference = row.getString("reference");
    String line = row.getString("line");
    Cause cause =
        new Cause(
            Cause.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
            reference.isEmpty() ? null : reference,
            line.isEmpty() ? null : line);
    return new CauseRow(
        new Held(new LocationId(row.getLong("location_id")), state(row)),
        new Entry(
            cause,
            row.getLong("units"),
            row.getObject("told", Long.class),
            SqlTimes.getOrNull(row, "since")),
        row.getLong("of_all"),
        row.getLong("units_of_all"));
  }
}
