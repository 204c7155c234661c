package dev.onhand.store.catalogue;

import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.catalogue.Bundle;
import dev.onhand.engine.catalogue.Bundles;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Product;
import dev.onhand.engine.catalogue.Products;
import dev.onhand.engine.catalogue.Saving;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import dev.onhand.model.Sku;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.database.SqlTimes;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bundles in PostgreSQL. */
public final class JdbcBundles implements Bundles {

  private final SellerTransactions transactions;
  private final Products products;

  /**
   * @param products where a bundle that is none any more is read
   */
  public JdbcBundles(SellerTransactions transactions, Products products) {
    this.transactions = transactions;
    this.products = products;
  }

  @Override
  public Optional<Bundle> find(SellerId seller, ProductRef product) {
    return transactions.call(
        seller,
        jdbc ->
            Names.findProduct(jdbc, seller, product)
                .flatMap(id -> load(jdbc, seller, List.of(id.value())).stream().findFirst()));
  }

  @Override
  public Slice<Bundle> list(SellerId seller, PageRequest page) {
    return transactions.call(
        seller,
        jdbc -> {
          Slice<Long> ids = Slice.of(page, ids(jdbc, seller, page));
          return new Slice<>(load(jdbc, seller, ids.rows()), ids.hasMore());
        });
  }

  private static List<Long> ids(JdbcClient jdbc, SellerId seller, PageRequest page) {
    String sql =
        page.backwards()
            ? """
              select product_id
              from (select distinct bundle_id from bundle_component where seller_id = :seller) as b
              join product p on p.seller_id = :seller and p.product_id = b.bundle_id
              where p.sku < (select sku from product where seller_id = :seller and product_id = :cursor)
              order by p.sku desc
              limit :rows
              """
            : """
              select product_id
              from (select distinct bundle_id from bundle_component where seller_id = :seller) as b
              join product p on p.seller_id = :seller and p.product_id = b.bundle_id
              where cast(:cursor as bigint) is null
                or p.sku > (select sku from product where seller_id = :seller and product_id = :cursor)
              order by p.sku
              limit :rows
              """;
    return jdbc.sql(sql)
        .param("seller", seller.value())
        .param("cursor", page.backwards() ? page.before() : page.after(), Types.BIGINT)
        .param("rows", page.rowsToRead())
        .query((row, number) -> row.getLong("product_id"))
        .list();
  }

  private record Row(ProductId id, Sku sku, String name, long version, Bundle.Component part) {}

  /** In order of SKU; ids of products that are no bundles give nothing. */
  private static List<Bundle> load(JdbcClient jdbc, SellerId seller, List<Long> ids) {
    Map<ProductId, List<Row>> rows = new LinkedHashMap<>();
    jdbc.sql(
            """
            select p.product_id, p.sku, p.name, p.version,
              c.product_id as component_id, c.sku as component_sku, c.name as component_name, b.units
            from unnest(:ids) as wanted (product_id)
            join product p on p.seller_id = :seller and p.product_id = wanted.product_id
            join bundle_component b on b.seller_id = :seller and b.bundle_id = p.product_id
            join product c on c.seller_id = :seller and c.product_id = b.component_id
            order by p.sku, c.sku
            """)
        .param("seller", seller.value())
        .param("ids", ids.toArray(Long[]::new))
        .query(
            (row, number) ->
                new Row(
                    new ProductId(row.getLong("product_id")),
                    new Sku(row.getString("sku")),
                    row.getString("name"),
                    row.getLong("version"),
                    new Bundle.Component(
                        new ProductId(row.getLong("component_id")),
                        new Sku(row.getString("component_sku")),
                        row.getString("component_name"),
                        row.getLong("units"))))
        .list()
        .forEach(row -> rows.computeIfAbsent(row.id(), id -> new ArrayList<>()).add(row));
    return rows.values().stream()
        .map(
            parts -> {
              Row first = parts.getFirst();
              return new Bundle(
                  first.id(),
                  first.sku(),
                  first.name(),
                  parts.stream().map(Row::part).toList(),
                  first.version());
            })
        .toList();
  }

  /** A product as it is locked. */
  private record Locked(long id, String sku, String tracking, long version) {}

  /**
   * Locks the product and its components in one order. What the committer makes the first level of
   * holds the product too: so no stock comes to be beside this.
   */
  private static Map<Long, Locked> lock(JdbcClient jdbc, SellerId seller, List<Long> ids) {
    Map<Long, Locked> locked = new LinkedHashMap<>();
    jdbc.sql(
            """
            select product_id, sku, tracking, version
            from product
            where seller_id = :seller and product_id = any (:ids)
            order by product_id
            for no key update
            """)
        .param("seller", seller.value())
        .param("ids", ids.toArray(Long[]::new))
        .query(
            (row, number) ->
                new Locked(
                    row.getLong("product_id"),
                    row.getString("sku"),
                    row.getString("tracking"),
                    row.getLong("version")))
        .list()
        .forEach(row -> locked.put(row.id(), row));
    return locked;
  }

