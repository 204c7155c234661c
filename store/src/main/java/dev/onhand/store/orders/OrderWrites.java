package dev.onhand.store.orders;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Freshness;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Order;
import dev.onhand.engine.orders.ChannelData;
import dev.onhand.engine.orders.LogEntry;
import dev.onhand.engine.orders.OrderState;
import dev.onhand.store.ledger.Columns;
import dev.onhand.store.ledger.Pipeline;
import dev.onhand.store.ledger.PlanningRows.Turn;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Orders written to their rows, a statement a method, each for all orders of a commit. */
final class OrderWrites {

  private final Pipeline pipeline;
  private final SellerId seller;
  private final Instant now;

  /**
   * @param pipeline takes the statements
   */
  OrderWrites(Pipeline pipeline, SellerId seller, Instant now) {
    this.pipeline = pipeline;
    this.seller = seller;
    this.now = now;
  }

  /** Makes channels that are not there yet, as a channel is that says nothing of itself. */
  void makeChannels(Collection<String> codes) {
    List<ChannelData> usual = codes.stream().map(ChannelData::usual).toList();
    pipeline.update(
        """
        insert into channel (seller_id, code, name, preset, hold_minutes, created_at, updated_at)
        select ?, code, code, preset, ?, ?, ? from unnest(?, ?) as made (code, preset) order by code
        on conflict (seller_id, code) do nothing -- another lane made it
        """,
        (statement, first) ->
            new Columns(statement, first)
                .value(seller.value())
                .value(ChannelData.HOLD_MINUTES_DEFAULT)
                .time(now)
                .time(now)
                .texts(codes, code -> code)
                .texts(usual, ChannelData::preset)
                .count(),
        rowsWritten -> {});
  }

  /**
   * Orders that are locked, and new ones under the ids that were drawn for them. One that another
   * lane made meanwhile under another id is left alone and shows as a shortfall.
   *
   * @param missing is told the shortfall
   */
  void writeHeads(Collection<OrderState> states, Pipeline.Counter missing) {
    pipeline.update(
        """
            insert into sales_order (seller_id, updated_at, created_at, order_id, channel_id, external_id,
              received_status, received_updated_at, received_version, received_asked_at,
              applied_status, applied_updated_at, applied_version, applied_asked_at,
              lines_updated_at, lines_version, lines_asked_at,
              is_all_shipped, is_all_returned, hold_until, ship_to_latitude, ship_to_longitude, priority,
              units_ordered, units_reserved, units_fulfilled, units_missing, lines_parked, log_length, version)
            select ?, ?, ?, order_id, channel_id, external_id,
              received_status, timestamptz 'epoch' + received_updated_us * interval '1 microsecond', received_version,
              timestamptz 'epoch' + received_asked_us * interval '1 microsecond',
              applied_status, timestamptz 'epoch' + applied_updated_us * interval '1 microsecond', applied_version,
              timestamptz 'epoch' + applied_asked_us * interval '1 microsecond',
              timestamptz 'epoch' + lines_updated_us * interval '1 microsecond', lines_version,
              timestamptz 'epoch' + lines_asked_us * interval '1 microsecond',
              is_all_shipped, is_all_returned, timestamptz 'epoch' + hold_us * interval '1 microsecond',
              latitude, longitude, priority, ordered, reserved, fulfilled, missing, parked, log_length, 1
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              as row (order_id, channel_id, external_id,
                received_status, received_updated_us, received_version, received_asked_us,
                applied_status, applied_updated_us, applied_version, applied_asked_us,
                lines_updated_us, lines_version, lines_asked_us,
                is_all_shipped, is_all_returned, hold_us, latitude, longitude, priority,
                ordered, reserved, fulfilled, missing, parked, log_length)
            order by channel_id, external_id
            on conflict (seller_id, channel_id, external_id) do update
            set received_status = excluded.received_status,
              received_updated_at = excluded.received_updated_at,
              received_version = excluded.received_version,
              received_asked_at = excluded.received_asked_at,
              applied_status = excluded.applied_status,
              applied_updated_at = excluded.applied_updated_at,
              applied_version = excluded.applied_version,
              applied_asked_at = excluded.applied_asked_at,
              lines_updated_at = excluded.lines_updated_at,
              lines_version = excluded.lines_version,
              lines_asked_at = excluded.lines_asked_at,
              is_all_shipped = excluded.is_all_shipped,
              is_all_returned = excluded.is_all_returned,
              hold_until = excluded.hold_until,
              ship_to_latitude = excluded.ship_to_latitude,
              ship_to_longitude = excluded.ship_to_longitude,
              priority = excluded.priority,
              units_ordered = excluded.units_ordered,
              units_reserved = excluded.units_reserved,
              units_fulfilled = excluded.units_fulfilled,
              units_missing = excluded.units_missing,
              lines_parked = excluded.lines_parked,
              log_length = excluded.log_length,
              updated_at = excluded.updated_at,
              version = sales_order.version + 1
            where sales_order.order_id = excluded.order_id
            """,
        (statement, first) ->
            bindHeads(
                new Columns(statement, first).value(seller.value()).time(now).time(now), states),
        rowsWritten -> missing.count(states.size() - rowsWritten));
  }

