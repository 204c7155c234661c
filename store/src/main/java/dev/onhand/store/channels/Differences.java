package dev.onhand.store.channels;

import static dev.onhand.store.database.SqlArrays.flags;
import static dev.onhand.store.database.SqlArrays.longs;
import static dev.onhand.store.database.SqlArrays.texts;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.Drift;
import dev.onhand.core.listing.DriftPolicy;
import dev.onhand.core.listing.DriftPolicy.Action;
import dev.onhand.engine.channels.ReadPage;
import dev.onhand.store.database.SqlTimes;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Differences that a page shows, and what follows from them at once. */
final class Differences {

  /** Who decides what the channel's policy says. */
  static final String POLICY = "policy";

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final long channel;
  private final ReadPage page;
  private final Doubts doubts;
  private final List<Found> found = new ArrayList<>();
  private final List<Moved> moved = new ArrayList<>();

  /**
   * @param isDecided whether what follows is decided at once
   * @param notes why a person is asked, where the policy says otherwise
   */
  private record Found(
      long listing,
      Drift.Known known,
      long observed,
      Drift cause,
      Action action,
      boolean isDecided,
      @Nullable String notes) {}

  /** A difference that waits for a decision, of a listing that shows yet another number. */
  private record Moved(long drift, long believed, long observed) {}

  private @Nullable Rules rules;

  /**
   * What holds for the page.
   *
   * @param run of which it is; null: it was read singly
   */
  private record Rules(DriftPolicy policy, @Nullable Long run) {}

  Differences(JdbcClient jdbc, SellerId seller, long channel, ReadPage page) {
    this.jdbc = jdbc;
    this.seller = seller;
    this.channel = channel;
    this.page = page;
    this.doubts = new Doubts(jdbc, seller, channel);
  }

  int size() {
    return found.size();
  }

  /**
   * A listing shows something else than it was believed to. What only lowers it, and leaves
   * something, is told at once; the rest of a full read waits for its end. What may have been sold
   * by an order of which it is not known what it sold is not accepted without a person: it would
   * count again with the order.
   *
   * @param shownFrom since when it is known what it shows, by the channel's clock
   */
  void add(
      long listing, Drift.Known known, @Nullable Instant shownFrom, long observed, Drift cause) {
    Long desired = known.desired();
    if (desired == null) {
      return; // nothing is wanted of it
    }
    if (rules == null) {
      rules = new Rules(ReconciliationRows.policy(jdbc, seller, channel), run());
    }
    // Where it shows what it should by now, there is nothing left to decide.
    Action action = desired == observed ? Action.NONE : rules.policy().action(cause);
    String doubt = action == Action.ACCEPT ? doubts.of(shownFrom) : null;
    if (doubt != null) {
      action = Action.ASK;
    }
    boolean isSingle = rules.run() == null;
    boolean isLowered = desired > 0 && desired < observed;
    boolean isDecided =
        switch (action) {
          case PUSH -> isSingle || isLowered;
          case ACCEPT, IGNORE -> isSingle;
          case ASK -> false;
          case NONE -> true;
        };
    found.add(new Found(listing, known, observed, cause, action, isDecided, doubt));
  }

  private @Nullable Long run() {
    return jdbc.sql(
            """
            select run_id from reconciliation
            where seller_id = :seller and channel_id = :channel and read_run = :run
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("run", page.run(), Types.BIGINT)
        .query(Long.class)
        .optional()
        .orElse(null);
  }

  /**
   * @param drift that waits for a decision
   * @param more how many more the listing shows than it was expected to, now
   */
  void move(long drift, long observed, long more) {
    moved.add(new Moved(drift, observed - more, observed));
  }

  void write() {
    if (rules != null) {
      insert(rules.run());
    }
    if (!moved.isEmpty()) {
      update();
    }
  }

  /** Those not decided hold their listings back. */
  private void insert(@Nullable Long run) {
    jdbc.sql(
            """
            with made as (
              insert into drift (seller_id, channel_id, run_id, listing_id, desired, believed, observed, cause, found_at,
                action, decided_at, decided_by, settled_at, settled_by, notes)
              select :seller, :channel, :run, listing_id, desired, believed, observed, cause, :at, action,
                case when is_decided then cast(:at as timestamptz) end, case when is_decided then :by end,
                case when is_decided and action in ('none', 'ignore') then cast(:at as timestamptz) end,
                case when is_decided and action in ('none', 'ignore') then :by end, notes
              from unnest(:listings, :desired, :believed, :observed, :causes, :actions, :decided, :notes)
                as found (listing_id, desired, believed, observed, cause, action, is_decided, notes)
              returning drift_id, listing_id, action, decided_at)
            update listing l
            set drift_id = case when made.decided_at is null or made.action = 'accept' then made.drift_id end,
              ignored_version = case when made.action = 'ignore' and made.decided_at is not null
                then l.desired_version else l.ignored_version end
            from made
            where l.seller_id = :seller and l.listing_id = made.listing_id and made.action in ('push', 'accept', 'ask', 'ignore')
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("run", run, Types.BIGINT)
        .param("at", SqlTimes.toSql(page.answeredAt()))
        .param("by", POLICY)
        .param("listings", longs(found, Found::listing))
        .param("desired", longs(found, one -> one.known().desired()))
        .param("believed", longs(found, one -> one.known().believed()))
        .param("observed", longs(found, Found::observed))
        .param("causes", texts(found, one -> one.cause().code()))
        .param("actions", texts(found, one -> one.action().code()))
        .param("decided", flags(found, Found::isDecided))
        .param("notes", texts(found, Found::notes))
        .update();
  }

  /** One that shows what it was expected to again is settled. */
  private void update() {
    jdbc.sql(
            """
            with made as (
              update drift d
              set believed = moved.believed, observed = moved.observed,
                action = case when moved.believed = moved.observed then 'none' else d.action end,
                decided_at = case when moved.believed = moved.observed then cast(:at as timestamptz) end,
                decided_by = case when moved.believed = moved.observed then 'channel' end,
                settled_at = case when moved.believed = moved.observed then cast(:at as timestamptz) end,
                settled_by = case when moved.believed = moved.observed then 'channel' end,
                notes = case when moved.believed = moved.observed then 'it was undone there'
                  else 'it was changed again there' end
              from unnest(:drifts, :believed, :observed) as moved (drift_id, believed, observed)
              where d.seller_id = :seller and d.drift_id = moved.drift_id and d.decided_at is null
              returning d.drift_id, d.listing_id, d.settled_at)
            update listing l set drift_id = null
            from made
            where l.seller_id = :seller and l.listing_id = made.listing_id and made.settled_at is not null
            """)
        .param("seller", seller.value())
        .param("at", SqlTimes.toSql(page.answeredAt()))
        .param("drifts", longs(moved, Moved::drift))
        .param("believed", longs(moved, Moved::believed))
        .param("observed", longs(moved, Moved::observed))
        .update();
  }
}
