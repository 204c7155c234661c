package dev.onhand.store.channels;

import static dev.onhand.store.database.SqlArrays.longs;

import dev.onhand.connector.StockSemantics;
import dev.onhand.connector.StockSemantics.TakesOff;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.ListingRule;
import dev.onhand.core.listing.Supply;
import dev.onhand.store.channels.Supplies.Pair;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Computes what listings should show. Their rows are locked before stock is read, so that of two
 * who compute the same at once the later one has seen the newer stock.
 */
final class Desires {

  /** More at once would hold the rows for long. */
  static final int PIECE = 5_000;

  /** Listings of some products, and of bundles of them. */
  private static final String OF_PRODUCTS =
      """
      seller_id = :seller and product_id = any(array(
        select unnest(:products)
        union
        select bundle_id from bundle_component where seller_id = :seller and component_id = any(:products)))
      """;

  private final JdbcClient jdbc;
  private final SellerId seller;

  Desires(JdbcClient jdbc, SellerId seller) {
    this.jdbc = jdbc;
    this.seller = seller;
  }

  /**
   * A listing, read before its stock is.
   *
   * @param cut up to which movement all is in the stock that is read after it, and some beyond
   */
  private record Row(
      long id,
      long channel,
      boolean isShadow,
      StockSemantics semantics,
      long product,
      long units,
      @Nullable Long desired,
      boolean isDue,
      ListingRule rule,
      long cut) {}

  /**
   * @return channels of which a listing is to be told something, whoever computed that: who wakes
   *     them may come second
   */
  Set<Long> ofProducts(Long[] products, Instant now) {
    List<Long> ids =
        jdbc.sql(
                """
                select listing_id from listing
                where
                """
                    + OF_PRODUCTS
                    + """
                order by listing_id
                for no key update
                """)
            .param("seller", seller.value())
            .param("products", products)
            .query((row, number) -> row.getLong("listing_id"))
            .list();
    return refresh(rows(ids), now);
  }

  /**
   * What was computed of some products.
   *
   * @param channels of which a listing is to be told something
   * @param busy listings that somebody else is at work on, which were left: each list of one
   *     channel
   */
  record Computed(Set<Long> channels, Collection<List<Long>> busy) {}

  /**
   * The same, without waiting for anybody: who waited for one channel's listings with those of all
   * others locked would have all channels wait for that one.
   */
  Computed ofFree(Long[] products, Instant now) {
    List<Long> free = new ArrayList<>();
    Map<Long, List<Long>> busy = new TreeMap<>();
    jdbc.sql(
            """
            with wanted as materialized (
              select listing_id, channel_id from listing
              where
            """
                + OF_PRODUCTS
                + """
            ),
            free as materialized (
              select listing_id from listing
              where seller_id = :seller and listing_id = any(array(select listing_id from wanted))
              order by listing_id
              for no key update skip locked)
            select wanted.listing_id, wanted.channel_id, free.listing_id is not null as is_free
            from wanted
            left join free on free.listing_id = wanted.listing_id
            order by wanted.listing_id
            """)
        .param("seller", seller.value())
        .param("products", products)
        .query(
            row -> {
              long listing = row.getLong("listing_id");
              if (row.getBoolean("is_free")) {
                free.add(listing);
              } else {
                busy.computeIfAbsent(row.getLong("channel_id"), key -> new ArrayList<>())
                    .add(listing);
              }
            });
    return new Computed(refresh(rows(free), now), busy.values());
  }

  /**
   * Of listings of one channel.
   *
   * @return the same as of products
   */
  Set<Long> ofListings(List<Long> ids, Instant now) {
    return refresh(rows(lock(ids)), now);
  }

  /** Listings that are locked already. */
  void ofLocked(List<Long> ids, Instant now) {
    refresh(rows(ids), now);
  }

  /** All listings of a channel, piece by piece. */
  static void ofChannel(
      SellerTransactions transactions, SellerId seller, long channel, Instant now) {
    eachPiece(transactions, seller, (desires, after) -> desires.ofChannel(channel, after, now));
  }

  /** Works on a channel's listings behind one, in a transaction of its own. */
  private interface Piece {

    /**
     * @return the last one's id; null: there are no more
     */
    @Nullable Long work(Desires desires, long after);
  }

  private static void eachPiece(SellerTransactions transactions, SellerId seller, Piece piece) {
    Long after = 0L;
    while (after != null) {
      long from = after;
      after = transactions.call(seller, jdbc -> piece.work(new Desires(jdbc, seller), from));
    }
  }

