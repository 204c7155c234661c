package dev.onhand.store.whatif;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.replay.Step;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the lines of an order are made of, as they are known now.
 *
 * @param lines in their order
 */
record Parts(List<String> lines, List<Step.Part> parts) {

  static final Parts NONE = new Parts(List.of(), List.of());

  /** By order. */
  static Map<Long, Parts> of(JdbcClient jdbc, SellerId seller, List<Long> orders) {
    Map<Long, Parts> parts = new HashMap<>();
    jdbc.sql(
            """
            select l.order_id, l.line, l.ordered, l.cancelled, l.shipped_from, c.product_id, c.units,
              coalesce(l.sold_product_id, c.product_id) as sold, l.sold_units
            from unnest(:orders) as wanted (order_id)
            cross join lateral (
              select order_id, line, place, ordered, cancelled, shipped_from, sold_product_id, sold_units
              from order_line
              where seller_id = :seller and order_id = wanted.order_id
              offset 0) as l
            left join lateral (
              select product_id, units, place
              from order_component
              where seller_id = :seller and order_id = l.order_id and line = l.line
              offset 0) as c on true
            order by l.order_id, l.place, c.place
            """)
        .param("seller", seller.value())
        .param("orders", orders.toArray(Long[]::new))
        .query(
            row -> {
              Parts of =
                  parts.computeIfAbsent(
                      row.getLong("order_id"),
                      order -> new Parts(new ArrayList<>(), new ArrayList<>()));
              of.lines().add(row.getString("line"));
              if (row.getObject("product_id") != null) {
                of.parts().add(part(row));
              }
            });
    return parts;
  }

  private static Step.Part part(ResultSet row) throws SQLException {
    long units = row.getLong("units");
    return new Step.Part(
        row.getString("line"),
        new ProductId(row.getLong("product_id")),
        row.getLong("ordered") * units,
        row.getLong("cancelled") * units,
        new ProductId(row.getLong("sold")),
        units / row.getLong("sold_units"),
        row.getString("shipped_from") != null);
  }
}
