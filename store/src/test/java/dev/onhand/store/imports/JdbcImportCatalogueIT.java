package dev.onhand.store.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.ledger.Stocked.Tracking;
import dev.onhand.engine.access.NewSeller;
import dev.onhand.engine.catalogue.Product;
import dev.onhand.engine.catalogue.ProductData;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.model.Gtin;
import dev.onhand.model.Sku;
import dev.onhand.store.access.JdbcSellers;
import dev.onhand.store.catalogue.JdbcLocations;
import dev.onhand.store.catalogue.JdbcProducts;
import dev.onhand.store.database.SellerTransactions;
import dev.onhand.store.testing.TestDatabase;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcImportCatalogueIT {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private final SellerTransactions transactions =
      new SellerTransactions(DATABASE.database().jobs());
  private final JdbcImportCatalogue catalogue =
      new JdbcImportCatalogue(transactions, InstantSource.fixed(NOW));
  private SellerId seller = new SellerId(0);
  private SellerId other = new SellerId(0);

  @BeforeEach
  void setUp(TestInfo test) {
    String name = test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT);
    seller = seller(name.substring(0, Math.min(name.length(), 30)));
    other = seller(name.substring(0, Math.min(name.length(), 30)) + "-other");
  }

  private static SellerId seller(String code) {
    return new JdbcSellers(DATABASE.database().platform())
        .create(new NewSeller(code, code, ZoneOffset.UTC, NOW))
        .orElseThrow()
        .id();
  }

  private static ProductData product(String sku, String name) {
    return new ProductData(new Sku(sku), null, name, Tracking.TRACKED, 0L);
  }

  @Test
  void makesProductsThatDoNotExist() {
    ProductData tee =
        new ProductData(
            new Sku("TEE-M"), new Gtin("4006381333931"), "T-Shirt  M", Tracking.TRACKED, 0L);
    assertThat(catalogue.ensureProducts(seller, List.of(tee, product("B", "b")))).isEqualTo(2);
    assertThat(catalogue.ensureProducts(seller, List.of(product("TEE-M", "x"), product("C", "c"))))
        .isEqualTo(1);

    Product made =
        new JdbcProducts(transactions).find(seller, ProductRef.sku("TEE-M")).orElseThrow();
    assertThat(made.name()).isEqualTo("T-Shirt  M");
    assertThat(made.gtin()).isEqualTo(new Gtin("4006381333931"));
    assertThat(made.tracking()).isEqualTo(Tracking.TRACKED);
    assertThat(made.floor()).isZero();
    assertThat(made.createdAt()).isEqualTo(NOW);
  }

  @Test
  void findsWhatItMadeAsTheSearchDoes() {
    catalogue.ensureProducts(seller, List.of(product("TEE  M", "T-Shirt  M")));
    PageRequest page = PageRequest.first(10);
    JdbcProducts products = new JdbcProducts(transactions);
    assertThat(products.listByPrefix(seller, "tee m", page).rows()).hasSize(1);
    assertThat(products.listByPrefix(seller, "t-shirt m", page).rows()).hasSize(1);
  }

  @Test
  void knowsItsOwnNamesAndNoOthers() {
    catalogue.ensureProducts(seller, List.of(product("A", "a"), product("b", "b")));
    catalogue.ensureLocations(seller, List.of("berlin"));
    catalogue.ensureProducts(other, List.of(product("THEIRS", "x")));

    assertThat(catalogue.knownSkus(seller, List.of(new Sku("A"), new Sku("B"), new Sku("THEIRS"))))
        .containsExactly(new Sku("A"));
    assertThat(catalogue.knownLocations(seller, List.of("berlin", "Berlin")))
        .containsExactly("berlin");
    assertThat(catalogue.knownLocations(other, List.of("berlin"))).isEmpty();
    assertThat(catalogue.skusByFolded(seller, Set.of("b", "theirs", "zz")))
        .containsOnlyKeys("b")
        .containsValue(new Sku("b"));
  }

  @Test
  void makesLocationsOnce() {
    assertThat(catalogue.ensureLocations(seller, List.of("paris", "berlin"))).isEqualTo(2);
    assertThat(catalogue.ensureLocations(seller, List.of("paris", "rome"))).isEqualTo(1);
    assertThat(new JdbcLocations(transactions).list(seller, PageRequest.first(10)).rows())
        .allMatch(location -> location.data().sellable())
        .extracting(location -> location.data().name())
        .containsExactly("berlin", "paris", "rome");
  }

  @Test
  void makesEachProductOnceForImportsSideBySide() {
    List<ProductData> products = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      products.add(product("SKU-" + i, "p"));
    }
    List<CompletableFuture<Integer>> made =
        List.of(products, products.reversed(), products).stream()
            .map(
                list -> CompletableFuture.supplyAsync(() -> catalogue.ensureProducts(seller, list)))
            .toList();
    assertThat(made.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(2_000);
  }
}
