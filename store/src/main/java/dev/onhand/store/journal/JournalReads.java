package dev.onhand.store.journal;

import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.journal.JournalEntry;
import dev.onhand.model.Sku;
import dev.onhand.store.ledger.MovementRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads movements with all that is shown of them. */
final class JournalReads {

  private JournalReads() {}

  /**
   * The movements of these ids, newest first. The position is that of the block's first movement
   * and the rank in the block; a block without gaps in its ids needs no counting.
   */
  static List<JournalEntry> load(JdbcClient jdbc, SellerId seller, List<Long> ids) {
    return jdbc.sql(
            """
            select m.movement_id, m.key, m.digest, m.product_id, m.reason, m.quantity,
              m.from_place, m.from_location_id, m.from_after, m.from_on_hand_after,
              m.to_place, m.to_location_id, m.to_after, m.to_on_hand_after,
              m.cause_kind, m.cause_reference, m.cause_line, m.actor, m.note, m.reverses, m.occurred_at, m.recorded_at,
              p.sku, f.code as from_location, t.code as to_location, r.movement_id as reversed_by,
              case
                when b.last_id - b.first_id = b.last_position - b.first_position
                  then b.first_position + m.movement_id - b.first_id
                when b.first_id is not null
                  then b.first_position + (
                    select count(*)
                    from movement e
                    where e.seller_id = :seller and e.movement_id >= b.first_id and e.movement_id < m.movement_id)
              end as position
            from unnest(:ids) as wanted (movement_id)
            cross join lateral (
              select movement_id, key, digest, product_id, reason, quantity,
                from_place, from_location_id, from_after, from_on_hand_after,
                to_place, to_location_id, to_after, to_on_hand_after,
                cause_kind, cause_reference, cause_line, actor, note, reverses, occurred_at, recorded_at
              from movement
              where seller_id = :seller and movement_id = wanted.movement_id
              limit 1
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
            left join lateral (
              select movement_id from movement where seller_id = :seller and reverses = m.movement_id limit 1
            ) as r on true
            left join lateral (
              select first_id, last_id, first_position, last_position
              from seal_block
              where seller_id = :seller and last_id >= m.movement_id
              order by last_id
              limit 1
            ) as b on true
            order by m.movement_id desc
            """)
        .param("seller", seller.value())
        .param("ids", ids.toArray(Long[]::new))
        .query((row, number) -> entry(row))
        .list();
  }

  private static JournalEntry entry(ResultSet row) throws SQLException {
    Long reversedBy = longOrNull(row, "reversed_by");
    return new JournalEntry(
        MovementRows.map(row),
        new Sku(row.getString("sku")),
        row.getString("from_location"),
        row.getString("to_location"),
        longOrNull(row, "position"),
        reversedBy == null ? null : new MovementId(reversedBy));
  }

  private static @Nullable Long longOrNull(ResultSet row, String column) throws SQLException {
    return row.getObject(column, Long.class);
  }

  static Optional<Long> findByKey(JdbcClient jdbc, SellerId seller, String key) {
    return jdbc.sql(
            """
            select movement_id from movement
            where seller_id = :seller and key = :key
            """)
        .param("seller", seller.value())
        .param("key", key)
        .query((row, number) -> row.getLong("movement_id"))
        .optional();
  }
}
