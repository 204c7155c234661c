package dev.onhand.store.events;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.alerts.Alert;
import dev.onhand.engine.events.Event;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.model.Sku;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.ledger.MovementRows;
import dev.onhand.store.orders.OrderLogRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** The events of one kind of rows after a number and up to another, by number. */
final class EventReads {

  /** Reads some. */
  @FunctionalInterface
  interface Source {
    List<Event> read(JdbcClient jdbc, SellerId seller, Range range);
  }

  /**
   * @param after excluded
   * @param upTo included
   */
  record Range(long after, long upTo, int limit) {

    StatementSpec bind(StatementSpec statement, SellerId seller) {
      return statement
          .param("seller", seller.value())
          .param("after", after)
          .param("up_to", upTo)
          .param("limit", limit);
    }
  }

  private EventReads() {}

  static List<Event> movements(JdbcClient jdbc, SellerId seller, Range range) {
    return range
        .bind(
            jdbc.sql(
                """
                select m.*, p.sku, f.code as from_location, t.code as to_location
                from (
                  select movement_id, key, digest, product_id, reason, quantity,
                    from_place, from_location_id, from_after, from_on_hand_after,
                    to_place, to_location_id, to_after, to_on_hand_after,
                    cause_kind, cause_reference, cause_line, actor, note, reverses, occurred_at, recorded_at
                  from movement
                  where seller_id = :seller and movement_id > :after and movement_id <= :up_to
                  order by movement_id
                  limit :limit
                ) as m
                cross join lateral (
                  select sku from product where seller_id = :seller and product_id = m.product_id limit 1
                ) as p
                left join lateral (
                  select code from location where seller_id = :seller and location_id = m.from_location_id limit 1
                ) as f on true
                left join lateral (
                  select code from location where seller_id = :seller and location_id = m.to_location_id limit 1
                ) as t on true
                order by m.movement_id
                """),
            seller)
        .query((row, number) -> movement(row))
        .list();
  }

  private static Event movement(ResultSet row) throws SQLException {
    JournalEntry entry =
        new JournalEntry(
            MovementRows.map(row),
            new Sku(row.getString("sku")),
            row.getString("from_location"),
            row.getString("to_location"),
            null,
            null);
    return new Event(
        entry.movement().id().value(),
        entry.movement().recordedAt(),
        new Event.StockLevelChanged(entry));
  }

  static List<Event> orders(JdbcClient jdbc, SellerId seller, Range range) {
    return range
        .bind(
            jdbc.sql(
                """
                select l.*, o.external_id, c.code as channel, p.applied_status as status_before
                from (
                  select event_id, order_id, entry, received_status, effect, verdict, applied_status, source_updated_at,
                    reserved, released, fulfilled, returned, missing, parked, note, actor, recorded_at
                  from order_log
                  where seller_id = :seller and event_id > :after and event_id <= :up_to
                  order by event_id
                  limit :limit
                ) as l
                cross join lateral (
                  select channel_id, external_id from sales_order
                  where seller_id = :seller and order_id = l.order_id limit 1
                ) as o
                cross join lateral (
                  select code from channel where seller_id = :seller and channel_id = o.channel_id limit 1
                ) as c
                left join lateral (
                  select applied_status from order_log
                  where seller_id = :seller and order_id = l.order_id and entry = l.entry - 1 limit 1
                ) as p on true
                order by l.event_id
                """),
            seller)
        .query(
            (row, number) ->
                new Event(
                    row.getLong("event_id"),
                    SqlTimes.get(row, "recorded_at"),
                    new Event.OrderChanged(
                        row.getLong("order_id"),
                        row.getString("channel"),
                        row.getString("external_id"),
                        row.getString("status_before"),
                        OrderLogRows.map(row))))
        .list();
  }

  static List<Event> differences(JdbcClient jdbc, SellerId seller, Range range) {
    return range
        .bind(
            jdbc.sql(
                """
                select d.event_id, d.drift_id, d.listing_id, d.desired, d.believed, d.observed, d.cause, d.found_at,
                  c.code as channel, l.external_id, l.sku
                from drift d
                join channel c on c.seller_id = d.seller_id and c.channel_id = d.channel_id
                join listing l on l.seller_id = d.seller_id and l.listing_id = d.listing_id
                where d.seller_id = :seller and d.event_id > :after and d.event_id <= :up_to
                order by d.event_id
                limit :limit
                """),
            seller)
        .query(
            (row, number) ->
                new Event(
                    row.getLong("event_id"),
                    SqlTimes.get(row, "found_at"),
                    new Event.DriftOpened(
                        row.getLong("drift_id"),
                        row.getString("channel"),
                        row.getLong("listing_id"),
                        row.getString("external_id"),
                        row.getString("sku"),
                        row.getObject("desired", Long.class),
                        row.getObject("believed", Long.class),
                        row.getObject("observed", Long.class),
                        row.getString("cause"))))
        .list();
  }

  static List<Event> alerts(JdbcClient jdbc, SellerId seller, Range range) {
    return range
        .bind(
            jdbc.sql(
                """
                select event_id, alert_id, severity, kind, subject, detail, opened_at
                from alert
                where seller_id = :seller and event_id > :after and event_id <= :up_to
                order by event_id
                limit :limit
                """),
            seller)
        .query(
            (row, number) ->
                new Event(
                    row.getLong("event_id"),
                    SqlTimes.get(row, "opened_at"),
                    new Event.AlertOpened(
                        row.getLong("alert_id"),
                        Alert.Severity.valueOf(row.getString("severity").toUpperCase(Locale.ROOT)),
                        row.getString("kind"),
                        row.getString("subject"),
                        row.getString("detail"))))
        .list();
  }
}
