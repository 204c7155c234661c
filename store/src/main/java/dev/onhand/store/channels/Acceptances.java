package dev.onhand.store.channels;

import dev.onhand.connector.StockSemantics;
import dev.onhand.connector.StockSemantics.TakesOff;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.ListingRule;
import dev.onhand.core.listing.Supply;
import dev.onhand.engine.channels.Acceptance;
import dev.onhand.engine.channels.AccountWorker;
import dev.onhand.engine.channels.Rules;
import dev.onhand.store.channels.Supplies.Pair;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the books have to move for what channels show to be right. */
final class Acceptances {

  private static final int PIECE = 500;

  private final JdbcClient jdbc;
  private final SellerId seller;

  Acceptances(JdbcClient jdbc, SellerId seller) {
    this.jdbc = jdbc;
    this.seller = seller;
  }

  /**
   * A difference that is to become a movement.
   *
   * @param product null: the listing is of none any more
   * @param isShadow nothing follows by itself
   * @param location the one that was said, or the only one that the channel sells
   */
  private record Row(
      long drift,
      long listing,
      String group,
      String channel,
      String externalId,
      long believed,
      long observed,
      @Nullable Long product,
      long units,
      boolean isBundle,
      boolean isShadow,
      @Nullable String location,
      String decidedBy,
      Instant foundAt) {}

  /** The next of a channel's. */
  List<Acceptance> of(long channel) {
    List<Row> rows = rows(channel);
    if (rows.isEmpty()) {
      return List.of();
    }
    StockSemantics of = SemanticsRows.of(jdbc, seller, channel);
    Rules rules = Rules.of(JdbcListingRules.list(jdbc, seller, channel));
    Supplies supplies =
        Supplies.of(
            jdbc,
            seller,
            rows.stream()
                .filter(row -> row.product() != null)
                .map(row -> new Pair(product(row), channel))
                .distinct()
                .toList(),
            of.takesOff() == TakesOff.AT_SHIPMENT ? Set.of(channel) : Set.of());
    return rows.stream()
        .map(
            row -> {
              ListingRule rule = rules.holding(row.listing(), row.group()).rule();
              return acceptance(row, obstacle(row, channel, of, rule, supplies));
            })
        .toList();
  }

  private static long product(Row row) {
    Long product = row.product();
    return product == null ? 0 : product;
  }

  private static Acceptance acceptance(Row row, @Nullable String obstacle) {
    return new Acceptance(
        row.drift(),
        row.listing(),
        row.channel(),
        row.externalId(),
        row.believed(),
        row.observed(),
        new ProductId(product(row)),
        (row.observed() - row.believed()) * row.units(),
        row.location(),
        obstacle,
        row.decidedBy().equals(Differences.POLICY) ? AccountWorker.ACTOR : row.decidedBy(),
        row.foundAt());
  }

  /** Accepted is only what the listing shows afterwards by its rule: else it would be told anew. */
  private static @Nullable String obstacle(
      Row row, long channel, StockSemantics of, ListingRule rule, Supplies supplies) {
    if (row.isShadow() && row.decidedBy().equals(Differences.POLICY)) {
      return "The channel is in shadow, in which nothing follows by itself.";
    }
    if (row.product() == null) {
      return "The listing is of no product: map it with 'onhand listing map', or ignore the difference.";
    }
    if (row.isBundle()) {
      return "The listing sells a bundle, so that it cannot be told which component changed. Move the component's stock, then push.";
    }
    Pair pair = new Pair(product(row), channel);
    Long free = supplies.free().get(pair);
    if (free == null) {
      return "The product is not counted, so that there is no stock to move. Push ours, or ignore the difference.";
    }
    if (row.location() == null) {
      return "The channel sells the stock of several locations: say which one changed with --location.";
    }
    long open = supplies.open().getOrDefault(pair, 0L);
    long tuned = supplies.tuned().getOrDefault(pair, 0L);
    long change = row.observed() - row.believed();
    long before = rule.desired(new Supply(free, row.units(), open, tuned), of.quantityMax());
    long after =
        rule.desired(
            new Supply(free + change * row.units(), row.units(), open, tuned), of.quantityMax());
    return after - before == change
        ? null
        : "With its rule the listing would show %d and not %d, so that it cannot be told how much stock changed. Move the stock, then push."
            .formatted(after, before + change);
  }

  private List<Row> rows(long channel) {
    return jdbc.sql(
            """
            select d.drift_id, d.listing_id, l.group_name, c.code as channel, l.external_id, d.believed, d.observed,
              l.product_id, l.units, d.decided_by, d.found_at, a.is_shadow,
              exists (
                select from bundle_component b where b.seller_id = d.seller_id and b.bundle_id = l.product_id) as is_bundle,
              case when d.location_id is not null then (
                  select code from location where seller_id = d.seller_id and location_id = d.location_id)
                else (
                  select min(at.code)
                  from location at
                  where at.seller_id = d.seller_id and at.sellable and (
                    exists (
                      select from channel_location k
                      where k.seller_id = d.seller_id and k.channel_id = d.channel_id and k.location_id = at.location_id)
                    or not exists (
                      select from channel_location k where k.seller_id = d.seller_id and k.channel_id = d.channel_id))
                  having count(*) = 1)
              end as location
            from drift d
            join listing l on l.seller_id = d.seller_id and l.listing_id = d.listing_id
            join channel c on c.seller_id = d.seller_id and c.channel_id = d.channel_id
            join channel_account a on a.seller_id = d.seller_id and a.channel_id = d.channel_id
            where d.seller_id = :seller and d.channel_id = :channel and d.settled_at is null
              and d.decided_at is not null and d.action = 'accept'
            order by d.drift_id
            limit :rows
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("rows", PIECE)
        .query((row, number) -> row(row))
        .list();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("drift_id"),
        row.getLong("listing_id"),
        row.getString("group_name"),
        row.getString("channel"),
        row.getString("external_id"),
        row.getLong("believed"),
        row.getLong("observed"),
        row.getObject("product_id", Long.class),
        row.getLong("units"),
        row.getBoolean("is_bundle"),
        row.getBoolean("is_shadow"),
        row.getString("location"),
        row.getString("decided_by"),
        SqlTimes.get(row, "found_at"));
  }
}
