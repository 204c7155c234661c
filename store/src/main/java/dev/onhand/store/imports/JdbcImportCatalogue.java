package dev.onhand.store.imports;

import static dev.onhand.store.database.SqlArrays.texts;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.WorkingBooks;
import dev.onhand.engine.catalogue.ProductData;
import dev.onhand.engine.imports.ImportCatalogue;
import dev.onhand.model.Gtin;
import dev.onhand.model.Sku;
import dev.onhand.store.catalogue.Folding;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Products and locations in PostgreSQL, as imports need them: many at once. */
public final class JdbcImportCatalogue implements ImportCatalogue {

  private final SellerTransactions transactions;
  private final InstantSource clock;

  public JdbcImportCatalogue(SellerTransactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public Set<Sku> knownSkus(SellerId seller, Collection<Sku> skus) {
    return transactions.call(
        seller,
        jdbc ->
            new HashSet<>(
                jdbc.sql(
                        """
                        select sku from product
                        where seller_id = :seller and sku = any (:skus)
                        """)
                    .param("seller", seller.value())
                    .param("skus", texts(skus, Sku::value))
                    .query((row, number) -> new Sku(row.getString("sku")))
                    .list()));
  }

  @Override
  public Set<String> knownLocations(SellerId seller, Collection<String> codes) {
    return transactions.call(
        seller,
        jdbc ->
            new HashSet<>(
                jdbc.sql(
                        """
                        select code from location
                        where seller_id = :seller and code = any (:codes)
                        """)
                    .param("seller", seller.value())
                    .param("codes", texts(codes, code -> code))
                    .query((row, number) -> row.getString("code"))
                    .list()));
  }

  @Override
  public Map<String, Sku> skusByFolded(SellerId seller, Collection<String> folded) {
    List<Sku> found =
        transactions.call(
            seller,
            jdbc ->
                jdbc.sql(
                        """
                        select min(sku) as sku from product
                        where seller_id = :seller and sku_folded = any (:folded)
                        group by sku_folded
                        """)
                    .param("seller", seller.value())
                    .param("folded", texts(folded, text -> text))
                    .query((row, number) -> new Sku(row.getString("sku")))
                    .list());
    return found.stream().collect(Collectors.toMap(Sku::folded, Function.identity()));
  }

  @Override
  public WorkingBooks books(SellerId seller, List<Command.Move> moves) {
    return transactions.call(seller, jdbc -> ImportBooks.read(jdbc, seller, moves));
  }

  /** Sorted, so that two imports that make the same products wait for each other in one order. */
  @Override
  public int ensureProducts(SellerId seller, List<ProductData> products) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    insert into product (
                      seller_id, sku, sku_folded, gtin, name, name_folded, tracking, floor, created_at, updated_at)
                    select :seller, n.sku, n.sku_folded, n.gtin, n.name, n.name_folded, n.tracking, n.floor, :at, :at
                    from unnest(
                      cast(:skus as text[]), cast(:skusFolded as text[]), cast(:gtins as text[]), cast(:names as text[]),
                      cast(:namesFolded as text[]), cast(:trackings as text[]), cast(:floors as bigint[]))
                      as n (sku, sku_folded, gtin, name, name_folded, tracking, floor)
                    order by n.sku
                    on conflict on constraint product_sku_unique do nothing
                    """)
                .param("seller", seller.value())
                .param("skus", texts(products, product -> product.sku().value()))
                .param("skusFolded", texts(products, product -> product.sku().folded()))
                .param("gtins", texts(products, product -> textOf(product.gtin())))
                .param("names", texts(products, ProductData::name))
                .param("namesFolded", texts(products, product -> Folding.fold(product.name())))
                .param("trackings", texts(products, product -> product.tracking().code()))
                .param("floors", products.stream().map(ProductData::floor).toArray(Long[]::new))
                .param("at", SqlTimes.toSql(clock.instant()))
                .update());
  }

  @Override
  public int ensureLocations(SellerId seller, Collection<String> codes) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    insert into location (seller_id, code, name, kind, created_at, updated_at)
                    select :seller, n.code, n.code, 'warehouse', :at, :at
                    from unnest(cast(:codes as text[])) as n (code)
                    order by n.code
                    on conflict on constraint location_code_unique do nothing
                    """)
                .param("seller", seller.value())
                .param("codes", texts(codes, code -> code))
                .param("at", SqlTimes.toSql(clock.instant()))
                .update());
  }

  private static @Nullable String textOf(@Nullable Gtin gtin) {
    return gtin == null ? null : gtin.value();
  }
}
