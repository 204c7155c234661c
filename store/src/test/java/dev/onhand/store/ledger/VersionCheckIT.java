package dev.onhand.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.Outcome;
import dev.onhand.core.ledger.ProductId;
import dev.onhand.core.ledger.Reason;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Patch;
import dev.onhand.engine.catalogue.ProductPatch;
import dev.onhand.engine.ledger.CommandList;
import dev.onhand.engine.ledger.VersionCheck;
import dev.onhand.store.catalogue.JdbcProducts;
import dev.onhand.store.testing.TestDatabase;
import dev.onhand.store.testing.TestShop;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VersionCheckIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private TestShop shop;
  private ProductId mug;

  @BeforeEach
  void open() {
    shop = TestShop.open(DATABASE);
    shop.location("berlin");
    mug = shop.product("mug");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void refusesAListThatRestsOnAnOldVersion() {
    changeProduct();
    assertThat(shop.submit(purchaseAtVersion1()).getFirst())
        .isEqualTo(new Outcome.StaleVersion("product", 1, 2));
  }

  @Test
  void givesTheFirstOutcomeAgainThoughTheVersionIsOldByNow() {
    CommandList list = purchaseAtVersion1();
    Outcome.Recorded first = (Outcome.Recorded) shop.submit(list).getFirst();
    changeProduct();
    assertThat(shop.submit(list).getFirst())
        .isEqualTo(new Outcome.AlreadyRecorded(first.movement()));
  }

  private CommandList purchaseAtVersion1() {
    return CommandList.allOrNone(
            shop.seller(), List.of(shop.move("mug", Reason.PURCHASE, 1, "berlin")))
        .with(List.of(new VersionCheck(VersionCheck.Table.PRODUCT, mug.value(), 1)));
  }

  private void changeProduct() {
    new JdbcProducts(shop.transactions())
        .change(
            shop.seller(),
            mug,
            new ProductPatch(null, Patch.keep(), "other name", null, Patch.keep()),
            new Edit("tester", shop.clock().instant(), null));
  }
}
