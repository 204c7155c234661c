package dev.onhand.store.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.Brake;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.channels.HeldChange;
import dev.onhand.engine.channels.HeldChange.Decision;
import dev.onhand.engine.channels.HeldChanges;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.store.database.IndexPlans;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the brake holds, in PostgreSQL. */
public final class JdbcHeldChanges implements HeldChanges {

  private final SellerTransactions transactions;

  public JdbcHeldChanges(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<HeldChange> find(SellerId seller, long id) {
    return transactions.call(
        seller,
        jdbc -> read(jdbc, seller, null, null, id, PageRequest.first(1)).stream().findFirst());
  }

  @Override
  public Slice<HeldChange> list(
      SellerId seller,
      @Nullable String channel,
      HeldChange.@Nullable State state,
      PageRequest page) {
    return transactions.call(
        seller, jdbc -> Slice.of(page, read(jdbc, seller, channel, state, null, page)));
  }

  private static List<HeldChange> read(
      JdbcClient jdbc,
      SellerId seller,
      @Nullable String channel,
      HeldChange.@Nullable State state,
      @Nullable Long id,
      PageRequest page) {
    IndexPlans.ofEachQuestion(jdbc);
    return jdbc.sql(
            """
            select h.held_id, c.code, h.state, h.held_at, h.decided_at, h.decided_by, lines.*
            from (
              (select *
              from held_change
              where seller_id = :seller and held_id < case when cast(:before as bigint) is null then coalesce(cast(:after as bigint), 9223372036854775807) end
                and (cast(:channel as text) is null or channel_id = (
                  select channel_id from channel where seller_id = :seller and code = :channel))
                and (cast(:state as text) is null or state = :state)
                and (cast(:id as bigint) is null or held_id = :id)
              order by held_id desc
              limit :rows)
              union all
              (select *
              from held_change
              where seller_id = :seller and held_id > cast(:before as bigint)
                and (cast(:channel as text) is null or channel_id = (
                  select channel_id from channel where seller_id = :seller and code = :channel))
                and (cast(:state as text) is null or state = :state)
                and (cast(:id as bigint) is null or held_id = :id)
              order by held_id
              limit :rows)) as h
            join channel c on c.seller_id = h.seller_id and c.channel_id = h.channel_id
            cross join lateral (
              select count(*) filter (where i.quantity_to > i.quantity_from) as raised,
                count(*) filter (where i.quantity_to < i.quantity_from) as lowered,
                count(*) filter (where i.quantity_to = 0) as zeroed,
                coalesce(sum(greatest(i.quantity_to - i.quantity_from, 0)), 0) as units_raised,
                coalesce(sum(greatest(i.quantity_from - i.quantity_to, 0)), 0) as units_lost,
                count(*) filter (where l.held_id = i.held_id) as holding
              from held_line i
              join listing l on l.seller_id = i.seller_id and l.listing_id = i.listing_id
              where i.seller_id = h.seller_id and i.held_id = h.held_id) as lines
            order by case when cast(:before as bigint) is null then -h.held_id else h.held_id end
            """)
        .param("seller", seller.value())
        .param("channel", channel, Types.VARCHAR)
        .param("state", state == null ? null : state.code(), Types.VARCHAR)
        .param("id", id, Types.BIGINT)
        .param("after", page.after(), Types.BIGINT)
        .param("before", page.before(), Types.BIGINT)
        .param("rows", page.rowsToRead())
        .query((row, number) -> change(row))
        .list();
  }

  private static HeldChange change(ResultSet row) throws SQLException {
    return new HeldChange(
        row.getLong("held_id"),
        row.getString("code"),
        HeldChange.State.find(row.getString("state")).orElseThrow(),
        SqlTimes.get(row, "held_at"),
        SqlTimes.getOrNull(row, "decided_at"),
        row.getString("decided_by"),
        new HeldChange.Counts(
            row.getLong("raised"),
            row.getLong("lowered"),
            row.getLong("zeroed"),
            row.getLong("units_raised"),
            row.getLong("units_lost"),
            row.getLong("holding")));
  }

  @Override
  public Slice<HeldChange.Line> lines(SellerId seller, long id, PageRequest page) {
    return transactions.call(seller, jdbc -> Slice.of(page, lines(jdbc, seller, id, page)));
  }

  private static List<HeldChange.Line> lines(
      JdbcClient jdbc, SellerId seller, long id, PageRequest page) {
    return jdbc.sql(
            """
            select i.listing_id, l.title, p.sku, i.quantity_from, i.quantity_to, l.desired,
              coalesce(l.held_id = i.held_id, false) as is_held
            from (
              (select *
              from held_line
              where seller_id = :seller and listing_id < case when cast(:before as bigint) is null then coalesce(cast(:after as bigint), 9223372036854775807) end
                and held_id = :id
              order by listing_id desc
              limit :rows)
              union all
              (select *
              from held_line
              where seller_id = :seller and listing_id > cast(:before as bigint)
                and held_id = :id
              order by listing_id
              limit :rows)) as i
            join listing l on l.seller_id = i.seller_id and l.listing_id = i.listing_id
            left join product p on p.seller_id = l.seller_id and p.product_id = l.product_id
            order by case when cast(:before as bigint) is null then -i.listing_id else i.listing_id end
            """)
        .param("seller", seller.value())
        .param("id", id)
        .param("after", page.after(), Types.BIGINT)
        .param("before", page.before(), Types.BIGINT)
        .param("rows", page.rowsToRead())
        .query(
            (row, number) ->
                new HeldChange.Line(
                    row.getLong("listing_id"),
                    row.getString("title"),
                    row.getString("sku"),
                    row.getLong("quantity_from"),
                    row.getLong("quantity_to"),
                    row.getObject("desired", Long.class),
                    row.getBoolean("is_held")))
        .list();
  }

  @Override
  public Decision approve(SellerId seller, long id, @Nullable String seen, Edit edit) {
    return transactions.call(
        seller,
        jdbc -> {
          Decision decision =
              decide(
                  jdbc, seller, id, seen, HeldChange.State.APPROVED, edit, "waiting", "rejected");
          if (decision == Decision.MADE) {
            free(jdbc, seller, id, edit);
          }
          return decision;
        });
  }

  @Override
  public Decision reject(SellerId seller, long id, @Nullable String seen, Edit edit) {
    return transactions.call(
        seller, jdbc -> decide(jdbc, seller, id, seen, HeldChange.State.REJECTED, edit, "waiting"));
  }

  /** Lines come with a lock of the change: with that, none come while it is looked at. */
  private static Decision decide(
      JdbcClient jdbc,
      SellerId seller,
      long id,
      @Nullable String seen,
      HeldChange.State state,
      Edit edit,
      String... before) {
    boolean waits =
        jdbc.sql(
                """
                select held_id from held_change
                where seller_id = :seller and held_id = :id and state = any(:before)
                for no key update
                """)
            .param("seller", seller.value())
            .param("id", id)
            .param("before", before)
            .query(Long.class)
            .optional()
            .isPresent();
    if (!waits) {
      return Decision.NOT_WAITING;
    }
    if (seen != null
        && read(jdbc, seller, null, null, id, PageRequest.first(1)).stream()
            .noneMatch(change -> change.counts().seen().equals(seen))) {
      return Decision.MORE_CAME;
    }
    jdbc.sql(
            """
            update held_change set state = :state, decided_at = :at, decided_by = :by
            where seller_id = :seller and held_id = :id
            """)
        .param("state", state.code())
        .param("at", SqlTimes.toSql(edit.at()))
        .param("by", edit.actor())
        .param("seller", seller.value())
        .param("id", id)
        .update();
    return Decision.MADE;
  }

  /** What was approved is a number, and what lies between it and what is shown. */
  private static void free(JdbcClient jdbc, SellerId seller, long id, Edit edit) {
    jdbc.sql(
            """
            update listing l
            set held_id = null, updated_at = :at,
              approved_version = case
                when i.quantity_to > i.quantity_from and l.desired <= i.quantity_to then l.desired_version
                when i.quantity_to < i.quantity_from and l.desired >= i.quantity_to
                  and l.desired <= i.quantity_from then l.desired_version
                else l.approved_version end
            from (
              select i.*
              from listing locked
              join held_line i on i.seller_id = locked.seller_id and i.held_id = locked.held_id
                and i.listing_id = locked.listing_id
              where locked.seller_id = :seller and locked.held_id = :id
              order by locked.listing_id
              for no key update of locked) as i
            where l.seller_id = :seller and l.listing_id = i.listing_id
            """)
        .param("at", SqlTimes.toSql(edit.at()))
        .param("seller", seller.value())
        .param("id", id)
        .update();
  }

  @Override
  public Left follow(SellerId seller, long channel) {
    return transactions.call(
        seller,
        jdbc -> {
          freeUndone(jdbc, seller, channel);
          endUndone(jdbc, seller, channel);
          return left(jdbc, seller, channel);
        });
  }

  private static Left left(JdbcClient jdbc, SellerId seller, long channel) {
    record Row(@Nullable Long waiting, long rejected) {}
    Row row =
        jdbc.sql(
                """
                select
                  (select held_id from held_change
                    where seller_id = :seller and channel_id = :channel and state = 'waiting') as waiting,
                  (select count(*) from listing
                    where seller_id = :seller and channel_id = :channel and held_id is not null
                      and held_id = any(array(
                        select held_id from held_change
                        where seller_id = :seller and channel_id = :channel and state = 'rejected'))) as rejected
                """)
            .param("seller", seller.value())
            .param("channel", channel)
            .query(
                (found, number) ->
                    new Row(found.getObject("waiting", Long.class), found.getLong("rejected")))
            .single();
    HeldChange waiting =
        row.waiting() == null
            ? null
            : read(jdbc, seller, null, null, row.waiting(), PageRequest.first(1)).getFirst();
    return new Left(waiting, row.rejected());
  }

  /**
   * Those that should show what they do, or of whose change little is left: what would have raised
   * them is undone, or what would have lowered them is for the better part. Measured by what is
   * held, so that what the brake holds again is not freed again.
   */
  private static void freeUndone(JdbcClient jdbc, SellerId seller, long channel) {
    jdbc.sql(
            """
            update listing
            set held_id = null
            where seller_id = :seller and listing_id in (
              select l.listing_id
              from listing l
              join held_line i on i.seller_id = l.seller_id and i.held_id = l.held_id and i.listing_id = l.listing_id
              where l.seller_id = :seller and l.channel_id = :channel and l.held_id is not null
                and (l.desired is null or l.remote_state = 'ended' or l.desired = coalesce(l.shown, l.pushed)
                  or case when i.quantity_to > i.quantity_from then l.desired < coalesce(l.shown, l.pushed)
                    else l.desired > 0
                      and (coalesce(l.shown, l.pushed) - l.desired) * 2 < i.quantity_from - i.quantity_to end)
              order by l.listing_id
              for no key update of l skip locked)
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .update();
  }

  private static void endUndone(JdbcClient jdbc, SellerId seller, long channel) {
    jdbc.sql(
            """
            update held_change h
            set state = 'over'
            where h.seller_id = :seller and h.channel_id = :channel and h.state = 'waiting'
              and not exists (
                select from listing l
                where l.seller_id = :seller and l.channel_id = :channel and l.held_id = h.held_id)
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .update();
  }

  @Override
  public Brake brake(SellerId seller, long channel) {
    return transactions.call(seller, jdbc -> Brakes.limits(jdbc, seller, channel));
  }

  @Override
  public boolean setBrake(
      SellerId seller, long channel, @Nullable Brake before, Brake brake, Edit edit) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                        """
                        insert into brake as b (seller_id, channel_id, listings_above, zeroed_percent, raised_percent, units_above,
                          units_percent, actor, updated_at)
                        values (:seller, :channel, :listings, :zeroed, :raised, :units, :units_percent, :actor, :at)
                        on conflict (seller_id, channel_id) do update
                        set listings_above = excluded.listings_above, zeroed_percent = excluded.zeroed_percent,
                          raised_percent = excluded.raised_percent, units_above = excluded.units_above,
                          units_percent = excluded.units_percent, actor = excluded.actor, updated_at = excluded.updated_at
                        where cast(:before as bigint[]) is null or :before =
                          array[b.listings_above, b.zeroed_percent, b.raised_percent, b.units_above, b.units_percent]::bigint[]
                        """)
                    .param("seller", seller.value())
                    .param("channel", channel)
                    .param("listings", brake.listingsAbove())
                    .param("zeroed", brake.zeroedPercent())
                    .param("raised", brake.raisedPercent())
                    .param("units", brake.unitsAbove())
                    .param("units_percent", brake.unitsPercent())
                    .param("actor", edit.actor())
                    .param("at", SqlTimes.toSql(edit.at()))
                    .param("before", before == null ? null : numbers(before), Types.ARRAY)
                    .update()
                > 0);
  }

  private static Long[] numbers(Brake brake) {
    return new Long[] {
      brake.listingsAbove(),
      (long) brake.zeroedPercent(),
      (long) brake.raisedPercent(),
      brake.unitsAbove(),
      (long) brake.unitsPercent()
    };
  }
}
