package dev.onhand.store.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.Brake;
import dev.onhand.core.listing.Brake.Change;
import dev.onhand.core.listing.Brake.Whole;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks at what listings of a channel are about to be told, and holds what is too much. Listings
 * that were never told a number are left out: who lets an account work saw what that will push.
 */
final class Brakes {

  /** Within this time many small changes are one large one. */
  private static final Duration WINDOW = Duration.ofHours(1);

  /** So long after its end all that an import changed is known to the listings. */
  private static final Duration IMPORT_SETTLES = Duration.ofSeconds(2);

  /** What waits for the end of an import is looked at again so often. */
  private static final Duration IMPORT_AGAIN = Duration.ofSeconds(1);

  /** One that takes longer has died. */
  private static final Duration IMPORT_MAX = Duration.ofHours(1);

  /** Of a product that had more of them since its number was computed, the last so many count. */
  private static final int MOVEMENTS_MAX = 1_000;

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final long channel;
  private final Instant now;

  Brakes(JdbcClient jdbc, SellerId seller, long channel, Instant now) {
    this.jdbc = jdbc;
    this.seller = seller;
    this.channel = channel;
    this.now = now;
  }

  /**
   * A listing that is to show something else, and that is not held.
   *
   * @param isExplained whether orders explain it
   */
  private record Candidate(long listing, long from, long to, long version, boolean isExplained) {
    Change change() {
      return Change.of(from, to);
    }

    boolean isRaised() {
      return to > from;
    }
  }

  /**
   * What became of listings that are about to be told.
   *
   * @param stopped those that are not told now
   * @param counted those of the others that count to what was let pass
   */
  record Verdict(Set<Long> stopped, Set<Long> counted) {}

  /**
   * Holds what is too much of all that is to be told.
   *
   * @param taken listings that are about to be told, and locked
   */
  Verdict verdict(Long[] taken) {
    Set<Long> stopped = new HashSet<>();
    Brake brake = limits(jdbc, seller, channel);
    Change passed = passed(List.of());
    Wanted wanted = wanted();
    if (brake.mayHold(passed.plus(wanted.open()).plus(wanted.held()))) {
      stopped.addAll(hold(brake, wanted.held()));
    }
    Set<Long> counted = new HashSet<>();
    boolean isImporting = isImporting();
    for (Candidate one : unexplained(candidates(taken))) {
      if (isImporting && (one.isRaised() || one.to() == 0)) {
        stopped.add(one.listing());
      } else if (!stopped.contains(one.listing())) {
        counted.add(one.listing());
      }
    }
    if (isImporting) {
      rest(stopped);
    }
    return new Verdict(stopped, counted);
  }

  /**
   * @param before what is held: how much that is is all that is looked at, for it may be most of a
   *     channel for as long as nobody decides
   */
  private Set<Long> hold(Brake brake, Change before) {
    List<Candidate> all = candidates(null);
    List<Candidate> candidates = unexplained(all);
    note(all.stream().filter(Candidate::isExplained).toList());
    Change change =
        candidates.stream()
            .map(Candidate::change)
            .reduce(before.plus(passed(candidates)), Change::plus);
    Whole whole = whole();
    boolean holdsRaises = brake.holdsRaises(change, whole);
    boolean holdsCuts = brake.holdsCuts(change, whole);
    List<Candidate> held =
        candidates.stream().filter(one -> one.isRaised() ? holdsRaises : holdsCuts).toList();
    if (!held.isEmpty()) {
      write(held);
    }
    return held.stream().map(Candidate::listing).collect(Collectors.toSet());
  }

  private static List<Candidate> unexplained(List<Candidate> all) {
    return all.stream().filter(one -> !one.isExplained()).toList();
  }

