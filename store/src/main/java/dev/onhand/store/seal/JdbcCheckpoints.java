package dev.onhand.store.seal;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.verification.Checkpoints;
import dev.onhand.engine.verification.Discrepancy;
import dev.onhand.store.database.SellerTransactions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Checkpoints in the tables {@code level_checkpoint}, {@code stock_checkpoint} and {@code
 * movement_day}.
 */
public final class JdbcCheckpoints implements Checkpoints {

  /** About a second's work. */
  static final int RUN_MOVEMENTS_MAX = 200_000;

  /**
   * Each time a level's movements pass a multiple of this, it is looked whether its product has a
   * segment to close.
   */
  private static final int SEGMENT_CHECK_EVERY = 250;

  private static final int PRODUCTS_A_STATEMENT = 100;

  /**
   * Fewer are as quickly read as written down: a verification takes them from the journal, and so
   * does who asks for the stock of an instant. Up to all of them may be of one product.
   */
  private static final int MOVEMENTS_WORTH_IT = 20_000;

  /**
   * A product with so many among {@link #MOVEMENTS_WORTH_IT} has sums of days of its own, which are
   * a tenth of that many rows or fewer; a month of any other is some thousands of movements.
   */
  private static final int MOVEMENTS_BUSY = 1_000;

  private final SellerTransactions transactions;
  private final int movementsWorthIt;
  private final int movementsBusy;

  public JdbcCheckpoints(SellerTransactions transactions) {
    this(transactions, MOVEMENTS_WORTH_IT);
  }

  /**
   * @param movementsWorthIt with fewer movements to add, nothing is done
   */
  public JdbcCheckpoints(SellerTransactions transactions, int movementsWorthIt) {
    this(transactions, movementsWorthIt, MOVEMENTS_BUSY);
  }

  /**
   * @param movementsWorthIt with fewer movements to add, nothing is done
   * @param movementsBusy as many of one product among those that are added give it its own sums
   */
  public JdbcCheckpoints(SellerTransactions transactions, int movementsWorthIt, int movementsBusy) {
    this.transactions = transactions;
    this.movementsWorthIt = movementsWorthIt;
    this.movementsBusy = movementsBusy;
  }

  @Override
  public boolean advance(SellerId seller) {
    boolean moreOfLevels = transactions.call(seller, jdbc -> advance(jdbc, seller));
    boolean moreOfDays =
        transactions.call(
            seller, jdbc -> DaySums.advance(jdbc, seller, movementsWorthIt, movementsBusy));
    return moreOfLevels || moreOfDays;
  }

  @Override
  public List<Discrepancy> daysDiffering(SellerId seller) {
    List<Discrepancy> found = new ArrayList<>();
    for (DaySums.Days days : transactions.call(seller, jdbc -> DaySums.months(jdbc, seller))) {
      found.addAll(transactions.snapshot(seller, jdbc -> DaySums.differences(jdbc, seller, days)));
    }
    return found;
  }

  @Override
  public void forgetDays(SellerId seller) {
    transactions.run(seller, jdbc -> DaySums.forget(jdbc, seller));
  }

  /** Up to where there are checkpoints, and up to where there could be. */
  private record State(long cutId, long position, long sealedId, long sealedPosition) {}

  /** The movements to add now. */
  record Run(long lastId, long movements) {}

  private boolean advance(JdbcClient jdbc, SellerId seller) {
    if (!isWorthIt(state(jdbc, seller))) {
      return false;
    }
    SealLock.take(jdbc, seller);
    State state = state(jdbc, seller);
    Run run = run(jdbc, seller, state.cutId(), state.sealedId());
    if (!isWorthIt(state) || run.movements() == 0) {
      return false;
    }
    // The sums of all levels that moved fit into memory.
    jdbc.sql("select set_config('work_mem', '32MB', true)").query(String.class).single();
    List<Long> due = add(jdbc, seller, state.cutId(), run.lastId());
    moveCut(jdbc, seller, run.lastId(), state.position() + run.movements());
    closeSegments(jdbc, seller, due, state.sealedId());
    return run.lastId() < state.sealedId();
  }

  private boolean isWorthIt(State state) {
    return state.sealedPosition() - state.position() >= movementsWorthIt
        && state.sealedId() > state.cutId();
  }

