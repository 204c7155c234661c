package dev.onhand.store.orders;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.OrderSnapshot.ShipTo;
import dev.onhand.engine.orders.PostcodeArea;
import dev.onhand.engine.orders.PostcodeAreas;
import dev.onhand.store.database.SellerTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Areas of postcodes in PostgreSQL. */
public final class JdbcPostcodeAreas implements PostcodeAreas {

  private final SellerTransactions transactions;

  public JdbcPostcodeAreas(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<ShipTo> find(SellerId seller, String country, List<String> prefixes) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select latitude, longitude from postcode_area
                    where seller_id = :seller and country = :country and prefix = any (:prefixes)
                    order by length(prefix) desc
                    limit 1
                    """)
                .param("seller", seller.value())
                .param("country", country)
                .param("prefixes", prefixes.toArray(String[]::new))
                .query((row, number) -> place(row))
                .optional());
  }

  private static ShipTo place(ResultSet row) throws SQLException {
    return new ShipTo(row.getDouble("latitude"), row.getDouble("longitude"));
  }

  @Override
  public List<PostcodeArea> list(SellerId seller, String country) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select prefix, latitude, longitude from postcode_area
                    where seller_id = :seller and country = :country
                    order by prefix
                    """)
                .param("seller", seller.value())
                .param("country", country)
                .query((row, number) -> new PostcodeArea(row.getString("prefix"), place(row)))
                .list());
  }

  @Override
  public Map<String, Long> countries(SellerId seller) {
    Map<String, Long> countries = new LinkedHashMap<>();
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select country, count(*) as areas from postcode_area
                    where seller_id = :seller
                    group by country
                    order by country
                    """)
                .param("seller", seller.value())
                .query(
                    row -> {
                      countries.put(row.getString("country"), row.getLong("areas"));
                    }));
    return countries;
  }

  @Override
  public void replace(SellerId seller, String country, List<PostcodeArea> areas) {
    transactions.run(
        seller,
        jdbc -> {
          jdbc.sql("delete from postcode_area where seller_id = :seller and country = :country")
              .param("seller", seller.value())
              .param("country", country)
              .update();
          jdbc.sql(
                  """
                  insert into postcode_area (seller_id, country, prefix, latitude, longitude)
                  select :seller, :country, prefix, latitude, longitude
                  from unnest(:prefixes, :latitudes, :longitudes) as made (prefix, latitude, longitude)
                  """)
              .param("seller", seller.value())
              .param("country", country)
              .param("prefixes", areas.stream().map(PostcodeArea::prefix).toArray(String[]::new))
              .param(
                  "latitudes",
                  areas.stream().map(area -> area.place().latitude()).toArray(Double[]::new))
              .param(
                  "longitudes",
                  areas.stream().map(area -> area.place().longitude()).toArray(Double[]::new))
              .update();
        });
  }
}
