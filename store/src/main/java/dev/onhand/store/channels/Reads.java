package dev.onhand.store.channels;

import static dev.onhand.store.database.SqlArrays.flags;
import static dev.onhand.store.database.SqlArrays.longs;
import static dev.onhand.store.database.SqlArrays.texts;

import dev.onhand.connector.RemoteListing;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.ChangeType;
import dev.onhand.core.listing.Drift;
import dev.onhand.engine.channels.ReadPage;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Listings as they are read: what is new, what shows something else, and what is gone. */
final class Reads {

  /** A page that misses more than this of what there was is not believed. */
  private static final double GONE_SHARE_MAX = 0.2;

  private static final int GONE_BELIEVED = 10;

  private final JdbcClient jdbc;
  private final SellerId seller;
  private final long channel;

  Reads(JdbcClient jdbc, SellerId seller, long channel) {
    this.jdbc = jdbc;
    this.seller = seller;
    this.channel = channel;
  }

  /**
   * A listing as it was known.
   *
   * @param isUnknown it ended, and the channel refused a push because of it
   * @param isUnmatched a product is looked for
   * @param names by which orders may speak of it
   * @param shownFrom since when it is known what it shows, by the channel's clock
   * @param open a difference that waits for a decision; null: there is none
   */
  private record Row(
      long id,
      boolean isUnknown,
      boolean isUnmatched,
      Set<String> names,
      Drift.Known known,
      @Nullable Instant shownFrom,
      @Nullable Waiting open) {}

  /**
   * A difference that waits for a decision.
   *
   * @param more how many more the listing shows than it was expected to
   */
  private record Waiting(long drift, long more) {}

  /** What follows for a listing. */
  private record Seen(
      long id,
      RemoteListing listing,
      boolean isBack,
      boolean isMoved,
      boolean isSeen,
      boolean isSame) {}

  ReadPage.Result read(ReadPage page) {
    Map<String, RemoteListing> distinct = new LinkedHashMap<>();
    page.listings().forEach(listing -> distinct.put(listing.ref().externalId(), listing));
    Account account = account();
    long skew = account.skewMillis();
    Map<String, Row> known = lock(List.copyOf(distinct.keySet()));
    Changes changes = new Changes();
    List<Long> created =
        insert(
            distinct.values().stream()
                .filter(listing -> !known.containsKey(listing.ref().externalId()))
                .toList(),
            page,
            skew,
            changes);
    Set<String> named =
        name(
            distinct.values().stream()
                .filter(listing -> isNamedAnew(known.get(listing.ref().externalId()), listing))
                .toList(),
            page);
    List<Seen> seen = new ArrayList<>();
    Differences differences = new Differences(jdbc, seller, channel, page);
    // What waited for a name is off what listings are believed to show by now.
    Map<String, Row> rows = named.isEmpty() ? known : lock(List.copyOf(known.keySet()));
    for (RemoteListing listing : distinct.values()) {
      Row row = rows.get(listing.ref().externalId());
      if (row != null) {
        seen.add(seen(row, listing, page, changes, differences, account.isShadow()));
      }
    }
    update(seen, page, skew);
    changes.write(jdbc, seller, page.answeredAt());
    differences.write();
    List<Long> unmatched = new ArrayList<>(created);
    known.values().stream().filter(Row::isUnmatched).map(Row::id).forEach(unmatched::add);
    new Matches(jdbc, seller, channel).match(unmatched, page.answeredAt());
    return new ReadPage.Result(created.size(), differences.size(), named);
  }

  /**
   * What holds for all its listings.
   *
   * @param isShadow another tool tells them what they show
   */
  private record Account(long skewMillis, boolean isShadow) {}

