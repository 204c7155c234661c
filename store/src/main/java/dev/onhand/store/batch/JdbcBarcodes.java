package dev.onhand.store.batch;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.batch.Barcodes;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.model.Sku;
import dev.onhand.store.catalogue.Names;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Barcodes in PostgreSQL. */
public final class JdbcBarcodes implements Barcodes {

  private final SellerTransactions transactions;

  public JdbcBarcodes(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<List<Barcode>> list(SellerId seller, ProductRef product) {
    return transactions.call(
        seller,
        jdbc -> Names.findProduct(jdbc, seller, product).map(found -> of(jdbc, seller, found)));
  }

  private static List<Barcode> of(JdbcClient jdbc, SellerId seller, ProductId product) {
    return jdbc.sql(
            """
            select b.barcode, p.sku, b.actor, b.created_at
            from product_barcode b
            join product p on p.seller_id = :seller and p.product_id = b.product_id
            where b.seller_id = :seller and b.product_id = :product
            order by b.barcode
            """)
        .param("seller", seller.value())
        .param("product", product.value())
        .query(
            (row, number) ->
                new Barcode(
                    row.getString("barcode"),
                    new Sku(row.getString("sku")),
                    row.getString("actor"),
                    SqlTimes.get(row, "created_at")))
        .list();
  }

  @Override
  public Saving<Barcode> give(SellerId seller, ProductRef product, String barcode, Edit edit) {
    return transactions.call(
        seller,
        jdbc -> {
          ProductId found = Names.findProduct(jdbc, seller, product).orElse(null);
          if (found == null) {
            return new Saving.Missing<>();
          }
          if (isSkuOfAnother(jdbc, seller, found, barcode)) {
            return new Saving.Blocked<>(
                "'%s' is the SKU of another product: a scan could mean either.".formatted(barcode));
          }
          jdbc.sql(
                  """
                  insert into product_barcode (seller_id, barcode, product_id, actor, created_at)
                  values (:seller, :barcode, :product, :actor, :at)
                  on conflict (seller_id, barcode) do nothing
                  """)
              .param("seller", seller.value())
              .param("barcode", barcode)
              .param("product", found.value())
              .param("actor", edit.actor())
              .param("at", SqlTimes.toSql(edit.at()))
              .update();
          List<Barcode> own = of(jdbc, seller, found);
          if (own.size() > PER_PRODUCT_MAX) {
            throw new IllegalArgumentException(
                "barcode: a product has at most %d".formatted(PER_PRODUCT_MAX));
          }
          return own.stream()
              .filter(one -> one.value().equals(barcode))
              .findFirst()
              .<Saving<Barcode>>map(Saving.Saved::new)
              .orElseGet(() -> new Saving.Taken<>(barcode));
        });
  }

  private static boolean isSkuOfAnother(
      JdbcClient jdbc, SellerId seller, ProductId product, String barcode) {
    return jdbc.sql(
            """
            select exists (
              select from product where seller_id = :seller and sku = :barcode and product_id <> :product)
            """)
        .param("seller", seller.value())
        .param("barcode", barcode)
        .param("product", product.value())
        .query(Boolean.class)
        .single();
  }

  @Override
  public boolean take(SellerId seller, ProductRef product, String barcode) {
    return transactions.call(
        seller,
        jdbc -> {
          ProductId found = Names.findProduct(jdbc, seller, product).orElse(null);
          if (found == null) {
            return false;
          }
          jdbc.sql(
                  """
                  delete from product_barcode
                  where seller_id = :seller and product_id = :product and barcode = :barcode
                  """)
              .param("seller", seller.value())
              .param("product", found.value())
              .param("barcode", barcode)
              .update();
          return true;
        });
  }
}