  private static int bindHeads(Columns columns, Collection<OrderState> states) throws SQLException {
    columns
        .longs(states, OrderState::id)
        .longs(states, state -> state.channel().id())
        .texts(states, state -> state.order().name().externalId());
    bindSeen(columns, states, Order::received);
    bindSeen(columns, states, Order::applied);
    bindFreshness(columns, states, Order::linesFrom);
    return columns
        .booleans(states, state -> state.order().isAllShipped())
        .booleans(states, state -> state.order().isAllReturned())
        .times(states, state -> state.order().holdUntil())
        .doubles(
            states,
            state -> state.order().shipTo() == null ? null : state.order().shipTo().latitude())
        .doubles(
            states,
            state -> state.order().shipTo() == null ? null : state.order().shipTo().longitude())
        .longs(states, state -> state.order().priority())
        .longs(states, state -> sum(state, Order.Line::ordered))
        .longs(states, state -> sum(state, Order.Line::reserved))
        .longs(states, state -> sum(state, Order.Line::fulfilled))
        .longs(states, state -> sum(state, Order.Line::backordered))
        .longs(states, state -> sum(state, line -> line.parked() == null ? 0 : 1))
        .longs(states, OrderState::logLength)
        .count();
  }

  private static long sum(OrderState state, ToLongFunction<Order.Line> what) {
    return state.order().lines().values().stream().mapToLong(what).sum();
  }

  private static void bindSeen(
      Columns columns, Collection<OrderState> states, Function<Order, Order.@Nullable Seen> which)
      throws SQLException {
    columns.texts(
        states,
        state -> {
          Order.Seen seen = which.apply(state.order());
          return seen == null ? null : seen.status();
        });
    bindFreshness(
        columns,
        states,
        order -> {
          Order.Seen seen = which.apply(order);
          return seen == null ? null : seen.freshness();
        });
  }

  private static void bindFreshness(
      Columns columns, Collection<OrderState> states, Function<Order, @Nullable Freshness> which)
      throws SQLException {
    columns
        .times(states, state -> map(which.apply(state.order()), Freshness::updatedAt))
        .nullableLongs(states, state -> map(which.apply(state.order()), Freshness::version))
        .times(states, state -> map(which.apply(state.order()), Freshness::askedAt));
  }

  private static <T> @Nullable T map(
      @Nullable Freshness freshness, Function<Freshness, @Nullable T> part) {
    return freshness == null ? null : part.apply(freshness);
  }

  /**
   * A line of an order that has to be written.
   *
   * @param channel the order's
   * @param priority the order's
   */
  record LineRow(long order, long channel, int priority, int place, Order.Line line) {}

  void writeLines(Collection<LineRow> rows) {
    pipeline.update(
        """
            insert into order_line (seller_id, order_id, channel_id, place, line, listing, sku, gtin, ordered, cancelled,
              is_counted, shipped, returned, shipped_from, returned_to, returned_state,
              sold_as_listing, sold_as, sold_as_gtin, sold_product_id, sold_units, parked)
            select ?, order_id, case when listing is not null then channel_id end, place, line, listing, sku, gtin, ordered, cancelled,
              is_counted, shipped, returned, shipped_from, returned_to, returned_state,
              sold_as_listing, sold_as, sold_as_gtin, sold_product_id, sold_units, parked
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              as row (order_id, channel_id, place, line, listing, sku, gtin, ordered, cancelled,
                is_counted, shipped, returned, shipped_from, returned_to, returned_state,
                sold_as_listing, sold_as, sold_as_gtin, sold_product_id, sold_units, parked)
            on conflict (seller_id, order_id, line) do update
            set channel_id = excluded.channel_id,
              place = excluded.place,
              listing = excluded.listing,
              sku = excluded.sku,
              gtin = excluded.gtin,
              ordered = excluded.ordered,
              cancelled = excluded.cancelled,
              is_counted = excluded.is_counted,
              shipped = excluded.shipped,
              returned = excluded.returned,
              shipped_from = excluded.shipped_from,
              returned_to = excluded.returned_to,
              returned_state = excluded.returned_state,
              sold_as_listing = excluded.sold_as_listing,
              sold_as = excluded.sold_as,
              sold_as_gtin = excluded.sold_as_gtin,
              sold_product_id = excluded.sold_product_id,
              sold_units = excluded.sold_units,
              parked = excluded.parked
            """,
        (statement, first) -> bindLines(new Columns(statement, first).value(seller.value()), rows),
        rowsWritten -> {});
  }

