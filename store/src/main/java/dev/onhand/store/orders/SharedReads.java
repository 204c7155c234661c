package dev.onhand.store.orders;

import dev.onhand.core.ledger.LocationId;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.Item;
import dev.onhand.core.order.Order;
import dev.onhand.core.order.Site;
import dev.onhand.engine.orders.BackorderQueue;
import dev.onhand.engine.orders.OrderState;
import dev.onhand.engine.orders.OrderState.ListingName;
import dev.onhand.model.Gtin;
import dev.onhand.store.ledger.Columns;
import dev.onhand.store.ledger.Pipeline;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What all orders of a seller see: where things are sold from, and of products what the items of
 * these orders need. Bundles are not even looked at where the seller has none, nor GTINs where no
 * item is named by one.
 */
final class SharedReads {

  private final SellerId seller;
  private final List<Site> sites = new ArrayList<>();
  private final Map<ProductId, List<Order.Component>> bundles = new HashMap<>();
  private final Map<String, List<Order.Component>> bundlesBySku = new HashMap<>();
  private final Map<ListingName, Order.Component> listings = new HashMap<>();
  private final Map<Gtin, List<ProductId>> productsByGtin = new HashMap<>();

  private final Set<String> skusAsked = new HashSet<>();
  private final Set<String> gtinsAsked = new HashSet<>();
  private final Set<ListingName> listingsAsked = new HashSet<>();
  private boolean isWaiting;

  SharedReads(SellerId seller) {
    this.seller = seller;
  }

  /** Asks for what does not depend on items. */
  void ask(Pipeline pipeline) {
    readSites(pipeline);
    readWaiting(pipeline);
  }

  /**
   * What was sold.
   *
   * @param channel code of the channel
   */
  record Sold(String channel, Item item) {
    private Stream<ListingName> listings() {
      return item.listingNames().stream().map(name -> new ListingName(channel, name));
    }
  }

  /** Asks for what these items need and was not asked for yet. */
  void ask(Pipeline pipeline, Collection<Sold> sold) {
    List<ListingName> names =
        sold.stream().flatMap(Sold::listings).filter(listingsAsked::add).toList();
    List<Item> items = sold.stream().map(Sold::item).toList();
    List<String> skus =
        items.stream()
            .filter(item -> item.sku() != null)
            .map(item -> Objects.requireNonNull(item.sku()).value())
            .filter(skusAsked::add)
            .toList();
    List<String> gtins =
        items.stream()
            .filter(item -> item.gtinToFind() != null)
            .map(item -> Objects.requireNonNull(item.gtinToFind()).value())
            .filter(gtinsAsked::add)
            .toList();
    if (!names.isEmpty()) {
      readListings(pipeline, names);
    }
    if (!skus.isEmpty()) {
      readBundlesBySku(pipeline, skus);
    }
    if (!gtins.isEmpty()) {
      readProducts(pipeline, gtins);
      readBundlesByGtin(pipeline, gtins);
    }
  }

  OrderState.Shared found() {
    bundlesBySku.values().forEach(SharedReads::sort);
    bundles.values().forEach(SharedReads::sort);
    BackorderQueue queue =
        new BackorderQueue(sites.stream().map(Site::id).collect(Collectors.toSet()), isWaiting);
    return new OrderState.Shared(sites, bundles, bundlesBySku, listings, productsByGtin, queue);
  }

  private static void sort(List<Order.Component> components) {
    components.sort(Comparator.comparing(Order.Component::product));
  }

  private void readSites(Pipeline pipeline) {
    pipeline.query(
        """
        select location_id, code, priority, latitude, longitude
        from location
        where seller_id = ? and sellable
        """,
        this::bindSeller,
        row -> {
          while (row.next()) {
            sites.add(site(row));
          }
        });
  }

  /** Whether any order waits for units; who waits for what is read where it may matter. */
  private void readWaiting(Pipeline pipeline) {
    pipeline.query(
        "select exists (select 1 from order_component where seller_id = ? and missing > 0)",
        this::bindSeller,
        row -> {
          row.next();
          isWaiting = row.getBoolean(1);
        });
  }

  private int bindSeller(PreparedStatement statement, int first) throws SQLException {
    return new Columns(statement, first).value(seller.value()).count();
  }

  private static Site site(ResultSet row) throws SQLException {
    double latitude = row.getDouble("latitude");
    Site.Place place = row.wasNull() ? null : new Site.Place(latitude, row.getDouble("longitude"));
    return new Site(
        new LocationId(row.getLong("location_id")),
        row.getString("code"),
        row.getInt("priority"),
        place);
  }

