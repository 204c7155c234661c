package dev.onhand.store.whatif;

import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.OrderSnapshot.ShipTo;
import dev.onhand.core.replay.Replay;
import dev.onhand.core.replay.Replayed;
import dev.onhand.core.replay.Start;
import dev.onhand.core.replay.Step;
import dev.onhand.engine.whatif.Past;
import dev.onhand.store.database.IndexPlans;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.journal.JournalWindows;
import dev.onhand.store.journal.JournalWindows.Span;
import dev.onhand.store.ledger.MovementRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What happened, from PostgreSQL. Movements and entries of orders' logs draw their numbers from one
 * sequence as they are decided, an entry after its own movements; so both are read page by page in
 * the order of their numbers.
 */
public final class JdbcPast implements Past {

  private static final int LAGS_MAX = 500;

  private final SellerTransactions transactions;

  public JdbcPast(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Replayed tell(SellerId seller, Instant from, Instant to, Function<Start, Replay> begin) {
    return transactions.snapshot(
        seller,
        jdbc -> {
          Span range = JournalWindows.recorded(jdbc, seller, from, to);
          requireShort(jdbc, seller, range);
          Replay replay = begin.apply(new StartReads(jdbc, seller, range.above() + 1).read(from));
          IndexPlans.only(jdbc);
          new Telling(jdbc, seller, range, replay).tell();
          return replay.end(to);
        });
  }

  private static void requireShort(JdbcClient jdbc, SellerId seller, Span range) {
    long movements =
        jdbc.sql(
                """
                select count(*)
                from (
                  select 1 from movement
                  where seller_id = :seller and movement_id > :above and movement_id < :below
                  limit :rows) as few
                """)
            .param("seller", seller.value())
            .param("above", range.above())
            .param("below", range.below())
            .param("rows", MOVEMENTS_MAX + 1)
            .query(Long.class)
            .single();
    if (movements > MOVEMENTS_MAX) {
      throw new TooLongException();
    }
  }

  @Override
  public Map<Long, List<Item>> listings(SellerId seller) {
    return transactions.call(
        seller,
        jdbc -> {
          Map<Long, List<Item>> items = new HashMap<>();
          jdbc.sql(
                  """
                  select l.channel_id, l.listing_id, l.group_name, l.product_id, l.units, coalesce(t.units, 0) as tuned
                  from listing l
                  left join tuned_buffer t on t.seller_id = l.seller_id and t.channel_id = l.channel_id
                    and t.product_id = l.product_id
                  where l.seller_id = :seller and l.product_id is not null and l.remote_state <> 'ended'
                  order by l.listing_id
                  """)
              .param("seller", seller.value())
              .query(
                  row -> {
                    items
                        .computeIfAbsent(row.getLong("channel_id"), channel -> new ArrayList<>())
                        .add(
                            new Item(
                                row.getLong("listing_id"),
                                row.getString("group_name"),
                                new ProductId(row.getLong("product_id")),
                                row.getLong("units"),
                                row.getLong("tuned")));
                  });
          return items;
        });
  }

  @Override
  public @Nullable Lag lag(SellerId seller, long channel, Instant since) {
    return transactions.call(seller, jdbc -> lag(jdbc, seller, channel, since));
  }

  /**
   * A push tells of all that an order did to the product since the push before it, of which the
   * first waited longest. The range of times is what the index of recording is for.
   */
  private static @Nullable Lag lag(JdbcClient jdbc, SellerId seller, long channel, Instant since) {
    return jdbc.sql(
            """
            select count(*) as pushes,
              percentile_cont(0.5) within group (order by lag) as p50,
              percentile_disc(0.99) within group (order by lag) as p99
            from (
              select extract(epoch from a.answered_at - changed.at) as lag
              from (
                select attempt_id, listing_id, sent_at, answered_at
                from push_attempt
                where seller_id = :seller and channel_id = :channel and outcome = 'applied' and sent_at >= :since
                order by attempt_id desc
                limit :rows) as a
              join listing l on l.seller_id = :seller and l.listing_id = a.listing_id
              cross join lateral (
                select max(sent_at) as sent_at
                from push_attempt
                where seller_id = :seller and listing_id = a.listing_id and attempt_id < a.attempt_id) as before
              cross join lateral (
                select min(m.occurred_at) as at
                from movement m
                where m.seller_id = :seller and m.product_id = l.product_id and m.cause_kind = 'order'
                  and m.recorded_at > greatest(before.sent_at, a.sent_at - interval '1 day')
                  and m.recorded_at <= a.sent_at
                  -- what came in later is history, such as a file of a month
                  and m.occurred_at > m.recorded_at - interval '1 day') as changed
              where changed.at is not null) as measured
            where lag >= 0
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("since", SqlTimes.toSql(since))
        .param("rows", LAGS_MAX)
        .query(
            (row, number) ->
                row.getLong("pushes") == 0
                    ? null
                    : new Lag(
                        row.getLong("pushes"),
                        seconds(row.getDouble("p50")),
                        seconds(row.getDouble("p99"))))
        .optional()
        .orElse(null);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1_000));
  }

  /** Reads a range and tells it in order. */
  private static final class Telling {

    private static final int STEPS = 1_000;
    private static final int MOVEMENTS = 5_000;

    private final JdbcClient jdbc;
    private final SellerId seller;
    private final Span range;
    private final Replay replay;
    private List<Movement> read = List.of();
    private int next;
    private long readTo;
    private boolean isAtEnd;

    Telling(JdbcClient jdbc, SellerId seller, Span range, Replay replay) {
      this.jdbc = jdbc;
      this.seller = seller;
      this.range = range;
      this.replay = replay;
      this.readTo = range.above();
    }

    void tell() {
      long after = range.above();
      List<Entry> page = entries(after);
      while (!page.isEmpty()) {
        tell(page);
        after = page.getLast().event();
        page = page.size() < STEPS ? List.of() : entries(after);
      }
      tellMovements(Long.MAX_VALUE);
    }

    private void tell(List<Entry> page) {
      Map<Long, Parts> parts =
          Parts.of(jdbc, seller, page.stream().map(Entry::order).distinct().toList());
      Map<Long, List<Movement>> moved = moved(page);
      for (Entry entry : page) {
        Parts of = parts.getOrDefault(entry.order(), Parts.NONE);
        tellMovements(entry.event());
        replay.stepped(
            new Step(
                entry.order(),
                entry.name(),
                entry.isFirst(),
                entry.priority(),
                entry.shipTo(),
                of.lines(),
                of.parts(),
                entry.missing(),
                moved.getOrDefault(entry.event(), List.of()),
                entry.recordedAt()));
      }
    }

    /** Those that no order made, up to a number. */
    private void tellMovements(long before) {
      while (true) {
        if (next == read.size()) {
          if (isAtEnd) {
            return;
          }
          readMovements();
        } else if (read.get(next).id().value() < before) {
          replay.moved(read.get(next++));
        } else {
          return;
        }
      }
    }

    private void readMovements() {
      read =
          jdbc.sql(
                  """
                  select movement_id, key, digest, product_id, reason, quantity,
                    from_place, from_location_id, from_after, from_on_hand_after,
                    to_place, to_location_id, to_after, to_on_hand_after,
                    cause_kind, cause_reference, cause_line, actor, note, reverses, occurred_at, recorded_at
                  from movement
                  where seller_id = :seller and movement_id > :above and movement_id < :below
                    and not (cause_kind = 'order' and (key like 'order:%' or key like 'order#%'))
                  order by movement_id
                  limit :rows
                  """)
              .param("seller", seller.value())
              .param("above", readTo)
              .param("below", range.below())
              .param("rows", MOVEMENTS)
              .query((row, number) -> MovementRows.map(row))
              .list();
      next = 0;
      isAtEnd = read.size() < MOVEMENTS;
      readTo = read.isEmpty() ? readTo : read.getLast().id().value();
    }

    /**
     * An entry of an order's log.
     *
     * @param before the number of the entry before it
     */
    private record Entry(
        long event,
        long before,
        long order,
        Order.Name name,
        boolean isFirst,
        int priority,
        @Nullable ShipTo shipTo,
        long missing,
        Instant recordedAt) {}

    private List<Entry> entries(long after) {
      return jdbc.sql(
              """
              select l.event_id, l.order_id, l.missing, l.recorded_at, c.code, o.external_id, o.priority,
                o.ship_to_latitude, o.ship_to_longitude, coalesce(before.event_id, 0) as before,
                not exists (
                  select from order_log e
                  where e.seller_id = :seller and e.order_id = l.order_id and e.entry < l.entry
                    and (e.reserved > 0 or e.fulfilled > 0 or e.missing > 0)) as is_first
              from order_log l
              join sales_order o on o.seller_id = :seller and o.order_id = l.order_id
              join channel c on c.seller_id = :seller and c.channel_id = o.channel_id
              left join order_log before on before.seller_id = :seller and before.order_id = l.order_id
                and before.entry = l.entry - 1
              where l.seller_id = :seller and l.event_id > :after and l.event_id < :below
              order by l.event_id
              limit :rows
              """)
          .param("seller", seller.value())
          .param("after", after)
          .param("below", range.below())
          .param("rows", STEPS)
          .query((row, number) -> entry(row))
          .list();
    }

    private static Entry entry(ResultSet row) throws SQLException {
      Double latitude = row.getObject("ship_to_latitude", Double.class);
      return new Entry(
          row.getLong("event_id"),
          row.getLong("before"),
          row.getLong("order_id"),
          new Order.Name(row.getString("code"), row.getString("external_id")),
          row.getBoolean("is_first"),
          row.getInt("priority"),
          latitude == null ? null : new ShipTo(latitude, row.getDouble("ship_to_longitude")),
          row.getLong("missing"),
          SqlTimes.get(row, "recorded_at"));
    }

    /** Movements by the entry that they were made with. */
    private Map<Long, List<Movement>> moved(List<Entry> page) {
      Map<Long, List<Movement>> moved = new HashMap<>();
      jdbc.sql(
              """
              select wanted.event_id, m.*
              from unnest(:events, :references, :above) as wanted (event_id, reference, above)
              cross join lateral (
                select movement_id, key, digest, product_id, reason, quantity,
                  from_place, from_location_id, from_after, from_on_hand_after,
                  to_place, to_location_id, to_after, to_on_hand_after,
                  cause_kind, cause_reference, cause_line, actor, note, reverses, occurred_at, recorded_at
                from movement
                where seller_id = :seller and cause_reference = wanted.reference and cause_kind = 'order'
                  and movement_id > wanted.above and movement_id < wanted.event_id
                  and (key like 'order:%' or key like 'order#%')
                offset 0) as m
              order by m.movement_id
              """)
          .param("seller", seller.value())
          .param("events", page.stream().map(Entry::event).toArray(Long[]::new))
          .param(
              "references",
              page.stream().map(entry -> entry.name().reference()).toArray(String[]::new))
          .param(
              "above",
              page.stream()
                  .map(entry -> Math.max(entry.before(), range.above()))
                  .toArray(Long[]::new))
          .query(
              row -> {
                moved
                    .computeIfAbsent(row.getLong("event_id"), event -> new ArrayList<>())
                    .add(MovementRows.map(row));
              });
      return moved;
    }
  }
}
