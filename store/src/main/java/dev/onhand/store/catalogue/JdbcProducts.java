package dev.onhand.store.catalogue;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked.Tracking;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Product;
import dev.onhand.engine.catalogue.ProductData;
import dev.onhand.engine.catalogue.ProductPatch;
import dev.onhand.engine.catalogue.Products;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.model.Gtin;
import dev.onhand.model.Sku;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Products in PostgreSQL. */
public final class JdbcProducts implements Products {

  private final SellerTransactions transactions;

  public JdbcProducts(SellerTransactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<Product> find(SellerId seller, ProductRef ref) {
    return transactions.call(
        seller,
        jdbc -> findId(jdbc, seller, ref).map(id -> load(jdbc, seller, List.of(id)).getFirst()));
  }

  @Override
  public Map<ProductId, String> names(SellerId seller, Collection<ProductId> products) {
    Map<ProductId, String> names = new HashMap<>();
    transactions.run(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select product_id, name from product
                    where seller_id = :seller and product_id = any(:products) and name <> ''
                    """)
                .param("seller", seller.value())
                .param("products", products.stream().map(ProductId::value).toArray(Long[]::new))
                .query(
                    (RowCallbackHandler)
                        row ->
                            names.put(
                                new ProductId(row.getLong("product_id")), row.getString("name"))));
    return names;
  }

  @Override
  public Slice<Product> list(SellerId seller, PageRequest page) {
    return slice(
        seller,
        page,
        (jdbc, cursor) ->
            page.backwards()
                ? ProductPages.before(jdbc, seller, cursor, page)
                : ProductPages.after(jdbc, seller, cursor, page));
  }

  @Override
  public Slice<Product> listByPrefix(SellerId seller, String prefix, PageRequest page) {
    return slice(
        seller,
        page,
        (jdbc, cursor) ->
            page.backwards()
                ? ProductPages.beforeWithPrefix(jdbc, seller, prefix, cursor, page)
                : ProductPages.afterWithPrefix(jdbc, seller, prefix, cursor, page));
  }

  @Override
  public Slice<Product> listByGtin(SellerId seller, Gtin gtin, PageRequest page) {
    return slice(
        seller,
        page,
        (jdbc, cursor) ->
            page.backwards()
                ? ProductPages.beforeWithGtin(jdbc, seller, gtin, cursor, page)
                : ProductPages.afterWithGtin(jdbc, seller, gtin, cursor, page));
  }

  /** Finds the ids of a page's products, given the SKU that the page lies behind or before. */
  @FunctionalInterface
  private interface PageIds {
    List<Long> find(JdbcClient jdbc, String cursorSku);
  }

  private Slice<Product> slice(SellerId seller, PageRequest page, PageIds ids) {
    return transactions.call(
        seller,
        jdbc -> {
          List<Long> found = ids.find(jdbc, ProductPages.cursorSku(jdbc, seller, page));
          Slice<Long> slice = Slice.of(page, found);
          return new Slice<>(load(jdbc, seller, slice.rows()), slice.hasMore());
        });
  }

  /** The products of these ids, by SKU. */
  private static List<Product> load(JdbcClient jdbc, SellerId seller, List<Long> ids) {
    return jdbc.sql(
            """
            select p.product_id, p.sku, p.gtin, p.name, p.tracking, p.floor, p.created_at, p.updated_at, p.version,
              coalesce(s.on_hand, 0) as on_hand, coalesce(s.available, 0) as available
            from product p
            left join lateral (
              select
                sum(l.available + l.reserved + l.damaged + l.quality_control + l.set_aside)::bigint as on_hand,
                sum(l.available)::bigint as available
              from stock_level l
              where l.seller_id = p.seller_id and l.product_id = p.product_id
            ) s on true
            where p.seller_id = :seller and p.product_id = any (:ids)
            order by p.sku
            """)
        .param("seller", seller.value())
        .param("ids", ids.toArray(Long[]::new))
        .query((row, number) -> product(row))
        .list();
  }

  private static Product product(ResultSet row) throws SQLException {
    String gtin = row.getString("gtin");
    return new Product(
        new ProductId(row.getLong("product_id")),
        new Sku(row.getString("sku")),
        gtin == null ? null : new Gtin(gtin),
        row.getString("name"),
        Tracking.valueOf(row.getString("tracking").toUpperCase(Locale.ROOT)),
        row.getObject("floor", Long.class),
        row.getLong("on_hand"),
        row.getLong("available"),
        SqlTimes.get(row, "created_at"),
        SqlTimes.get(row, "updated_at"),
        row.getLong("version"));
  }

  private static Optional<Long> findId(JdbcClient jdbc, SellerId seller, ProductRef ref) {
    return switch (ref) {
      case ProductId id ->
          jdbc.sql(
                  """
                  select product_id from product
                  where seller_id = :seller and product_id = :id
                  """)
              .param("seller", seller.value())
              .param("id", id.value())
              .query(Long.class)
              .optional();
      case ProductRef.BySku bySku ->
          jdbc.sql(
                  """
                  select product_id from product
                  where seller_id = :seller and sku = :sku
                  """)
              .param("seller", seller.value())
              .param("sku", bySku.sku().value())
              .query(Long.class)
              .optional();
    };
  }

  @Override
  public Saving<Product> create(SellerId seller, ProductData data, Instant at) {
    return transactions.call(
        seller,
        jdbc ->
            insert(jdbc, seller, data, at)
                .<Saving<Product>>map(
                    id -> new Saving.Saved<>(load(jdbc, seller, List.of(id)).getFirst()))
                .orElseGet(() -> new Saving.Taken<>(data.sku().value())));
  }

  private static Optional<Long> insert(
      JdbcClient jdbc, SellerId seller, ProductData data, Instant at) {
    return jdbc.sql(
            """
            insert into product (
              seller_id, sku, sku_folded, gtin, name, name_folded, tracking, floor, created_at, updated_at)
            values (:seller, :sku, :skuFolded, :gtin, :name, :nameFolded, :tracking, :floor, :at, :at)
            on conflict on constraint product_sku_unique do nothing
            returning product_id
            """)
        .param("seller", seller.value())
        .param("sku", data.sku().value())
        .param("skuFolded", data.sku().folded())
        .param("gtin", gtin(data), java.sql.Types.VARCHAR)
        .param("name", data.name())
        .param("nameFolded", Folding.fold(data.name()))
        .param("tracking", data.tracking().code())
        .param("floor", data.floor(), java.sql.Types.BIGINT)
        .param("at", SqlTimes.toSql(at))
        .query(Long.class)
        .optional();
  }

  private static @Nullable String gtin(ProductData data) {
    return data.gtin() == null ? null : data.gtin().value();
  }

  @Override
  public Saving<Product> change(SellerId seller, ProductRef ref, ProductPatch patch, Edit edit) {
    return transactions.call(
        seller,
        jdbc -> {
          Optional<Long> id = findId(jdbc, seller, ref).filter(found -> lock(jdbc, seller, found));
          if (id.isEmpty()) {
            return new Saving.Missing<>();
          }
          Product before = load(jdbc, seller, List.of(id.get())).getFirst();
          if (edit.expectedVersion() != null && edit.expectedVersion() != before.version()) {
            return new Saving.Stale<>(before.version());
          }
          return change(jdbc, seller, before, ProductData.of(before, patch), edit);
        });
  }

  /** Holds the product's row, so that no level is made under its old floor meanwhile. */
  private static boolean lock(JdbcClient jdbc, SellerId seller, long id) {
    return jdbc.sql(
            """
            select product_id from product
            where seller_id = :seller and product_id = :id
            for no key update
            """)
        .param("seller", seller.value())
        .param("id", id)
        .query(Long.class)
        .optional()
        .isPresent();
  }

  private static Saving<Product> change(
      JdbcClient jdbc, SellerId seller, Product before, ProductData data, Edit edit) {
    if (data.equals(dataOf(before))) {
      return new Saving.Saved<>(before);
    }
    long id = before.id().value();
    boolean renamed = !data.sku().equals(before.sku());
    if (renamed && findId(jdbc, seller, new ProductRef.BySku(data.sku())).isPresent()) {
      return new Saving.Taken<>(data.sku().value());
    }
    if (data.tracking() == Tracking.PLACEHOLDER && FloorWrites.hasStock(jdbc, seller, id)) {
      return new Saving.Blocked<>(
          "Product '%s' has stock, and a placeholder has none. Move its stock out first."
              .formatted(before.sku()));
    }
    if ((data.tracking() == Tracking.BUNDLE) != (before.tracking() == Tracking.BUNDLE)) {
      return new Saving.Blocked<>(
          "Product '%s' is %s. Give or take away its components instead."
              .formatted(
                  before.sku(), before.tracking() == Tracking.BUNDLE ? "a bundle" : "no bundle"));
    }
    update(jdbc, seller, id, data, edit.at());
    if (renamed) {
      keepOldSku(jdbc, seller, before, data.sku(), edit);
    }
    if (!Objects.equals(data.floor(), before.floor())) {
      FloorWrites.apply(jdbc, seller, id, data.floor(), edit.at());
    }
    return new Saving.Saved<>(load(jdbc, seller, List.of(id)).getFirst());
  }

  private static ProductData dataOf(Product product) {
    return new ProductData(
        product.sku(), product.gtin(), product.name(), product.tracking(), product.floor());
  }

  private static void update(
      JdbcClient jdbc, SellerId seller, long id, ProductData data, Instant at) {
    jdbc.sql(
            """
            update product
            set sku = :sku, sku_folded = :skuFolded, gtin = :gtin, name = :name, name_folded = :nameFolded,
              tracking = :tracking, floor = :floor, updated_at = :at, version = version + 1
            where seller_id = :seller and product_id = :id
            """)
        .param("sku", data.sku().value())
        .param("skuFolded", data.sku().folded())
        .param("gtin", gtin(data), java.sql.Types.VARCHAR)
        .param("name", data.name())
        .param("nameFolded", Folding.fold(data.name()))
        .param("tracking", data.tracking().code())
        .param("floor", data.floor(), java.sql.Types.BIGINT)
        .param("at", SqlTimes.toSql(at))
        .param("seller", seller.value())
        .param("id", id)
        .update();
  }

  private static void keepOldSku(
      JdbcClient jdbc, SellerId seller, Product before, Sku after, Edit edit) {
    jdbc.sql(
            """
            insert into product_sku_change (seller_id, product_id, version, sku_before, sku_after, actor, changed_at)
            values (:seller, :product, :version, :before, :after, :actor, :at)
            """)
        .param("seller", seller.value())
        .param("product", before.id().value())
        .param("version", before.version() + 1)
        .param("before", before.sku().value())
        .param("after", after.value())
        .param("actor", edit.actor())
        .param("at", SqlTimes.toSql(edit.at()))
        .update();
  }

  @Override
  public List<Sku> listTwins(SellerId seller, Sku of, Collection<String> folded) {
    return transactions.call(
        seller,
        jdbc ->
            jdbc.sql(
                    """
                    select sku from product
                    where seller_id = :seller and sku_folded = any (:folded) and sku <> :sku
                    order by sku
                    limit 10
                    """)
                .param("seller", seller.value())
                .param("folded", folded.toArray(String[]::new))
                .param("sku", of.value())
                .query((row, number) -> new Sku(row.getString("sku")))
                .list());
  }
}