  private Account account() {
    return jdbc.sql(
            """
            select skew_millis, is_shadow from channel_account
            where seller_id = :seller and channel_id = :channel
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .query(
            (row, number) -> new Account(row.getLong("skew_millis"), row.getBoolean("is_shadow")))
        .single();
  }

  private Map<String, Row> lock(List<String> externalIds) {
    Map<String, Row> rows = new HashMap<>();
    jdbc.sql(
            """
            select l.listing_id, l.external_id, l.shown, l.desired, l.pushed, l.is_seen, l.shown_changed_at, l.shown_from, l.attempt_id,
              l.refused, l.remote_state = 'ended' and l.refused is not distinct from 'unknown_listing' as is_unknown,
              l.product_id is null and not l.is_ignored as is_unmatched,
              array(
                select distinct name from unnest(l.aliases || array[l.external_id, l.sku]) as name where name is not null)
                as names,
              l.drift_id, d.observed - d.believed as more, d.decided_at is not null as is_decided
            from listing l
            left join lateral (
              select observed, believed, decided_at from drift
              where l.drift_id is not null and seller_id = :seller and drift_id = l.drift_id offset 0) as d on true
            where l.seller_id = :seller and l.channel_id = :channel and l.external_id = any(:ids)
            order by l.listing_id
            for no key update of l
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("ids", externalIds.toArray(String[]::new))
        .query(
            (ResultSet row) -> {
              rows.put(row.getString("external_id"), row(row));
            });
    return rows;
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("listing_id"),
        row.getBoolean("is_unknown"),
        row.getBoolean("is_unmatched"),
        Set.of((String[]) row.getArray("names").getArray()),
        new Drift.Known(
            row.getObject("shown", Long.class),
            row.getObject("desired", Long.class),
            row.getObject("pushed", Long.class),
            row.getBoolean("is_seen"),
            SqlTimes.get(row, "shown_changed_at"),
            row.getObject("attempt_id", Long.class) != null || row.getBoolean("is_decided"),
            row.getString("refused") != null),
        SqlTimes.getOrNull(row, "shown_from"),
        row.getObject("drift_id", Long.class) == null || row.getBoolean("is_decided")
            ? null
            : new Waiting(row.getLong("drift_id"), row.getLong("more")));
  }

  /**
   * @param isShadow another tool tells the listings what they show, so that none is a difference
   *     but to what was still being told when it began
   */
  private static Seen seen(
      Row row,
      RemoteListing listing,
      ReadPage page,
      Changes changes,
      Differences differences,
      boolean isShadow) {
    Long quantity = listing.quantity();
    boolean isBack = row.isUnknown() && listing.state() != RemoteListing.State.ENDED;
    if (quantity == null) {
      return new Seen(row.id(), listing, isBack, false, false, false);
    }
    Optional<Drift> drift = Drift.of(row.known(), quantity, page.askedAt(), page.areOrdersIn());
    if (drift.isEmpty()) {
      return new Seen(row.id(), listing, isBack, true, true, true);
    }
    if (drift.get() == Drift.IN_FLIGHT) {
      if (row.open() == null) {
        differences.add(row.id(), row.known(), row.shownFrom(), quantity, drift.get());
      }
      return new Seen(row.id(), listing, isBack, false, false, false);
    }
    Long believed = row.known().believed();
    boolean wasKnown = believed != null && !isShadow;
    changes.add(
        row.id(),
        row.known().believed(),
        quantity,
        wasKnown ? ChangeType.RECONCILIATION : ChangeType.API_SYNC,
        page.run() == null ? null : "read-" + page.run(),
        wasKnown ? drift.get().code() : null);
    Waiting open = row.open();
    if (open != null) {
      long again = believed == null ? 0 : quantity - believed;
      differences.move(open.drift(), quantity, open.more() + again);
    } else if (wasKnown) {
      differences.add(row.id(), row.known(), row.shownFrom(), quantity, drift.get());
    }
    return new Seen(row.id(), listing, isBack, true, true, false);
  }