  /**
   * The next of a channel's listings. Only those are locked that seem to be out of date: who
   * changes the others meanwhile computes them anew.
   *
   * @return the last one's id; null: there are no more
   */
  private @Nullable Long ofChannel(long channel, long after, Instant now) {
    List<Long> ids = matched(channel, after);
    List<Long> stale = changed(rows(ids)).keySet().stream().map(Row::id).sorted().toList();
    ofListings(stale, now);
    return ids.size() < PIECE ? null : ids.getLast();
  }

  /** A piece of those that are of a product. */
  private List<Long> matched(long channel, long after) {
    return jdbc.sql(
            """
                select listing_id from listing
                where seller_id = :seller and channel_id = :channel and product_id is not null and listing_id > :after
                order by listing_id
                limit :rows
                """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("after", after)
        .param("rows", PIECE)
        .query((row, number) -> row.getLong("listing_id"))
        .list();
  }

  private List<Long> lock(List<Long> ids) {
    return ids.isEmpty()
        ? ids
        : jdbc.sql(
                """
                select listing_id from listing
                where seller_id = :seller and listing_id = any(:ids) and product_id is not null
                order by listing_id
                for no key update
                """)
            .param("seller", seller.value())
            .param("ids", ids.toArray(Long[]::new))
            .query((row, number) -> row.getLong("listing_id"))
            .list();
  }

  /**
   * Read after they are locked: a rule that was set meanwhile holds. Each by its key ({@code offset
   * 0}): joined to the account they are planned as a walk through all of the channel's, as long as
   * the statistics speak of few listings, which is so when a channel is new.
   */
  private List<Row> rows(List<Long> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(
            """
            select l.listing_id, l.channel_id, a.is_shadow, a.takes_off, a.puts_back, a.quantity_max, l.product_id, l.units, l.desired,
              l.is_due, r.stops_selling, r.buffer, r.percent, r.fixed, r.max, r.min,
              (select cut_id from seller_head where seller_id = :seller) as cut
            from unnest(:ids) as wanted (id)
            cross join lateral (
              select * from listing where seller_id = :seller and listing_id = wanted.id offset 0) as l
            join channel_account a on a.seller_id = :seller and a.channel_id = l.channel_id
            left join lateral (
              select stops_selling, buffer, percent, fixed, max, min
              from listing_rule r
              where l.channel_id = any(array(select distinct channel_id from listing_rule where seller_id = :seller))
                and r.seller_id = :seller and r.channel_id = l.channel_id
                and (r.scope = 'channel' or (r.scope = 'group' and r.subject = l.group_name and l.group_name <> '')
                  or (r.scope = 'listing' and r.subject = l.listing_id::text))
              order by case r.scope when 'listing' then 0 when 'group' then 1 else 2 end
              limit 1) as r on true
            """)
        .param("seller", seller.value())
        .param("ids", ids.toArray(Long[]::new))
        .query((row, number) -> row(row))
        .list();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("listing_id"),
        row.getLong("channel_id"),
        row.getBoolean("is_shadow"),
        SemanticsRows.read(row),
        row.getLong("product_id"),
        row.getLong("units"),
        row.getObject("desired", Long.class),
        row.getBoolean("is_due"),
        rule(row),
        row.getLong("cut"));
  }

  static ListingRule rule(ResultSet row) throws SQLException {
    int percent = row.getInt("percent");
    return row.wasNull()
        ? ListingRule.NONE
        : new ListingRule(
            row.getBoolean("stops_selling"),
            row.getLong("buffer"),
            percent,
            row.getObject("fixed", Long.class),
            row.getObject("max", Long.class),
            row.getLong("min"));
  }

  private Set<Long> refresh(List<Row> rows, Instant now) {
    Map<Row, Wish> changed = changed(rows);
    write(changed, now);
    ShadowRows.wish(
        jdbc,
        seller,
        changed.entrySet().stream()
            .filter(one -> one.getKey().isShadow())
            .map(one -> one.getValue().of(one.getKey()))
            .toList(),
        now);
    return rows.stream()
        .filter(row -> row.isDue() || changed.containsKey(row))
        .map(Row::channel)
        .collect(Collectors.toSet());
  }

  /**
   * What a listing should show.
   *
   * @param desired null: the product is not counted
   * @param open of these, units that are sold and that the channel still counts
   */
  private record Wish(@Nullable Long desired, long open) {

    ShadowRows.Wish of(Row row) {
      return new ShadowRows.Wish(row.id(), desired, open);
    }
  }