  /** What is of the placeholder is of nothing. */
  private void readListings(Pipeline pipeline, List<ListingName> names) {
    pipeline.query(
        """
        select wanted.channel, wanted.name, l.product_id, l.units as pack, b.component_id, b.units
        from unnest(?, ?) as wanted (channel, name)
        cross join lateral (
          select channel_id from channel where seller_id = ? and code = wanted.channel limit 1) as c
        cross join lateral listing_by_name(?, c.channel_id, wanted.name) as l
        cross join lateral (
          select product_id from product
          where seller_id = ? and product_id = l.product_id and tracking <> 'placeholder' limit 1) as p
        left join lateral (
          select component_id, units from bundle_component where seller_id = ? and bundle_id = p.product_id offset 0) as b on true
        """,
        (statement, first) ->
            new Columns(statement, first)
                .texts(names, ListingName::channel)
                .texts(names, ListingName::name)
                .value(seller.value())
                .value(seller.value())
                .value(seller.value())
                .value(seller.value())
                .count(),
        row -> {
          while (row.next()) {
            listings.put(
                new ListingName(row.getString("channel"), row.getString("name")),
                new Order.Component(new ProductId(row.getLong("product_id")), row.getLong("pack")));
            if (row.getObject("component_id") != null) {
              addComponent(row);
            }
          }
        });
  }

  private void readBundlesBySku(Pipeline pipeline, List<String> skus) {
    pipeline.query(
        """
        select p.sku, p.product_id, b.component_id, b.units
        from unnest(?) as wanted (sku)
        cross join lateral (
          select sku, product_id from product where seller_id = ? and sku = wanted.sku limit 1) as p
        cross join lateral (
          select component_id, units from bundle_component where seller_id = ? and bundle_id = p.product_id offset 0) as b
        where exists (select 1 from bundle_component where seller_id = ?)
        """,
        (statement, first) -> bindNames(statement, first, skus),
        row -> {
          while (row.next()) {
            bundlesBySku
                .computeIfAbsent(row.getString("sku"), sku -> new ArrayList<>())
                .add(component(row));
            addComponent(row);
          }
        });
  }

  private int bindNames(PreparedStatement statement, int first, List<String> names)
      throws SQLException {
    return new Columns(statement, first)
        .texts(names, name -> name)
        .value(seller.value())
        .value(seller.value())
        .value(seller.value())
        .count();
  }

  private static Order.Component component(ResultSet row) throws SQLException {
    return new Order.Component(new ProductId(row.getLong("component_id")), row.getLong("units"));
  }

  /** A bundle may be named by its SKU and by its GTIN: it has each component once. */
  private void addComponent(ResultSet row) throws SQLException {
    List<Order.Component> components =
        bundles.computeIfAbsent(
            new ProductId(row.getLong("product_id")), bundle -> new ArrayList<>());
    Order.Component component = component(row);
    if (!components.contains(component)) {
      components.add(component);
    }
  }

  /** Of those with one GTIN more than two need not be known: it is not told which was meant. */
  private void readProducts(Pipeline pipeline, List<String> gtins) {
    pipeline.query(
        """
        select wanted.gtin, p.product_id
        from unnest(?) as wanted (gtin)
        cross join lateral (
          select product_id from product
          where seller_id = ? and gtin = wanted.gtin
          limit 2) as p
        """,
        (statement, first) ->
            new Columns(statement, first).texts(gtins, gtin -> gtin).value(seller.value()).count(),
        row -> {
          while (row.next()) {
            productsByGtin
                .computeIfAbsent(new Gtin(row.getString("gtin")), gtin -> new ArrayList<>())
                .add(new ProductId(row.getLong("product_id")));
          }
        });
  }

  private void readBundlesByGtin(Pipeline pipeline, List<String> gtins) {
    pipeline.query(
        """
        select p.product_id, b.component_id, b.units
        from unnest(?) as wanted (gtin)
        cross join lateral (
          select product_id from product where seller_id = ? and gtin = wanted.gtin limit 2) as p
        cross join lateral (
          select component_id, units from bundle_component where seller_id = ? and bundle_id = p.product_id offset 0) as b
        where exists (select 1 from bundle_component where seller_id = ?)
        """,
        (statement, first) -> bindNames(statement, first, gtins),
        row -> {
          while (row.next()) {
            addComponent(row);
          }
        });
  }
}