  /**
   * @return their ids
   */
  private List<Long> insert(
      List<RemoteListing> created, ReadPage page, long skew, Changes changes) {
    if (created.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(
            """
            insert into listing (seller_id, channel_id, external_id, aliases, sku, gtin, title, grade, remote_state,
              observed, observed_at, shown, shown_from, shown_to, shown_changed_at, is_seen, read_run, created_at,
              updated_at)
            select :seller, :channel, external_id, string_to_array(aliases, e'\\x1f'), sku, gtin, title, grade, remote_state,
              quantity, case when quantity is null then null else cast(:at as timestamptz) end, quantity, :shown_from,
              :shown_to, :at, quantity is not null, coalesce(cast(:run as bigint), 0), :at, :at
            from unnest(:ids, :aliases, :skus, :gtins, :titles, :grades, :states, :quantities)
              as made (external_id, aliases, sku, gtin, title, grade, remote_state, quantity)
            on conflict (seller_id, channel_id, external_id) do nothing
            returning listing_id, shown
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("at", SqlTimes.toSql(page.answeredAt()))
        .param("shown_from", SqlTimes.toSql(page.askedAt().plusMillis(skew)))
        .param("shown_to", SqlTimes.toSql(page.answeredAt().plusMillis(skew)))
        .param("run", page.run(), Types.BIGINT)
        .param("ids", texts(created, listing -> listing.ref().externalId()))
        .param("aliases", texts(created, listing -> String.join(SEPARATOR, listing.aliases())))
        .param("skus", texts(created, listing -> listing.ref().sku()))
        .param("gtins", texts(created, RemoteListing::gtin))
        .param("titles", texts(created, RemoteListing::title))
        .param("grades", texts(created, RemoteListing::grade))
        .param("states", texts(created, listing -> code(listing.state())))
        .param("quantities", longs(created, RemoteListing::quantity))
        .query(
            (row, number) -> {
              changes.add(
                  row.getLong("listing_id"),
                  null,
                  row.getObject("shown", Long.class),
                  ChangeType.API_SYNC,
                  page.run() == null ? null : "read-" + page.run(),
                  "first seen");
              return row.getLong("listing_id");
            })
        .list();
  }

  /** A character that no id has. */
  private static final String SEPARATOR = "\u001f";

  private static String code(RemoteListing.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** Where the number moves, it is known from this read; else only that it was seen is kept. */
  private void update(List<Seen> seen, ReadPage page, long skew) {
    if (seen.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            update listing l
            set aliases = string_to_array(made.aliases, e'\\x1f'), sku = made.sku, gtin = made.gtin, title = made.title,
              grade = made.grade, remote_state = made.remote_state,
              observed = coalesce(made.quantity, l.observed),
              observed_at = case when made.quantity is null then l.observed_at else cast(:at as timestamptz) end,
              shown = case when made.is_moved then made.quantity else l.shown end,
              shown_from = case when made.is_moved then cast(:shown_from as timestamptz) else l.shown_from end,
              shown_to = case when made.is_moved then cast(:shown_to as timestamptz) else l.shown_to end,
              shown_changed_at = case when made.is_moved and not made.is_same then cast(:at as timestamptz)
                else l.shown_changed_at end,
              is_seen = l.is_seen or made.is_seen,
              -- it was gone and is there again: nothing speaks against telling it
              refused = case when not made.is_back then l.refused end,
              refused_detail = case when not made.is_back then l.refused_detail end,
              refused_at = case when not made.is_back then l.refused_at end,
              refresh_asked_at = case when l.refresh_asked_at <= :asked_at then null else l.refresh_asked_at end,
              read_run = coalesce(cast(:run as bigint), l.read_run), updated_at = :at
            from unnest(:listings, :aliases, :skus, :gtins, :titles, :grades, :states, :quantities, :moved, :seen, :same, :back)
              as made (listing_id, aliases, sku, gtin, title, grade, remote_state, quantity, is_moved, is_seen, is_same,
                is_back)
            where l.seller_id = :seller and l.listing_id = made.listing_id
            """)
        .param("seller", seller.value())
        .param("at", SqlTimes.toSql(page.answeredAt()))
        .param("shown_from", SqlTimes.toSql(page.askedAt().plusMillis(skew)))
        .param("shown_to", SqlTimes.toSql(page.answeredAt().plusMillis(skew)))
        .param("asked_at", SqlTimes.toSql(page.askedAt()))
        .param("run", page.run(), Types.BIGINT)
        .param("listings", longs(seen, Seen::id))
        .param("aliases", texts(seen, one -> String.join(SEPARATOR, one.listing().aliases())))
        .param("skus", texts(seen, one -> one.listing().ref().sku()))
        .param("gtins", texts(seen, one -> one.listing().gtin()))
        .param("titles", texts(seen, one -> one.listing().title()))
        .param("grades", texts(seen, one -> one.listing().grade()))
        .param("states", texts(seen, one -> code(one.listing().state())))
        .param("quantities", longs(seen, one -> one.listing().quantity()))
        .param("moved", flags(seen, Seen::isMoved))
        .param("seen", flags(seen, Seen::isSeen))
        .param("same", flags(seen, Seen::isSame))
        .param("back", flags(seen, Seen::isBack))
        .update();
  }

  /** By a name that it did not have as it was read last: that one stays its name too. */
  private static boolean isNamedAnew(@Nullable Row row, RemoteListing listing) {
    return row == null || !row.names().containsAll(names(listing));
  }

  /** Names under which orders may speak of a listing. */
  private static List<String> names(RemoteListing listing) {
    List<String> all = new ArrayList<>(listing.aliases());
    all.add(listing.ref().externalId());
    if (listing.ref().sku() != null) {
      all.add(listing.ref().sku());
    }
    return all;
  }

  /**
   * Lets orders mean listings by the names they have.
   *
   * @return external ids of orders that waited for that
   */
  private Set<String> name(List<RemoteListing> listings, ReadPage page) {
    if (listings.isEmpty()) {
      return Set.of();
    }
    List<String> ids = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (RemoteListing listing : listings) {
      for (String name : names(listing)) {
        ids.add(listing.ref().externalId());
        names.add(name);
      }
    }
    jdbc.sql(
            """
            insert into listing_name (seller_id, channel_id, name, listing_id)
            select distinct :seller, :channel, made.name, l.listing_id
            from unnest(:ids, :names) as made (external_id, name)
            -- each by its key: joined they are a walk through all of the channel's
            cross join lateral (
              select listing_id from listing
              where seller_id = :seller and channel_id = :channel and external_id = made.external_id
              offset 0) as l
            on conflict (seller_id, channel_id, name, listing_id) do nothing
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("ids", ids.toArray(String[]::new))
        .param("names", names.toArray(String[]::new))
        .update();
    return new UnnamedSales(jdbc, seller, channel).count(Set.copyOf(names), page.answeredAt());
  }

  /**
   * What two full reads after each other did not show is gone (one alone may miss what moved from
   * page to page meanwhile), unless that is so much that they are to be doubted.
   *
   * @return how many with a product are gone, or are missing from reads that are doubted
   */
  int endRead(long run, Instant at) {
    record Counts(int missing, int all) {}
    Counts counts =
        jdbc.sql(
                """
                select count(*) filter (where read_run < :run - 1) as missing, count(*) as all_of_them
                from listing
                where seller_id = :seller and channel_id = :channel and remote_state <> 'ended'
                """)
            .param("run", run)
            .param("seller", seller.value())
            .param("channel", channel)
            .query((row, number) -> new Counts(row.getInt("missing"), row.getInt("all_of_them")))
            .single();
    boolean isBelieved =
        counts.missing() <= GONE_BELIEVED || counts.missing() <= counts.all() * GONE_SHARE_MAX;
    if (!isBelieved) {
      return counts.missing();
    }
    jdbc.sql(
            """
            update listing set remote_state = 'ended', updated_at = :at
            where seller_id = :seller and channel_id = :channel and remote_state <> 'ended' and read_run < :run - 1
            """)
        .param("at", SqlTimes.toSql(at))
        .param("run", run)
        .param("seller", seller.value())
        .param("channel", channel)
        .update();
    new UnnamedSales(jdbc, seller, channel).forget();
    new Matches(jdbc, seller, channel).matchAll(at);
    return jdbc.sql(
            """
            select count(*) from listing
            where seller_id = :seller and channel_id = :channel and remote_state = 'ended' and product_id is not null
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .query(Integer.class)
        .single();
  }
}
