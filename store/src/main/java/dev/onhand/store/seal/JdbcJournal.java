package dev.onhand.store.seal;

import dev.onhand.core.ledger.Movement;
import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.verification.Journal;
import dev.onhand.engine.verification.JournalHead;
import dev.onhand.engine.verification.Sha256;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import dev.onhand.store.ledger.MovementRows;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sealed journal on PostgreSQL. */
public final class JdbcJournal implements Journal {

  private final SellerTransactions transactions;

  public JdbcJournal(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public JournalHead head(SellerId seller) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select h.position, h.hash, h.sealed_at,
                      (select count(*)
                        from movement m
                        where m.seller_id = :seller and m.movement_id > h.sealed_id and m.movement_id <= :last) as unsealed
                    from seller_head h
                    where h.seller_id = :seller
                    """)
                .param("seller", seller.value())
                .param("last", Long.MAX_VALUE) // a range: the planner takes it for a short one
                .query(
                    (row, number) ->
                        new JournalHead(
                            row.getLong("position"),
                            Sha256.of(row.getBytes("hash")),
                            SqlTimes.getOrNull(row, "sealed_at"),
                            row.getLong("unsealed")))
                .single());
  }

  @Override
  public List<Positioned> movementsAfterPosition(SellerId seller, long position, int limit) {
    if (position < 0) {
      throw new IllegalArgumentException("position must be 0 or more, not " + position);
    }
    if (limit < 1 || limit > PAGE_MAX) {
      throw new IllegalArgumentException("limit must be from 1 to " + PAGE_MAX + ", not " + limit);
    }
    return transactions.call(seller, jdbc -> page(jdbc, seller, position, limit));
  }

  /** A block says where to begin; from there on, positions are a matter of counting. */
  private static List<Positioned> page(JdbcClient jdbc, SellerId seller, long position, int limit) {
    return jdbc.sql(
            """
            with block as (
              select first_position, first_id
              from seal_block
              where seller_id = :seller and last_position > :position
              order by last_position
              limit 1
            )
            select greatest(block.first_position, :position + 1) + row_number() over (order by m.movement_id) - 1 as position,
              m.movement_id, m.key, m.digest, m.product_id, m.reason, m.quantity,
              m.from_place, m.from_location_id, m.from_after, m.from_on_hand_after,
              m.to_place, m.to_location_id, m.to_after, m.to_on_hand_after,
              m.cause_kind, m.cause_reference, m.cause_line, m.actor, m.note, m.reverses, m.occurred_at, m.recorded_at
            from block
            cross join lateral (
              select *
              from movement
              where seller_id = :seller and movement_id >= block.first_id
                and movement_id <= (select sealed_id from seller_head where seller_id = :seller)
              order by movement_id
              offset greatest(:position + 1 - block.first_position, 0)
              limit :limit) as m
            order by m.movement_id
            """)
        .param("seller", seller.value())
        .param("position", position)
        .param("limit", limit)
        .query(
            (row, number) -> {
              Movement movement = MovementRows.map(row);
              return new Positioned(row.getLong("position"), movement);
            })
        .list();
  }

  @Override
  public Map<MovementId, Long> positions(SellerId seller, Collection<MovementId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    Map<MovementId, Long> positions = new HashMap<>();
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select m.movement_id, block.first_position + rank.before as position
                    from unnest(:ids) as wanted (id)
                    cross join lateral (
                      select movement_id
                      from movement
                      where seller_id = :seller and movement_id = wanted.id
                      limit 1) as m
                    cross join lateral (
                      select first_position, first_id
                      from seal_block
                      where seller_id = :seller and last_id >= m.movement_id
                      order by last_id
                      limit 1) as block
                    cross join lateral (
                      select count(*) as before
                      from movement
                      where seller_id = :seller and movement_id >= block.first_id
                        and movement_id < m.movement_id) as rank
                    """)
                .param("seller", seller.value())
                .param("ids", ids.stream().mapToLong(MovementId::value).distinct().toArray())
                .query(
                    row -> {
                      positions.put(
                          new MovementId(row.getLong("movement_id")), row.getLong("position"));
                    }));
    return positions;
  }
}