  private static State state(JdbcClient jdbc, SellerId seller) {
    return jdbc.sql(
            """
            select coalesce(c.cut_id, 0) as cut_id, coalesce(c.position, 0) as position,
              h.sealed_id, h.position as sealed_position
            from seller_head h
            left join level_checkpoint_cut c on c.seller_id = :seller
            where h.seller_id = :seller
            """)
        .param("seller", seller.value())
        .query(
            (row, number) ->
                new State(
                    row.getLong("cut_id"),
                    row.getLong("position"),
                    row.getLong("sealed_id"),
                    row.getLong("sealed_position")))
        .single();
  }

  /** The next sealed movements after one. */
  static Run run(JdbcClient jdbc, SellerId seller, long cutId, long sealedId) {
    return jdbc.sql(
            """
            select coalesce(max(movement_id), 0) as last_id, count(*) as movements
            from (
              select movement_id
              from movement
              where seller_id = :seller and movement_id > :cut_id and movement_id <= :sealed_id
              order by movement_id
              limit :limit) as run
            """)
        .param("seller", seller.value())
        .param("cut_id", cutId)
        .param("sealed_id", sealedId)
        .param("limit", RUN_MOVEMENTS_MAX)
        .query((row, number) -> new Run(row.getLong("last_id"), row.getLong("movements")))
        .single();
  }

  /**
   * Adds movements to the sums of their levels; gives the products whose segments are to be looked
   * at.
   */
  private static List<Long> add(JdbcClient jdbc, SellerId seller, long afterId, long lastId) {
    return jdbc.sql(
            """
            with added as materialized (
              select product_id, location_id, sum(movements)::bigint as movements,
                sum(available)::bigint as available, sum(reserved)::bigint as reserved,
                sum(damaged)::bigint as damaged, sum(quality_control)::bigint as quality_control,
                sum(set_aside)::bigint as set_aside, sum(in_transit)::bigint as in_transit
              from level_change
              where seller_id = :seller and movement_id > :after_id and movement_id <= :last_id
              group by product_id, location_id
            ),
            written as (
              insert into level_checkpoint as present (seller_id, product_id, location_id, movements,
                available, reserved, damaged, quality_control, set_aside, in_transit)
              select :seller, product_id, location_id, movements,
                available, reserved, damaged, quality_control, set_aside, in_transit
              from added
              order by product_id, location_id
              on conflict (seller_id, product_id, location_id) do update -- the primary key
              set movements = present.movements + excluded.movements,
                available = present.available + excluded.available,
                reserved = present.reserved + excluded.reserved,
                damaged = present.damaged + excluded.damaged,
                quality_control = present.quality_control + excluded.quality_control,
                set_aside = present.set_aside + excluded.set_aside,
                in_transit = present.in_transit + excluded.in_transit
              returning product_id, location_id, movements
            )
            select distinct written.product_id
            from written
            join added using (product_id, location_id)
            where (written.movements - added.movements) / :every <> written.movements / :every
            order by written.product_id
            """)
        .param("seller", seller.value())
        .param("after_id", afterId)
        .param("last_id", lastId)
        .param("every", SEGMENT_CHECK_EVERY)
        .query((row, number) -> row.getLong("product_id"))
        .list();
  }

  private static void moveCut(JdbcClient jdbc, SellerId seller, long cutId, long position) {
    jdbc.sql(
            """
            insert into level_checkpoint_cut (seller_id, cut_id, position)
            values (:seller, :cut_id, :position)
            on conflict (seller_id) do update -- the primary key
            set cut_id = excluded.cut_id, position = excluded.position
            """)
        .param("seller", seller.value())
        .param("cut_id", cutId)
        .param("position", position)
        .update();
  }

  private static void closeSegments(
      JdbcClient jdbc, SellerId seller, List<Long> products, long sealedId) {
    long[] ids = products.stream().mapToLong(Long::longValue).toArray();
    for (int from = 0; from < ids.length; from += PRODUCTS_A_STATEMENT) {
      long[] some =
          Arrays.copyOfRange(ids, from, Math.min(ids.length, from + PRODUCTS_A_STATEMENT));
      int written = Segments.close(jdbc, seller, some, sealedId);
      while (written > 0) {
        written = Segments.close(jdbc, seller, some, sealedId);
      }
    }
  }
}
