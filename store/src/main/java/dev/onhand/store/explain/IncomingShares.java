package dev.onhand.store.explain;

import dev.onhand.core.ledger.Cause;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.explain.StockFacts.Entry;
import dev.onhand.engine.explain.StockFacts.Listed;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What open purchase orders still bring of a product, by line. */
final class IncomingShares {

  /** Only lines of which something is to come are in the index that this reads. */
  private static final String LINES =
      """
      select o.kind, o.reference, l.line, l.incoming * sold.units as units, o.expected_at,
        count(*) over () as lines, sum(l.incoming * sold.units) over ()::bigint as all_units
      from (
        select cast(:product as bigint) as product_id, 1::bigint as units
        union all
        select bundle_id, units from bundle_component
        where seller_id = :seller and component_id = :product) as sold
      cross join lateral (
        select purchase_order_id, line, incoming from purchase_order_line
        where seller_id = :seller and product_id = sold.product_id and incoming > 0
        offset 0) as l
      cross join lateral (
        select kind, reference, expected_at from purchase_order
        where seller_id = :seller and purchase_order_id = l.purchase_order_id
        limit 1) as o
      order by o.expected_at nulls last, l.purchase_order_id, l.line
      limit :listed
      """;

  private IncomingShares() {}

  /** The lines that should arrive first, and how many there are. */
  static Listed read(JdbcClient jdbc, SellerId seller, ProductId product, int listed) {
    List<Entry> entries = new ArrayList<>();
    long[] all = new long[2];
    jdbc.sql(LINES)
        .param("seller", seller.value())
        .param("product", product.value())
        .param("listed", listed)
        .query(
            row -> {
              entries.add(entry(row));
              all[0] = row.getLong("lines");
              all[1] = row.getLong("all_units");
            });
    return new Listed(entries, all[0], all[1]);
  }

  private static Entry entry(ResultSet row) throws SQLException {
    Cause.Kind kind = Cause.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
    return new Entry(
        new Cause(kind, row.getString("reference"), row.getString("line")),
        row.getLong("units"),
        null,
        SqlTimes.getOrNull(row, "expected_at"));
  }
}