  private static int bindLines(Columns columns, Collection<LineRow> rows) throws SQLException {
    return columns
        .longs(rows, LineRow::order)
        .longs(rows, LineRow::channel)
        .longs(rows, LineRow::place)
        .texts(rows, row -> row.line().id())
        .texts(rows, row -> row.line().item().listing())
        .texts(rows, row -> sku(row.line().item()))
        .texts(rows, row -> gtin(row.line().item()))
        .longs(rows, row -> row.line().ordered())
        .longs(rows, row -> row.line().cancelled())
        .booleans(rows, row -> row.line().isCounted())
        .longs(rows, row -> row.line().shipped())
        .longs(rows, row -> row.line().returned())
        .texts(rows, row -> row.line().shippedFrom())
        .texts(
            rows,
            row -> row.line().returnedTo() == null ? null : row.line().returnedTo().location())
        .texts(
            rows,
            row -> row.line().returnedTo() == null ? null : row.line().returnedTo().state().code())
        .texts(rows, row -> soldAs(row.line(), Item::listing))
        .texts(rows, row -> soldAs(row.line(), OrderWrites::sku))
        .texts(rows, row -> soldAs(row.line(), OrderWrites::gtin))
        .nullableLongs(rows, row -> soldProduct(row.line()))
        .longs(rows, row -> row.line().soldAs() == null ? 1 : row.line().soldAs().units())
        .texts(rows, row -> row.line().parked() == null ? null : row.line().parked().code())
        .count();
  }

  private static @Nullable String sku(Item item) {
    return item.sku() == null ? null : item.sku().value();
  }

  private static @Nullable String gtin(Item item) {
    return item.gtin() == null ? null : item.gtin().value();
  }

  private static @Nullable String soldAs(Order.Line line, Function<Item, @Nullable String> name) {
    return line.soldAs() == null ? null : name.apply(line.soldAs().item());
  }

  private static @Nullable Long soldProduct(Order.Line line) {
    Order.Sold sold = line.soldAs();
    return sold == null || sold.product() == null ? null : sold.product().value();
  }

  /** Takes away what lines are not made of any more. */
  void removeComponents(Collection<LineRow> rows) {
    pipeline.update(
        """
            delete from order_component as c
            using unnest(?, ?) as row (order_id, line)
            where c.seller_id = ? and c.order_id = row.order_id and c.line = row.line
            """,
        (statement, first) ->
            new Columns(statement, first)
                .longs(rows, LineRow::order)
                .texts(rows, row -> row.line().id())
                .value(seller.value())
                .count(),
        rowsWritten -> {});
  }

  private record ComponentRow(LineRow row, int place, Order.Component component) {}

  void writeComponents(Collection<LineRow> lines) {
    List<ComponentRow> rows = new ArrayList<>();
    for (LineRow line : lines) {
      int place = 0;
      for (Order.Component component : line.line().components()) {
        rows.add(new ComponentRow(line, place++, component));
      }
    }
    if (rows.isEmpty()) {
      return;
    }
    pipeline.update(
        """
            insert into order_component (seller_id, order_id, line, product_id, place, units, missing, missing_since, priority)
            select ?, order_id, line, product_id, place, units, missing, case when missing > 0 then ?::timestamptz end, priority
            from unnest(?, ?, ?, ?, ?, ?, ?) as row (order_id, line, product_id, place, units, missing, priority)
            on conflict (seller_id, order_id, line, product_id) do update
            set place = excluded.place,
              units = excluded.units,
              missing = excluded.missing,
              priority = excluded.priority,
              missing_since = case when excluded.missing > 0
                then coalesce(order_component.missing_since, excluded.missing_since) end
            """,
        (statement, first) ->
            new Columns(statement, first)
                .value(seller.value())
                .time(now)
                .longs(rows, row -> row.row().order())
                .texts(rows, row -> row.row().line().id())
                .longs(rows, row -> row.component().product().value())
                .longs(rows, ComponentRow::place)
                .longs(rows, row -> row.component().units())
                .longs(
                    rows,
                    row -> row.row().line().missing().getOrDefault(row.component().product(), 0L))
                .longs(rows, row -> row.row().priority())
                .count(),
        rowsWritten -> {});
  }

  private record DoingRow(LineRow row, int place, Order.Doing doing) {}