  static Brake limits(JdbcClient jdbc, SellerId seller, long channel) {
    return jdbc.sql(
            """
            select listings_above, zeroed_percent, raised_percent, units_above, units_percent
            from brake
            where seller_id = :seller and channel_id = :channel
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .query(
            (row, number) ->
                new Brake(
                    row.getLong("listings_above"),
                    row.getInt("zeroed_percent"),
                    row.getInt("raised_percent"),
                    row.getLong("units_above"),
                    row.getInt("units_percent")))
        .optional()
        .orElse(Brake.USUAL);
  }

  private static Change change(ResultSet row) throws SQLException {
    return new Change(
        row.getLong("raised"),
        row.getLong("zeroed"),
        row.getLong("units_raised"),
        row.getLong("units_lost"));
  }

  /**
   * What was let pass lately, since somebody decided last: each listing once, however often it was
   * told, and all units.
   *
   * @param again of these only the units, as they are counted among what is to be told
   */
  private Change passed(List<Candidate> again) {
    return jdbc.sql(
            """
            select count(distinct listing_id) filter (where quantity > expected and listing_id <> all(:raised)) as raised,
              count(distinct listing_id) filter (
                where quantity = 0 and expected > 0 and listing_id <> all(:zeroed)) as zeroed,
              coalesce(sum(greatest(quantity - expected, 0)), 0) as units_raised,
              coalesce(sum(greatest(expected - quantity, 0)), 0) as units_lost
            from push_attempt
            where seller_id = :seller and channel_id = :channel and is_counted
              and outcome is distinct from 'deferred' and outcome is distinct from 'refused'
              and sent_at > greatest(cast(:since as timestamptz), (
                select max(decided_at) from held_change
                where seller_id = :seller and channel_id = :channel and decided_at is not null))
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("raised", ids(again.stream().filter(Candidate::isRaised)))
        .param("zeroed", ids(again.stream().filter(one -> one.to() == 0)))
        .param("since", SqlTimes.toSql(now.minus(WINDOW)))
        .query((row, number) -> change(row))
        .single();
  }

  private static Long[] ids(Stream<Candidate> of) {
    return of.map(Candidate::listing).toArray(Long[]::new);
  }

  /**
   * What is to be told, whatever the cause.
   *
   * @param open what nobody has held yet
   */
  private record Wanted(Change open, Change held) {}

  private Wanted wanted() {
    Map<Boolean, Change> changes = new HashMap<>();
    jdbc.sql(
            """
            select is_held,
              count(*) filter (where desired > told) as raised,
              count(*) filter (where desired = 0 and told > 0) as zeroed,
              coalesce(sum(greatest(desired - told, 0)), 0) as units_raised,
              coalesce(sum(greatest(told - desired, 0)), 0) as units_lost
            from (
              select desired, coalesce(shown, pushed) as told, held_id is not null as is_held
              from listing
              where seller_id = :seller and channel_id = :channel and pushed_at is not null
                and (is_due or held_id is not null) and approved_version is distinct from desired_version
                and (explained_version, explained_from) is distinct from (desired_version, coalesce(shown, pushed))) as each
            group by is_held
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .query(
            row -> {
              changes.put(row.getBoolean("is_held"), change(row));
            });
    return new Wanted(
        changes.getOrDefault(false, Change.NONE), changes.getOrDefault(true, Change.NONE));
  }

  private Whole whole() {
    return jdbc.sql(
            """
            select count(*) as listings, coalesce(sum(coalesce(shown, pushed)), 0) as units
            from listing
            where seller_id = :seller and channel_id = :channel and pushed_at is not null and desired is not null
              and remote_state <> 'ended'
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .query((row, number) -> new Whole(row.getLong("listings"), row.getLong("units")))
        .single();
  }

  /**
   * Orders explain a change where they took or gave back at least so many units of the product, or
   * of a component of the bundle, since the number was computed that it was told: at some moment
   * after its cut, and before it was sent.
   *
   * @param of which listings; null: all that are to be told
   */
  private List<Candidate> candidates(Long @Nullable [] of) {
    return jdbc.sql(
            """
            select l.listing_id, l.told, l.desired, l.desired_version, exists (
                select
                from (
                  select l.product_id as product_id, cast(1 as bigint) as units
                  union all
                  select component_id, units from bundle_component
                  where seller_id = :seller and bundle_id = l.product_id) as part
                cross join lateral (
                  select coalesce(max(s.units), 0) as given, coalesce(min(s.units), 0) as taken
                  from (
                    select sum(m.units) over (order by m.movement_id desc) as units,
                      lag(m.recorded_at) over (order by m.movement_id) as before_at
                    from (
                      select movement_id, recorded_at,
                        case when key !~ '^order[:#]' then 0 when to_place = 'available' then quantity
                          when from_place = 'available' then -quantity else 0 end as units
                      from movement
                      where seller_id = :seller and product_id = part.product_id and movement_id > l.pushed_cut
                      order by movement_id desc
                      limit :movements) as m) as s
                  where s.before_at is null or s.before_at <= l.pushed_at) as orders
                where case
                  when l.desired > l.told then orders.given >= (l.desired - l.pushed) * l.units * part.units
                  else -orders.taken >= (l.pushed - l.desired) * l.units * part.units end) as is_explained
            from (
              select *, coalesce(shown, pushed) as told
              from listing
              where seller_id = :seller and channel_id = :channel and pushed_at is not null
                and is_due and approved_version is distinct from desired_version
                and (explained_version, explained_from) is distinct from (desired_version, coalesce(shown, pushed))
                and (cast(:ids as bigint[]) is null or listing_id = any(:ids))) as l
            where l.desired <> l.told
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("ids", of, Types.ARRAY)
        .param("movements", MOVEMENTS_MAX)
        .query(
            (row, number) ->
                new Candidate(
                    row.getLong("listing_id"),
                    row.getLong("told"),
                    row.getLong("desired"),
                    row.getLong("desired_version"),
                    row.getBoolean("is_explained")))
        .list();
  }

  /**
   * What orders explain is not looked at again: it may be most of a channel, told by a few at a
   * time. It holds for the number that is to be told, and for the one that it is told from.
   */
  private void note(List<Candidate> explained) {
    if (explained.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            with free as (
              select listing_id from listing
              where seller_id = :seller and listing_id = any(:ids)
              order by listing_id
              for no key update skip locked)
            update listing l
            set explained_version = made.version, explained_from = made.told
            from unnest(:ids, :versions, :from) as made (listing_id, version, told)
            join free on free.listing_id = made.listing_id
            where l.seller_id = :seller and l.listing_id = made.listing_id
            """)
        .param("seller", seller.value())
        .param("ids", ids(explained.stream()))
        .param("versions", explained.stream().map(Candidate::version).toArray(Long[]::new))
        .param("from", explained.stream().map(Candidate::from).toArray(Long[]::new))
        .update();
  }

  /**
   * One that somebody else has locked is left: it is still to be told, and looked at anew then. Who
   * would wait for it here, with listings locked that are taken, could stand in each other's way.
   */
  private void write(List<Candidate> held) {
    Long[] ids = ids(held.stream());
    jdbc.sql(
            """
            with free as (
              select listing_id from listing
              where seller_id = :seller and listing_id = any(:ids)
              order by listing_id
              for no key update skip locked),
            change as (
              insert into held_change (seller_id, channel_id, held_at)
              select :seller, :channel, :at
              where exists (select from free)
              on conflict (seller_id, channel_id) where state = 'waiting' do update
              set held_at = held_change.held_at -- it waits already
              returning held_id),
            lines as (
              insert into held_line (seller_id, held_id, listing_id, quantity_from, quantity_to)
              select :seller, change.held_id, made.listing_id, made.quantity_from, made.quantity_to
              from change
              cross join unnest(:ids, :from, :to) as made (listing_id, quantity_from, quantity_to)
              join free on free.listing_id = made.listing_id
              on conflict (seller_id, held_id, listing_id) do update
              set quantity_from = excluded.quantity_from, quantity_to = excluded.quantity_to)
            update listing l
            set held_id = change.held_id, updated_at = :at
            from change, free
            where l.seller_id = :seller and l.listing_id = free.listing_id
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("at", SqlTimes.toSql(now))
        .param("ids", ids)
        .param("from", held.stream().map(Candidate::from).toArray(Long[]::new))
        .param("to", held.stream().map(Candidate::to).toArray(Long[]::new))
        .update();
  }

  /** What an import changes is looked at when all of it is known. */
  private boolean isImporting() {
    return jdbc.sql(
            """
            select exists (
              select from import_run
              where seller_id = :seller and started_at > :begun and (ended_at is null or ended_at > :ended))
            """)
        .param("seller", seller.value())
        .param("begun", SqlTimes.toSql(now.minus(IMPORT_MAX)))
        .param("ended", SqlTimes.toSql(now.minus(IMPORT_SETTLES)))
        .query(Boolean.class)
        .single();
  }

  private void rest(Set<Long> stopped) {
    jdbc.sql(
            """
            update listing set retry_at = :until, updated_at = :at
            where seller_id = :seller and listing_id = any(:ids) and held_id is null
            """)
        .param("until", SqlTimes.toSql(now.plus(IMPORT_AGAIN)))
        .param("at", SqlTimes.toSql(now))
        .param("seller", seller.value())
        .param("ids", stopped.toArray(Long[]::new))
        .update();
  }
}
