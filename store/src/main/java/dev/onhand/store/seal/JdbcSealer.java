package dev.onhand.store.seal;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.verification.SealBlock;
import dev.onhand.engine.verification.SealChain;
import dev.onhand.engine.verification.Sealer;
import dev.onhand.engine.verification.Sha256;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlArrays;
import dev.onhand.store.database.SqlErrors;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Seals in two transactions. The first has the seller's head for itself for a moment: whoever
 * commits holds the head from before it draws ids until after its commit, so all ids drawn by then
 * are committed or gone for good, and the highest becomes the cut. The second gives what is below
 * the cut its positions and its place in the chain, and keeps nobody waiting.
 */
public final class JdbcSealer implements Sealer {

  /** How many movements a block holds at most: what must be read again to find a wrong one. */
  public static final int BLOCK_MOVEMENTS_MAX = 1_000;

  /** A tenth of a second's work: what a transaction may do at once. */
  static final int RUN_MOVEMENTS_MAX = 20_000;

  /** Each time so many were sealed, products with many movements among them are looked at. */
  private static final int SEGMENT_CHECK_EVERY = 4_096;

  /**
   * A product with fewer among them, or with a smaller share of them, waits for the next {@link
   * JdbcCheckpoints#advance}: to look at a product costs reading what it has waiting.
   */
  private static final int SEGMENT_DUE_AFTER = 64;

  private static final int SEGMENT_DUE_SHARE = 128;

  /** Committers that overlap can keep the head from us; there is always a next time. */
  private static final String HEAD_WAIT_MAX = "1s";

  /** PostgreSQL's word for a lock that was not had in time. */
  private static final String LOCK_NOT_HAD = "55P03";

  private static final Logger LOG = LoggerFactory.getLogger(JdbcSealer.class);

  private final SellerTransactions transactions;
  private final InstantSource clock;