  void writeDoings(Collection<LineRow> lines) {
    List<DoingRow> rows = new ArrayList<>();
    for (LineRow line : lines) {
      int place = 0;
      for (Order.Doing doing : line.line().doings()) {
        rows.add(new DoingRow(line, place++, doing));
      }
    }
    if (rows.isEmpty()) {
      return;
    }
    pipeline.update(
        """
            insert into order_doing (seller_id, reserved_since, order_id, line, product_id, location_id, place, factor,
              reserved, fulfilled, returned, reserves, fulfils, releases, returns, put_backs)
            select ?, case when reserved > 0 then ?::timestamptz end, order_id, line, product_id, location_id, place, factor,
              reserved, fulfilled, returned, reserves, fulfils, releases, returns, put_backs
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              as row (order_id, line, product_id, location_id, place, factor,
                reserved, fulfilled, returned, reserves, fulfils, releases, returns, put_backs)
            on conflict (seller_id, order_id, line, product_id, location_id) do update
            set place = excluded.place,
              reserved = excluded.reserved,
              reserved_since = case when excluded.reserved > 0
                then coalesce(order_doing.reserved_since, excluded.reserved_since) end,
              fulfilled = excluded.fulfilled,
              returned = excluded.returned,
              reserves = excluded.reserves,
              fulfils = excluded.fulfils,
              releases = excluded.releases,
              returns = excluded.returns,
              put_backs = excluded.put_backs
            """,
        (statement, first) ->
            new Columns(statement, first)
                .value(seller.value())
                .time(now)
                .longs(rows, row -> row.row().order())
                .texts(rows, row -> row.row().line().id())
                .longs(rows, row -> row.doing().product().value())
                .longs(rows, row -> row.doing().location().value())
                .longs(rows, DoingRow::place)
                .longs(rows, row -> row.doing().factor())
                .longs(rows, row -> row.doing().reserved())
                .longs(rows, row -> row.doing().fulfilled())
                .longs(rows, row -> row.doing().returned())
                .longs(rows, row -> row.doing().counts().reserves())
                .longs(rows, row -> row.doing().counts().fulfils())
                .longs(rows, row -> row.doing().counts().releases())
                .longs(rows, row -> row.doing().counts().returns())
                .longs(rows, row -> row.doing().counts().putBacks())
                .count(),
        rowsWritten -> {});
  }

  private record LogRow(long event, long order, LogEntry entry) {}

  /**
   * Entries and movements are numbered as they were decided, one after the other. A plan logs one
   * entry of an order at most.
   *
   * @param turns as each plan left its order, in the order of the plans
   */
  void writeLog(List<Turn<OrderState>> turns) {
    List<LogRow> rows = new ArrayList<>();
    Map<Long, Integer> written = new HashMap<>();
    for (Turn<OrderState> turn : turns) {
      OrderState order = turn.after();
      List<LogEntry> news = order.news();
      if (news.size() > written.getOrDefault(order.id(), 0)) {
        rows.add(new LogRow(turn.number(), order.id(), news.getLast()));
        written.put(order.id(), news.size());
      }
    }
    if (rows.isEmpty()) {
      return;
    }
    pipeline.update(
        """
            insert into order_log (seller_id, recorded_at, event_id, order_id, entry, received_status, effect, verdict, applied_status,
              source_updated_at, reserved, released, fulfilled, returned, missing, parked, note, actor)
            select ?, ?, event_id, order_id, entry, received_status, effect, verdict, applied_status,
              timestamptz 'epoch' + source_us * interval '1 microsecond',
              reserved, released, fulfilled, returned, missing, parked, note, actor
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              as row (event_id, order_id, entry, received_status, effect, verdict, applied_status, source_us,
                reserved, released, fulfilled, returned, missing, parked, note, actor)
            """,
        (statement, first) ->
            new Columns(statement, first)
                .value(seller.value())
                .time(now)
                .longs(rows, LogRow::event)
                .longs(rows, LogRow::order)
                .longs(rows, row -> row.entry().number())
                .texts(rows, row -> row.entry().receivedStatus())
                .texts(rows, row -> row.entry().effect().code())
                .texts(rows, row -> verdict(row.entry()))
                .texts(rows, row -> row.entry().appliedStatus())
                .times(rows, row -> row.entry().sourceUpdatedAt())
                .longs(rows, row -> row.entry().units().reserved())
                .longs(rows, row -> row.entry().units().released())
                .longs(rows, row -> row.entry().units().fulfilled())
                .longs(rows, row -> row.entry().units().returned())
                .longs(rows, row -> row.entry().units().missing())
                .longs(rows, row -> row.entry().units().parked())
                .texts(rows, row -> row.entry().note())
                .texts(rows, row -> row.entry().actor())
                .count(),
        rowsWritten -> {});
  }

  private static String verdict(LogEntry entry) {
    return entry.verdict() == null
        ? JdbcOrders.APPLIED_AGAIN
        : entry.verdict().name().toLowerCase(Locale.ROOT);
  }
}
