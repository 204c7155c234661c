package dev.onhand.store.imports;

import static dev.onhand.store.database.SqlArrays.texts;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.imports.ImportedOrders;
import dev.onhand.model.Sku;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.ledger.Columns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which documents became orders, in PostgreSQL. */
public final class JdbcImportedOrders implements ImportedOrders {

  private final SellerTransactions transactions;

  public JdbcImportedOrders(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public void remember(SellerId seller, String retailer, List<Imported> documents) {
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    insert into imported_order (seller_id, retailer, document, order_id, lines, customer, occurred_at)
                    select :seller, :retailer, n.document, n.order_id, n.lines, n.customer,
                      timestamptz 'epoch' + n.occurred_us * interval '1 microsecond'
                    from unnest(
                      cast(:documents as text[]), cast(:orders as bigint[]), cast(:lines as integer[]),
                      cast(:customers as text[]), cast(:times as bigint[]))
                      as n (document, order_id, lines, customer, occurred_us)
                    order by n.document
                    on conflict (seller_id, retailer, document) do update
                    set order_id = excluded.order_id,
                      lines = greatest(imported_order.lines, excluded.lines),
                      customer = coalesce(excluded.customer, imported_order.customer)
                    """)
                .param("seller", seller.value())
                .param("retailer", retailer)
                .param("documents", texts(documents, Imported::document))
                .param("orders", documents.stream().map(Imported::order).toArray(Long[]::new))
                .param("lines", documents.stream().map(Imported::lines).toArray(Integer[]::new))
                .param("customers", texts(documents, Imported::customer))
                .param(
                    "times",
                    documents.stream()
                        .map(each -> Columns.micros(each.occurredAt()))
                        .toArray(Long[]::new))
                .update());
  }

  @Override
  public Map<String, Integer> linesOf(
      SellerId seller, String retailer, Collection<String> documents) {
    Map<String, Integer> lines = new HashMap<>();
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select i.document, i.lines
                    from unnest(cast(:documents as text[])) as wanted (document)
                    cross join lateral (
                      select document, lines from imported_order
                      where seller_id = :seller and retailer = :retailer and document = wanted.document
                      limit 1) as i
                    """)
                .param("documents", texts(documents, document -> document))
                .param("seller", seller.value())
                .param("retailer", retailer)
                .query(
                    row -> {
                      lines.put(row.getString("document"), row.getInt("lines"));
                    }));
    return lines;
  }

  @Override
  public List<KnownLine> knownLines(
      SellerId seller, String retailer, Collection<String> documents) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select i.document, l.line, l.sku, l.ordered
                    from unnest(cast(:documents as text[])) as wanted (document)
                    cross join lateral (
                      select document, order_id from imported_order
                      where seller_id = :seller and retailer = :retailer and document = wanted.document
                      limit 1) as i
                    cross join lateral (
                      select line, place, sku, ordered from order_line
                      where seller_id = :seller and order_id = i.order_id and sku is not null
                      offset 0) as l
                    order by i.document, l.place
                    """)
                .param("documents", texts(documents, document -> document))
                .param("seller", seller.value())
                .param("retailer", retailer)
                .query(
                    (row, number) ->
                        new KnownLine(
                            row.getString("document"),
                            row.getInt("line"),
                            new Sku(row.getString("sku")),
                            row.getLong("ordered")))
                .list());
  }

  /** Offset 0 keeps the planner from turning look-ups into scans of all the seller's rows. */
  @Override
  public List<SoldLine> sales(SellerId seller, String retailer, List<CameBack> returns) {
    List<SoldLine> sales = new ArrayList<>();
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select wanted.number, i.order_id, i.document, l.line, d.units
                    from unnest(
                      cast(:numbers as integer[]), cast(:customers as text[]), cast(:skus as text[]), cast(:times as bigint[]))
                      as wanted (number, customer, sku, at_us)
                    cross join lateral (
                      select order_id, document, occurred_at from imported_order
                      where seller_id = :seller and retailer = :retailer and customer = wanted.customer
                        and occurred_at <= timestamptz 'epoch' + wanted.at_us * interval '1 microsecond'
                      offset 0) as i
                    cross join lateral (
                      select line from order_line
                      where seller_id = :seller and order_id = i.order_id and sku = wanted.sku
                      offset 0) as l
                    cross join lateral (
                      select sum((fulfilled - returned) / factor)::bigint as units from order_doing
                      where seller_id = :seller and order_id = i.order_id and line = l.line) as d
                    where d.units > 0
                    order by wanted.number, i.occurred_at desc, i.order_id desc, l.line
                    """)
                .param("numbers", returns.stream().map(CameBack::number).toArray(Integer[]::new))
                .param("customers", texts(returns, CameBack::customer))
                .param("skus", texts(returns, each -> each.sku().value()))
                .param(
                    "times",
                    returns.stream().map(each -> Columns.micros(each.at())).toArray(Long[]::new))
                .param("seller", seller.value())
                .param("retailer", retailer)
                .query(
                    row -> {
                      sales.add(
                          new SoldLine(
                              row.getInt("number"),
                              row.getLong("order_id"),
                              row.getString("document"),
                              row.getString("line"),
                              row.getLong("units")));
                    }));
    return sales;
  }

  @Override
  public Set<String> recorded(SellerId seller, Collection<String> keys) {
    return transactions.call(
        seller,
        jdbc ->
            new HashSet<>(
                jdbc.sql(
                        """
                        select m.key
                        from unnest(cast(:keys as text[])) as wanted (key)
                        cross join lateral (
                          select key from movement where seller_id = :seller and key = wanted.key limit 1) as m
                        """)
                    .param("keys", texts(keys, key -> key))
                    .param("seller", seller.value())
                    .query((row, number) -> row.getString("key"))
                    .list()));
  }
}
