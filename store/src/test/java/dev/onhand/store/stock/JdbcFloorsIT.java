package dev.onhand.store.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.onhand.core.ledger.Command;
import dev.onhand.core.ledger.LocationRef;
import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductRef;
import dev.onhand.core.ledger.Reason;
import dev.onhand.core.ledger.Stocked.Tracking;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Patch;
import dev.onhand.engine.catalogue.ProductData;
import dev.onhand.engine.catalogue.ProductPatch;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.Run;
import dev.onhand.engine.stock.Floors;
import dev.onhand.engine.stock.Floors.Wish;
import dev.onhand.engine.stock.StockLevel;
import dev.onhand.model.Sku;
import dev.onhand.store.catalogue.JdbcProducts;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcFloorsIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private TestShop shop;
  private Floors floors;

  @BeforeEach
  void open() {
    shop = TestShop.open(DATABASE);
    floors = new JdbcFloors(shop.transactions());
    shop.location("berlin");
    shop.product("mug");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void letsPreOrdersThroughAtOneLocation() {
    StockLevel level = saved(set(new Wish.Own(-2L)));
    assertThat(level.floorIsOwn()).isTrue();
    assertThat(level.level().floor()).isEqualTo(-2);
    assertThat(sell(2)).isInstanceOf(Outcome.Recorded.class);
    assertThat(sell(1)).isInstanceOf(Outcome.InsufficientStock.class);
    assertThat(read().level().belowFloorSince()).isNull();
  }

  @Test
  void marksALevelThatIsBelowItsNewFloorUntilItIsNot() {
    set(new Wish.Own(null));
    sell(3);
    StockLevel below = saved(set(new Wish.Own(-1L)));
    assertThat(below.level().belowFloorSince()).isEqualTo(shop.clock().instant());
    assertThat(read()).isEqualTo(below);
    assertThat(saved(set(new Wish.Own(-3L))).level().belowFloorSince()).isNull();
  }

  @Test
  void followsItsProductAgain() {
    set(new Wish.Own(-2L));
    StockLevel level = saved(set(new Wish.Inherited()));
    assertThat(level.floorIsOwn()).isFalse();
    assertThat(level.level().floor()).isZero();
    changeFloorOfProduct(-7L);
    assertThat(read().level().floor()).isEqualTo(-7);
  }

  @Test
  void keepsItsOwnFloorWhenItsProductGetsAnother() {
    set(new Wish.Own(-2L));
    changeFloorOfProduct(-7L);
    assertThat(read().level().floor()).isEqualTo(-2);
  }

  @Test
  void raisesTheVersionOnlyWhereSomethingChanges() {
    long version = saved(set(new Wish.Own(-2L))).level().version();
    assertThat(saved(set(new Wish.Own(-2L))).level().version()).isEqualTo(version);
    assertThat(saved(set(new Wish.Own(-3L))).level().version()).isEqualTo(version + 1);
  }

  @Test
  void refusesAVersionThatIsNoLongerCurrent() {
    long version = saved(set(new Wish.Own(-2L))).level().version();
    shop.record(shop.move("mug", Reason.PURCHASE, 1, "berlin"));
    Edit edit = new Edit("tester", shop.clock().instant(), version);
    assertThat(
            floors.set(
                shop.seller(),
                ProductRef.sku("mug"),
                LocationRef.code("berlin"),
                new Wish.Own(-3L),
                edit,
                Run.LIVE))
        .isEqualTo(new Floors.Result.Stale(version + 1));
  }

  @Test
  void keepsNothingOfADryRun() {
    assertThat(saved(set("mug", "berlin", new Wish.Own(-2L), Run.DRY)).level().floor())
        .isEqualTo(-2);
    assertThat(sell(1)).isInstanceOf(Outcome.InsufficientStock.class);
    assertThat(saved(set(new Wish.Own(-2L))).level().floor()).isEqualTo(-2);
  }

  @Test
  void refusesWhatHasNoFloor() {
    shop.product(new ProductData(new Sku("service"), null, "", Tracking.UNTRACKED, null));
    assertThat(set("service", "berlin", new Wish.Own(0L), Run.LIVE))
        .isEqualTo(new Floors.Result.Untracked());
    assertThat(set("none", "berlin", new Wish.Own(0L), Run.LIVE))
        .isEqualTo(new Floors.Result.UnknownProduct());
    assertThat(set("mug", "mars", new Wish.Own(0L), Run.LIVE))
        .isEqualTo(new Floors.Result.UnknownLocation());
    assertThatIllegalArgumentException().isThrownBy(() -> new Wish.Own(1L));
  }

  private void changeFloorOfProduct(long floor) {
    new JdbcProducts(shop.transactions())
        .change(
            shop.seller(),
            ProductRef.sku("mug"),
            new ProductPatch(null, Patch.keep(), null, null, Patch.set(floor)),
            new Edit("tester", shop.clock().instant(), null));
  }

  private Outcome sell(int units) {
    Command sale = shop.move("mug", Reason.SALE, units, "berlin");
    return shop.submit(CommandList.each(shop.seller(), List.of(sale))).getFirst();
  }

  private StockLevel read() {
    return new JdbcStock(shop.transactions())
        .findLevel(shop.seller(), ProductRef.sku("mug"), LocationRef.code("berlin"))
        .orElseThrow();
  }

  private Floors.Result set(Wish wish) {
    return set("mug", "berlin", wish, Run.LIVE);
  }

  private Floors.Result set(String sku, String location, Wish wish, Run run) {
    return floors.set(
        shop.seller(),
        ProductRef.sku(sku),
        LocationRef.code(location),
        wish,
        new Edit("tester", shop.clock().instant(), null),
        run);
  }

  private static StockLevel saved(Floors.Result result) {
    assertThat(result).isInstanceOf(Floors.Result.Saved.class);
    return ((Floors.Result.Saved) result).level();
  }
}
