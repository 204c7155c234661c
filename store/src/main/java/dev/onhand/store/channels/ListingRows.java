package dev.onhand.store.channels;

import dev.onhand.connector.ListingRef;
import dev.onhand.connector.RemoteListing;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.ChangeType;
import dev.onhand.core.listing.Sight;
import dev.onhand.engine.channels.Listing;
import dev.onhand.engine.channels.ListingChange;
import dev.onhand.engine.channels.ListingFilter;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.store.database.IndexPlans;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Listings as people see them. */
final class ListingRows {

  private ListingRows() {}

  static Optional<Listing> find(JdbcClient jdbc, SellerId seller, long id) {
    return read(jdbc, seller, List.of(id)).stream().findFirst();
  }

  static Slice<Listing> list(
      JdbcClient jdbc, SellerId seller, ListingFilter filter, PageRequest page) {
    IndexPlans.only(jdbc);
    Slice<Long> ids = Slice.of(page, new ListingPages(jdbc, seller, filter, page).ids());
    return new Slice<>(read(jdbc, seller, ids.rows()), ids.hasMore());
  }

  private static List<Listing> read(JdbcClient jdbc, SellerId seller, List<Long> ids) {
    return jdbc.sql(
            """
            select l.listing_id, c.code, l.external_id, l.aliases, l.sku, l.gtin, l.title, l.grade, l.remote_state,
              l.group_name, l.product_id, p.sku as product_sku, l.units, l.matched_by, l.is_ignored,
              l.desired, l.desired_version, l.desired_at, l.pushed, l.pushed_version, l.pushed_at,
              l.acknowledged, l.acknowledged_version, l.acknowledged_at, l.observed, l.observed_at,
              l.shown, l.shown_from, l.shown_to, l.attempt_at, l.refused, l.refused_detail, l.refused_at,
              l.failures, l.retry_at, l.drift_id, l.is_due, l.refresh_asked_at, l.version
            from unnest(:ids) as wanted (listing_id)
            cross join lateral (
              select * from listing where seller_id = :seller and listing_id = wanted.listing_id limit 1) as l
            cross join lateral (
              select code from channel where seller_id = :seller and channel_id = l.channel_id limit 1) as c
            left join lateral (
              select sku from product where seller_id = :seller and product_id = l.product_id limit 1) as p on true
            order by l.listing_id
            """)
        .param("seller", seller.value())
        .param("ids", ids.toArray(Long[]::new))
        .query((row, number) -> listing(row))
        .list();
  }

  private static Listing listing(ResultSet row) throws SQLException {
    return new Listing(
        row.getLong("listing_id"),
        row.getString("code"),
        remote(row),
        row.getString("group_name"),
        match(row),
        row.getBoolean("is_ignored"),
        number(row, "desired"),
        number(row, "pushed"),
        number(row, "acknowledged"),
        observed(row),
        new Sight(
            row.getObject("shown", Long.class),
            SqlTimes.get(row, "shown_from"),
            SqlTimes.get(row, "shown_to")),
        new Listing.Trouble(
            SqlTimes.getOrNull(row, "attempt_at"),
            row.getString("refused"),
            row.getString("refused_detail"),
            SqlTimes.getOrNull(row, "refused_at"),
            row.getInt("failures"),
            SqlTimes.getOrNull(row, "retry_at"),
            row.getObject("drift_id", Long.class)),
        row.getBoolean("is_due"),
        SqlTimes.getOrNull(row, "refresh_asked_at"),
        row.getLong("version"));
  }

  private static RemoteListing remote(ResultSet row) throws SQLException {
    return new RemoteListing(
        new ListingRef(row.getString("external_id"), row.getString("sku")),
        List.of((String[]) row.getArray("aliases").getArray()),
        row.getString("gtin"),
        row.getString("title"),
        row.getString("grade"),
        state(row.getString("remote_state")),
        row.getObject("observed", Long.class));
  }

  static RemoteListing.State state(String code) {
    return RemoteListing.State.valueOf(code.toUpperCase(Locale.ROOT));
  }

  private static Listing.@Nullable Match match(ResultSet row) throws SQLException {
    long product = row.getLong("product_id");
    return row.wasNull()
        ? null
        : new Listing.Match(
            new ProductId(product),
            row.getString("product_sku"),
            row.getLong("units"),
            Listing.MatchedBy.find(row.getString("matched_by")).orElseThrow());
  }

  private static Listing.@Nullable Number number(ResultSet row, String column) throws SQLException {
    long quantity = row.getLong(column);
    return row.wasNull()
        ? null
        : new Listing.Number(
            quantity, row.getLong(column + "_version"), SqlTimes.get(row, column + "_at"));
  }

  private static Listing.@Nullable Number observed(ResultSet row) throws SQLException {
    long quantity = row.getLong("observed");
    return row.wasNull() ? null : new Listing.Number(quantity, 0, SqlTimes.get(row, "observed_at"));
  }

  static Slice<ListingChange> history(
      JdbcClient jdbc, SellerId seller, long listing, PageRequest page) {
    List<ListingChange> read =
        jdbc.sql(
                """
                select entry, quantity_before, quantity_after, change_type, order_id, order_line, reference, actor,
                  notes, at
                from (
                  (select *
                  from listing_history
                  where seller_id = :seller and entry < case when cast(:before as bigint) is null then coalesce(cast(:after as bigint), 9223372036854775807) end
                    and listing_id = :listing
                  order by entry desc
                  limit :rows)
                  union all
                  (select *
                  from listing_history
                  where seller_id = :seller and entry > cast(:before as bigint)
                    and listing_id = :listing
                  order by entry
                  limit :rows)) as page
                order by case when cast(:before as bigint) is null then -entry else entry end
                """)
            .param("seller", seller.value())
            .param("listing", listing)
            .param("after", page.after(), Types.BIGINT)
            .param("before", page.before(), Types.BIGINT)
            .param("rows", page.rowsToRead())
            .query(
                (row, number) ->
                    new ListingChange(
                        row.getLong("entry"),
                        row.getObject("quantity_before", Long.class),
                        row.getObject("quantity_after", Long.class),
                        ChangeType.find(row.getString("change_type")).orElseThrow(),
                        row.getString("order_id"),
                        row.getString("order_line"),
                        row.getString("reference"),
                        row.getString("actor"),
                        row.getString("notes"),
                        SqlTimes.get(row, "at")))
            .list();
    return Slice.of(page, read);
  }
}