  /** All of a channel's listings, as a shadow begins with them. */
  static void noteShadow(
      SellerTransactions transactions, SellerId seller, long channel, Instant now) {
    eachPiece(transactions, seller, (desires, after) -> desires.noteShadow(channel, after, now));
  }

  private @Nullable Long noteShadow(long channel, long after, Instant now) {
    List<Long> ids = matched(channel, after);
    List<Row> rows = rows(lock(ids));
    Supplies supplies = supplies(rows);
    ShadowRows.wish(
        jdbc, seller, rows.stream().map(row -> wish(row, supplies).of(row)).toList(), now);
    return ids.size() < PIECE ? null : ids.getLast();
  }

  /** Those that should show something else than it is written, and what. */
  private Map<Row, Wish> changed(List<Row> rows) {
    Map<Row, Wish> changed = new LinkedHashMap<>();
    if (!rows.isEmpty()) {
      Supplies supplies = supplies(rows);
      for (Row row : rows) {
        Wish wish = wish(row, supplies);
        if (!Objects.equals(wish.desired(), row.desired())) {
          changed.put(row, wish);
        }
      }
    }
    return changed;
  }

  /** What is not counted has no number to show: the channel keeps its own. */
  private static Wish wish(Row row, Supplies supplies) {
    Supply supply = supplies.of(new Pair(row.product(), row.channel()), row.units());
    return supply == null
        ? new Wish(null, 0)
        : new Wish(
            row.rule().desired(supply, row.semantics().quantityMax()),
            supply.ownOpen() / supply.unitsOfOne());
  }

  private Supplies supplies(List<Row> rows) {
    Set<Long> counting = new HashSet<>();
    for (Row row : rows) {
      if (row.semantics().takesOff() == TakesOff.AT_SHIPMENT) {
        counting.add(row.channel());
      }
    }
    return Supplies.of(
        jdbc,
        seller,
        rows.stream().map(row -> new Pair(row.product(), row.channel())).distinct().toList(),
        counting);
  }

  private void write(Map<Row, Wish> changed, Instant now) {
    if (changed.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            update listing l
            set desired = made.desired, desired_version = l.desired_version + 1, desired_at = :at, desired_cut = made.cut,
              refused = null, refused_detail = null, refused_at = null,
              updated_at = :at
            from unnest(:ids, :desires, :cuts) as made (listing_id, desired, cut)
            where l.seller_id = :seller and l.listing_id = made.listing_id
            """)
        .param("seller", seller.value())
        .param("ids", longs(changed.keySet(), Row::id))
        .param("desires", longs(changed.values(), Wish::desired))
        .param("cuts", longs(changed.keySet(), Row::cut))
        .param("at", SqlTimes.toSql(now))
        .update();
  }

  /**
   * Begins to remember up to which movement listings were told.
   *
   * @return false: that is remembered already
   */
  static boolean beginFeed(JdbcClient jdbc, SellerId seller) {
    return jdbc.sql(
                """
                insert into listing_feed (seller_id, movement_id)
                select seller_id, cut_id from seller_head where seller_id = :seller
                on conflict (seller_id) do nothing
                """)
            .param("seller", seller.value())
            .update()
        > 0;
  }

  /** Channels with an account. */
  static List<Long> channels(JdbcClient jdbc, SellerId seller) {
    return jdbc.sql(
            """
            select channel_id from channel_account where seller_id = :seller order by channel_id
            """)
        .param("seller", seller.value())
        .query((row, number) -> row.getLong("channel_id"))
        .list();
  }

  /** A movement of the journal. */
  record Fed(long movement, ProductId product) {}

  /**
   * The next movements of which listings were not told, a piece of them; empty: none are left.
   *
   * @param end newer ones are left
   */
  static List<Fed> fed(JdbcClient jdbc, SellerId seller, long end) {
    return jdbc.sql(
            """
            select movement_id, product_id
            from movement
            where seller_id = :seller and movement_id > (select movement_id from listing_feed where seller_id = :seller)
              and movement_id <= (select least(cut_id, :end) from seller_head where seller_id = :seller)
            order by movement_id
            limit :rows
            """)
        .param("seller", seller.value())
        .param("end", end)
        .param("rows", PIECE)
        .query(
            (row, number) ->
                new Fed(row.getLong("movement_id"), new ProductId(row.getLong("product_id"))))
        .list();
  }

  /** Remembers that listings were told of all up to a movement. */
  static void moveFeed(JdbcClient jdbc, SellerId seller, long movement) {
    jdbc.sql(
            """
            update listing_feed set movement_id = :movement where seller_id = :seller and movement_id < :movement
            """)
        .param("seller", seller.value())
        .param("movement", movement)
        .update();
  }
}
