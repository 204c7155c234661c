package dev.onhand.store.channels;

import dev.onhand.connector.StockSemantics;
import dev.onhand.connector.StockSemantics.TakesOff;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.Supply;
import dev.onhand.engine.channels.Listing;
import dev.onhand.engine.channels.Reckoning;
import dev.onhand.engine.channels.RulePreview;
import dev.onhand.engine.channels.Rules;
import dev.onhand.engine.channels.ScopedRule;
import dev.onhand.store.channels.Supplies.Pair;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What listings should show by rules that are given, and how they come to it; keeps nothing. */
final class Reckonings {

  private final JdbcClient jdbc;
  private final SellerId seller;

  Reckonings(JdbcClient jdbc, SellerId seller) {
    this.jdbc = jdbc;
    this.seller = seller;
  }

  private record Row(
      long id,
      String title,
      String group,
      long product,
      String sku,
      long units,
      @Nullable Long shown) {}

  /** Counts while the pieces are read; keeps the largest changes. */
  private static final class Tally {
    private static final Comparator<RulePreview.Change> LARGEST =
        Comparator.comparingLong(
                (RulePreview.Change change) -> -Math.abs(change.to() - change.from()))
            .thenComparingLong(RulePreview.Change::listing);

    private long changed;
    private long raised;
    private long zeroed;
    private long pushes;
    private List<RulePreview.Change> changes = new ArrayList<>();

    void add(Row row, long from, long to) {
      if (from == to) {
        return;
      }
      changed++;
      raised += to > from ? 1 : 0;
      zeroed += to == 0 ? 1 : 0;
      pushes += Objects.equals(row.shown(), to) ? 0 : 1;
      changes.add(new RulePreview.Change(row.id(), row.title(), row.sku(), row.shown(), from, to));
    }

    /** Once for each piece, so that never more than two are held. */
    void shorten() {
      changes =
          new ArrayList<>(changes.stream().sorted(LARGEST).limit(RulePreview.SHOWN_MAX).toList());
    }

    RulePreview preview() {
      return new RulePreview(changed, raised, zeroed, pushes, changes);
    }
  }

  /** What the listings that a rule is for should show by some rules, and by others. */
  RulePreview preview(long channel, ScopedRule.Scope scope, Rules before, Rules after) {
    StockSemantics of = SemanticsRows.of(jdbc, seller, channel);
    Tally tally = new Tally();
    Long from = 0L;
    while (from != null) {
      List<Row> rows = rows(channel, scope, from);
      Supplies supplies =
          supplies(channel, of, rows.stream().map(Row::product).distinct().toList());
      for (Row row : rows) {
        Supply supply = supplies.of(new Pair(row.product(), channel), row.units());
        if (supply != null) {
          tally.add(
              row,
              before.holding(row.id(), row.group()).rule().desired(supply, of.quantityMax()),
              after.holding(row.id(), row.group()).rule().desired(supply, of.quantityMax()));
        }
      }
      tally.shorten();
      from = rows.size() < Desires.PIECE ? null : Long.valueOf(rows.getLast().id());
    }
    return tally.preview();
  }

  private List<Row> rows(long channel, ScopedRule.Scope scope, long after) {
    return jdbc.sql(
            """
            select l.listing_id, l.title, l.group_name, l.product_id, p.sku, l.units, l.shown
            from listing l
            join product p on p.seller_id = l.seller_id and p.product_id = l.product_id
            where l.seller_id = :seller and l.channel_id = :channel and l.remote_state <> 'ended'
              and l.listing_id > :after
              and (cast(:listing as bigint) is null or l.listing_id = :listing)
              and (cast(:group as text) is null or l.group_name = :group)
            order by l.listing_id
            limit :rows
            """)
        .param("seller", seller.value())
        .param("channel", channel)
        .param("after", after)
        .param(
            "listing",
            scope instanceof ScopedRule.Scope.One one ? one.listing() : null,
            Types.BIGINT)
        .param(
            "group",
            scope instanceof ScopedRule.Scope.Group group ? group.name() : null,
            Types.VARCHAR)
        .param("rows", Desires.PIECE)
        .query((row, number) -> row(row))
        .list();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("listing_id"),
        row.getString("title"),
        row.getString("group_name"),
        row.getLong("product_id"),
        row.getString("sku"),
        row.getLong("units"),
        row.getObject("shown", Long.class));
  }

  private Supplies supplies(long channel, StockSemantics of, List<Long> products) {
    return Supplies.of(
        jdbc,
        seller,
        products.stream().map(product -> new Pair(product, channel)).toList(),
        of.takesOff() == TakesOff.AT_SHIPMENT ? Set.of(channel) : Set.of());
  }

  /** How a listing that is matched comes to what it should show. */
  Reckoning of(Listing listing) {
    Listing.Match match = Objects.requireNonNull(listing.match());
    long channel = channel(listing.channel());
    StockSemantics of = SemanticsRows.of(jdbc, seller, channel);
    Pair pair = new Pair(match.product().value(), channel);
    Supply supply = supplies(channel, of, List.of(pair.product())).of(pair, match.units());
    ScopedRule rule =
        Rules.of(JdbcListingRules.list(jdbc, seller, channel))
            .holding(listing.id(), listing.group());
    return new Reckoning(
        listing, rule, supply == null ? List.of() : rule.rule().steps(supply, of.quantityMax()));
  }

  private long channel(String code) {
    return jdbc.sql("select channel_id from channel where seller_id = :seller and code = :code")
        .param("seller", seller.value())
        .param("code", code)
        .query(Long.class)
        .single();
  }
}