  public JdbcSealer(SellerTransactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public SealRun seal(SellerId seller) {
    try {
      transactions.run(seller, jdbc -> cut(jdbc, seller));
    } catch (DataAccessException e) {
      if (SqlErrors.find(e).filter(sql -> LOCK_NOT_HAD.equals(sql.getSQLState())).isEmpty()) {
        throw e;
      }
      LOG.debug("the head of seller {} is held all the time; its cut stays where it is", seller, e);
    }
    return transactions.call(seller, jdbc -> sealUpToCut(jdbc, seller));
  }

  private static void cut(JdbcClient jdbc, SellerId seller) {
    if (!hasNew(jdbc, seller)) {
      return;
    }
    // What the cut says is true again after a crash, whether or not it reached the disk. So nobody
    // waits for the disk while we hold the head.
    jdbc.sql(
            """
            select set_config('synchronous_commit', 'off', true), set_config('lock_timeout', :wait, true)
            """)
        .param("wait", HEAD_WAIT_MAX)
        .query()
        .singleRow();
    jdbc.sql("select seller_id from seller_head where seller_id = :seller for update")
        .param("seller", seller.value())
        .query(Long.class)
        .single();
    // A statement of its own: it sees all that was committed before the head was ours.
    jdbc.sql(
            """
            update seller_head
            set cut_id = (
              select movement_id
              from movement
              where seller_id = :seller
              order by movement_id desc
              limit 1)
            where seller_id = :seller
            """)
        .param("seller", seller.value())
        .update();
  }

  private static boolean hasNew(JdbcClient jdbc, SellerId seller) {
    return jdbc.sql(
            """
            select (
              select movement_id
              from movement
              where seller_id = :seller
              order by movement_id desc
              limit 1) > cut_id as has_new
            from seller_head
            where seller_id = :seller
            """)
        .param("seller", seller.value())
        .query((row, number) -> row.getBoolean("has_new"))
        .single();
  }

  /** The head's row as far as sealing goes. */
  private record Head(long position, Sha256 hash, long sealedId, long cutId) {}

  /** A block with what is kept beside its place in the chain. */
  private record NewBlock(SealBlock block, Sha256 hash, byte[] leaves, Instant recordedMax) {}

  private SealRun sealUpToCut(JdbcClient jdbc, SellerId seller) {
    boolean isOurs = SealLock.tryTake(jdbc, seller);
    Head head = head(jdbc, seller);
    if (!isOurs || head.cutId() <= head.sealedId()) {
      return new SealRun(0, head.position(), false);
    }
    List<NewBlock> blocks = blocks(jdbc, seller, head, lastOfRun(jdbc, seller, head));
    if (blocks.isEmpty()) {
      throw new IllegalStateException(
          "The movements of seller %d between the ids %d and %d are gone. Run 'ledger verify'."
              .formatted(seller.value(), head.sealedId(), head.cutId()));
    }
    insert(jdbc, seller, blocks);
    NewBlock last = blocks.getLast();
    long sealed = last.block().lastPosition() - head.position();
    if (head.position() / SEGMENT_CHECK_EVERY < last.block().lastPosition() / SEGMENT_CHECK_EVERY) {
      long[] due = dueProducts(jdbc, seller, head, last.block());
      Segments.close(jdbc, seller, due, last.block().lastId());
    }
    moveHead(jdbc, seller, head, last);
    return new SealRun(sealed, last.block().lastPosition(), last.block().lastId() < head.cutId());
  }

  private static Head head(JdbcClient jdbc, SellerId seller) {
    return jdbc.sql(
            """
            select position, hash, sealed_id, cut_id
            from seller_head
            where seller_id = :seller
            """)
        .param("seller", seller.value())
        .query(
            (row, number) ->
                new Head(
                    row.getLong("position"),
                    Sha256.of(row.getBytes("hash")),
                    row.getLong("sealed_id"),
                    row.getLong("cut_id")))
        .single();
  }

  /** The last of the movements that are sealed now. */
  private static long lastOfRun(JdbcClient jdbc, SellerId seller, Head head) {
    return jdbc.sql(
            """
            select coalesce(max(movement_id), 0)
            from (
              select movement_id
              from movement
              where seller_id = :seller and movement_id > :sealed_id and movement_id <= :cut_id
              order by movement_id
              limit :limit) as run
            """)
        .param("seller", seller.value())
        .param("sealed_id", head.sealedId())
        .param("cut_id", head.cutId())
        .param("limit", RUN_MOVEMENTS_MAX)
        .query(Long.class)
        .single();
  }

  private static List<NewBlock> blocks(JdbcClient jdbc, SellerId seller, Head head, long lastId) {
    List<NewBlock> blocks = new ArrayList<>();
    jdbc.sql(
            """
            select min(number) as first_number, max(number) as last_number,
              min(movement_id) as first_id, max(movement_id) as last_id, max(recorded_at) as recorded_max,
              sha256(string_agg(hash, ''::bytea order by movement_id)) as content_hash,
              string_agg(substring(hash for 8), ''::bytea order by movement_id) as leaves
            from (
              select movement_id, recorded_at, sha256(movement_bytes(m)) as hash,
                row_number() over (order by movement_id) as number
              from movement m
              where seller_id = :seller and movement_id > :sealed_id and movement_id <= :last_id) as sealed
            group by (number - 1) / :block
            order by first_number
            """)
        .param("seller", seller.value())
        .param("sealed_id", head.sealedId())
        .param("last_id", lastId)
        .param("block", BLOCK_MOVEMENTS_MAX)
        .query(
            (ResultSet row) -> {
              Sha256 previous = blocks.isEmpty() ? head.hash() : blocks.getLast().hash();
              blocks.add(newBlock(row, head.position(), previous));
            });
    return blocks;
  }

  private static NewBlock newBlock(ResultSet row, long position, Sha256 previous)
      throws SQLException {
    SealBlock block =
        new SealBlock(
            position + row.getLong("first_number"),
            position + row.getLong("last_number"),
            row.getLong("first_id"),
            row.getLong("last_id"),
            Sha256.of(row.getBytes("content_hash")));
    return new NewBlock(
        block,
        SealChain.hash(previous, block),
        row.getBytes("leaves"),
        SqlTimes.get(row, "recorded_max"));
  }

  private void insert(JdbcClient jdbc, SellerId seller, List<NewBlock> blocks) {
    jdbc.sql(
            """
            insert into seal_block (seller_id, last_position, first_position, first_id, last_id,
              content_hash, hash, leaves, recorded_max, sealed_at)
            select :seller, last_position, first_position, first_id, last_id,
              content_hash, hash, leaves, recorded_max, :now
            from unnest(:last_positions, :first_positions, :first_ids, :last_ids,
              :content_hashes, :hashes, :leaves, :recorded::timestamptz[])
              as block (last_position, first_position, first_id, last_id,
                content_hash, hash, leaves, recorded_max)
            """)
        .param("seller", seller.value())
        .param("last_positions", blocks.stream().mapToLong(b -> b.block().lastPosition()).toArray())
        .param(
            "first_positions", blocks.stream().mapToLong(b -> b.block().firstPosition()).toArray())
        .param("first_ids", blocks.stream().mapToLong(b -> b.block().firstId()).toArray())
        .param("last_ids", blocks.stream().mapToLong(b -> b.block().lastId()).toArray())
        .param(
            "content_hashes",
            blocks.stream().map(b -> b.block().contentHash().bytes()).toArray(byte[][]::new))
        .param("hashes", blocks.stream().map(b -> b.hash().bytes()).toArray(byte[][]::new))
        .param("leaves", blocks.stream().map(NewBlock::leaves).toArray(byte[][]::new))
        .param("recorded", SqlArrays.times(blocks, NewBlock::recordedMax))
        .param("now", SqlTimes.toSql(clock.instant()))
        .update();
  }

  /** The products whose movements are many among those sealed since the last look. */
  private static long[] dueProducts(JdbcClient jdbc, SellerId seller, Head before, SealBlock last) {
    long lookedAt = before.position() / SEGMENT_CHECK_EVERY * SEGMENT_CHECK_EVERY;
    long afterId =
        jdbc.sql(
                """
                select last_id
                from seal_block
                where seller_id = :seller and last_position <= :looked_at
                order by last_position desc
                limit 1
                """)
            .param("seller", seller.value())
            .param("looked_at", lookedAt)
            .query((row, number) -> row.getLong("last_id"))
            .optional()
            .orElse(0L);
    return jdbc
        .sql(
            """
            select product_id
            from movement
            where seller_id = :seller and movement_id > :after_id and movement_id <= :last_id
            group by product_id
            having count(*) >= :due
            """)
        .param("seller", seller.value())
        .param("after_id", afterId)
        .param("last_id", last.lastId())
        .param(
            "due",
            Math.max(SEGMENT_DUE_AFTER, (last.lastPosition() - lookedAt) / SEGMENT_DUE_SHARE))
        .query((row, number) -> row.getLong("product_id"))
        .list()
        .stream()
        .mapToLong(Long::longValue)
        .toArray();
  }

  /** Last of all, and only columns that are no key: those who commit hold the row all the while. */
  private void moveHead(JdbcClient jdbc, SellerId seller, Head before, NewBlock last) {
    int moved =
        jdbc.sql(
                """
                update seller_head
                set position = :position, hash = :hash, sealed_id = :sealed_id, sealed_at = :now
                where seller_id = :seller and sealed_id = :sealed_before
                """)
            .param("seller", seller.value())
            .param("position", last.block().lastPosition())
            .param("hash", last.hash().bytes())
            .param("sealed_id", last.block().lastId())
            .param("now", SqlTimes.toSql(clock.instant()))
            .param("sealed_before", before.sealedId())
            .update();
    if (moved != 1) {
      throw new IllegalStateException(
          "The head of seller " + seller.value() + " was moved by someone without the lock.");
    }
  }
}