  @Override
  public Saving<Bundle> set(
      SellerId seller, ProductRef product, Map<ProductId, Long> units, Edit edit) {
    return transactions.call(
        seller,
        jdbc -> {
          Long id = Names.findProduct(jdbc, seller, product).map(ProductId::value).orElse(null);
          if (id == null) {
            return new Saving.Missing<>();
          }
          List<Long> ids = new ArrayList<>(List.of(id));
          units.keySet().forEach(component -> ids.add(component.value()));
          Map<Long, Locked> locked = lock(jdbc, seller, ids);
          Locked bundle = locked.remove(id);
          if (bundle == null) {
            return new Saving.Missing<>();
          }
          if (edit.expectedVersion() != null && edit.expectedVersion() != bundle.version()) {
            return new Saving.Stale<>(bundle.version());
          }
          String why = whatIsInTheWay(jdbc, seller, bundle, units, locked);
          if (!why.isEmpty()) {
            return new Saving.Blocked<>(why);
          }
          write(jdbc, seller, id, units, edit);
          return new Saving.Saved<>(load(jdbc, seller, List.of(id)).getFirst());
        });
  }

  /** Empty: nothing. */
  private static String whatIsInTheWay(
      JdbcClient jdbc,
      SellerId seller,
      Locked bundle,
      Map<ProductId, Long> units,
      Map<Long, Locked> components) {
    if (units.containsKey(new ProductId(bundle.id()))) {
      return "Product '%s' cannot be a component of itself.".formatted(bundle.sku());
    }
    for (Locked component : components.values()) {
      if (component.tracking().equals("bundle") || component.tracking().equals("placeholder")) {
        return "Product '%s' is a %s, and a bundle is made of products with stock. Name its components instead."
            .formatted(component.sku(), component.tracking());
      }
    }
    if (bundle.tracking().equals("bundle")) {
      return "";
    }
    if (exists(jdbc, seller, bundle.id(), HAS_LEVEL)) {
      return "Product '%s' has movements of its own, and a bundle has none. Give the bundle a SKU of its own."
          .formatted(bundle.sku());
    }
    if (exists(jdbc, seller, bundle.id(), IS_COMPONENT)) {
      return "Product '%s' is a component of a bundle, and there are no bundles within bundles."
          .formatted(bundle.sku());
    }
    if (exists(jdbc, seller, bundle.id(), IS_WAITED_FOR)) {
      return "Orders wait for units of '%s' itself. Cancel or change their lines first, or give the bundle a SKU of its own."
          .formatted(bundle.sku());
    }
    return "";
  }

  private static final String HAS_LEVEL =
      "select exists (select 1 from stock_level where seller_id = :seller and product_id = :product)";

  private static final String IS_COMPONENT =
      "select exists (select 1 from bundle_component where seller_id = :seller and component_id = :product)";

  private static final String IS_WAITED_FOR =
      "select exists (select 1 from order_component where seller_id = :seller and product_id = :product and missing > 0)";

  private static boolean exists(JdbcClient jdbc, SellerId seller, long product, String sql) {
    return jdbc.sql(sql)
        .param("seller", seller.value())
        .param("product", product)
        .query(Boolean.class)
        .single();
  }

  private static void write(
      JdbcClient jdbc, SellerId seller, long id, Map<ProductId, Long> units, Edit edit) {
    clear(jdbc, seller, id);
    jdbc.sql(
            """
            insert into bundle_component (seller_id, bundle_id, component_id, units)
            select :seller, :bundle, component_id, units from unnest(:components, :units) as c (component_id, units)
            """)
        .param("seller", seller.value())
        .param("bundle", id)
        .param("components", units.keySet().stream().map(ProductId::value).toArray(Long[]::new))
        .param("units", units.values().toArray(Long[]::new))
        .update();
    mark(jdbc, seller, id, edit, true);
  }

  private static void clear(JdbcClient jdbc, SellerId seller, long id) {
    jdbc.sql("delete from bundle_component where seller_id = :seller and bundle_id = :bundle")
        .param("seller", seller.value())
        .param("bundle", id)
        .update();
  }

  private static void mark(JdbcClient jdbc, SellerId seller, long id, Edit edit, boolean isBundle) {
    jdbc.sql(
            """
            update product
            set tracking = :tracking, floor = :floor, version = version + 1, updated_at = :at
            where seller_id = :seller and product_id = :id
            """)
        .param("tracking", isBundle ? "bundle" : "tracked")
        .param("floor", isBundle ? null : 0L, Types.BIGINT)
        .param("at", SqlTimes.toSql(edit.at()))
        .param("seller", seller.value())
        .param("id", id)
        .update();
  }

  @Override
  public Saving<Product> remove(SellerId seller, ProductRef product, Edit edit) {
    Saving<ProductId> removed =
        transactions.call(
            seller,
            jdbc -> {
              Long id = Names.findProduct(jdbc, seller, product).map(ProductId::value).orElse(null);
              Locked bundle = id == null ? null : lock(jdbc, seller, List.of(id)).get(id);
              if (bundle == null || !bundle.tracking().equals("bundle")) {
                return new Saving.Missing<>();
              }
              if (edit.expectedVersion() != null && edit.expectedVersion() != bundle.version()) {
                return new Saving.Stale<>(bundle.version());
              }
              clear(jdbc, seller, bundle.id());
              mark(jdbc, seller, bundle.id(), edit, false);
              return new Saving.Saved<>(new ProductId(bundle.id()));
            });
    return switch (removed) {
      case Saving.Saved<ProductId>(var id) ->
          new Saving.Saved<>(products.find(seller, id).orElseThrow());
      case Saving.Stale<ProductId>(var version) -> new Saving.Stale<>(version);
      case Saving.Missing<ProductId> missing -> new Saving.Missing<>();
      case Saving.Taken<ProductId>(var name) -> new Saving.Taken<>(name);
      case Saving.Blocked<ProductId>(var why) -> new Saving.Blocked<>(why);
    };
  }
}
