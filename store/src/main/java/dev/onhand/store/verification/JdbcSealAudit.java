package dev.onhand.store.verification;

import dev.onhand.core.ledger.MovementId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.verification.BlockFacts;
import dev.onhand.engine.verification.Leaf;
import dev.onhand.engine.verification.SealAudit;
import dev.onhand.engine.verification.SealBlock;
import dev.onhand.engine.verification.Sha256;
import dev.onhand.store.database.SellerTransactions;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sealed journal on PostgreSQL, hashed anew by it. */
public final class JdbcSealAudit implements SealAudit {

  /**
   * A block answers for every id since the block before, so that one slipped in between shows. What
   * a block follows is settled first, so that its movements are found by a range of ids.
   */
  private static final String BLOCKS =
      """
      with block as materialized (
        select b.first_position, b.last_position, b.first_id, b.last_id, b.content_hash, b.hash,
          previous.last_position as previous_position, previous.last_id as previous_id,
          previous.hash as previous_hash, coalesce(previous.last_id, 0) as after_id
        from seal_block b
        left join lateral (
          select last_position, last_id, hash
          from seal_block
          where seller_id = :seller and last_position < b.last_position
          order by last_position desc
          limit 1) as previous on true
        where b.seller_id = :seller
          and b.last_position > :after_position and b.last_position <= :to_position
      )
      select block.first_position, block.last_position, block.first_id, block.last_id,
        block.content_hash, block.hash, block.previous_position, block.previous_id, block.previous_hash,
        found.movements, found.found_first, found.found_last, found.found_hash
      from block
      cross join lateral (
        select count(*) as movements, min(movement_id) as found_first, max(movement_id) as found_last,
          sha256(string_agg(hash, ''::bytea order by movement_id)) as found_hash
        from (
          select movement_id, sha256(movement_bytes(m)) as hash
          from movement m
          where seller_id = :seller and movement_id > block.after_id and movement_id <= block.last_id
          offset 0) as hashed) as found
      order by block.last_position
      """;

  private final SellerTransactions transactions;

  public JdbcSealAudit(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public End end(SellerId seller) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select h.position, h.hash, h.sealed_id,
                      b.last_position, b.last_id, b.hash as last_hash
                    from seller_head h
                    left join lateral (
                      select last_position, last_id, hash
                      from seal_block
                      where seller_id = :seller
                      order by last_position desc
                      limit 1) as b on true
                    where h.seller_id = :seller
                    """)
                .param("seller", seller.value())
                .query((row, number) -> end(row))
                .single());
  }

  private static End end(ResultSet row) throws SQLException {
    byte[] lastHash = row.getBytes("last_hash");
    return new End(
        row.getLong("position"),
        Sha256.of(row.getBytes("hash")),
        row.getLong("sealed_id"),
        lastHash == null
            ? null
            : new LastBlock(
                row.getLong("last_position"), row.getLong("last_id"), Sha256.of(lastHash)));
  }

  @Override
  public List<BlockFacts> blocks(SellerId seller, long afterPosition, long toPosition) {
    return transactions.snapshot(
        seller,
        jdbc ->
            jdbc.sql(BLOCKS)
                .param("seller", seller.value())
                .param("after_position", afterPosition)
                .param("to_position", toPosition)
                .query((row, number) -> block(row))
                .list());
  }

  private static BlockFacts block(ResultSet row) throws SQLException {
    byte[] previous = row.getBytes("previous_hash");
    byte[] found = row.getBytes("found_hash");
    return new BlockFacts(
        new SealBlock(
            row.getLong("first_position"),
            row.getLong("last_position"),
            row.getLong("first_id"),
            row.getLong("last_id"),
            Sha256.of(row.getBytes("content_hash"))),
        Sha256.of(row.getBytes("hash")),
        previous == null
            ? null
            : new BlockFacts.Previous(
                row.getLong("previous_position"), row.getLong("previous_id"), Sha256.of(previous)),
        new BlockFacts.Found(
            row.getLong("movements"),
            row.getLong("found_first"),
            row.getLong("found_last"),
            found == null ? null : Sha256.of(found)));
  }

  @Override
  public Leaves leaves(SellerId seller, BlockFacts block) {
    BlockFacts.Previous previous = block.previous();
    long afterId = previous == null ? 0 : previous.lastId();
    return transactions.call(
        seller,
        jdbc -> {
          byte[] sealed =
              jdbc.sql(
                      """
                      select leaves
                      from seal_block
                      where seller_id = :seller and last_position = :last_position
                      """)
                  .param("seller", seller.value())
                  .param("last_position", block.block().lastPosition())
                  .query((row, number) -> row.getBytes("leaves"))
                  .single();
          List<Leaf> now =
              jdbc.sql(
                      """
                      select movement_id, substring(sha256(movement_bytes(m)) for 8) as leaf
                      from movement m
                      where seller_id = :seller and movement_id > :after_id and movement_id <= :last_id
                      order by movement_id
                      """)
                  .param("seller", seller.value())
                  .param("after_id", afterId)
                  .param("last_id", block.block().lastId())
                  .query(
                      (row, number) ->
                          new Leaf(
                              new MovementId(row.getLong("movement_id")),
                              ByteBuffer.wrap(row.getBytes("leaf")).getLong()))
                  .list();
          return new Leaves(longs(sealed), now);
        });
  }

  private static List<Long> longs(byte @Nullable [] bytes) {
    List<Long> longs = new ArrayList<>();
    if (bytes != null) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.remaining() >= Long.BYTES) {
        longs.add(buffer.getLong());
      }
    }
    return longs;
  }

  @Override
  public Optional<Sha256> hashAt(SellerId seller, long position) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select hash
                    from seal_block
                    where seller_id = :seller and last_position = :position
                    """)
                .param("seller", seller.value())
                .param("position", position)
                .query((row, number) -> Sha256.of(row.getBytes("hash")))
                .optional());
  }
}
